/** The front door of @switchyard/simulator: the other ends of a switch, for tests, benchmarks and the demo. */
export { dayShare } from "./demo/day-curve.ts";
export { type DemoAccount, type DemoOptions, type DemoTraffic, startDemoTraffic } from "./demo/demo.ts";
export { type DemoNumber, type HandsetOptions, startDemoHandsets } from "./demo/handsets.ts";
export { type CountryIso, countryIsos, drawMobileNumber } from "./demo/numbers.ts";
export { drawReply } from "./demo/phrases.ts";
export { type Profile, type ProfileName, profiles } from "./demo/profiles.ts";
export { createLoad, type Load, type LoadOptions, runLoad } from "./esme/load.ts";
export type { MixKind, MixOptions } from "./esme/mix.ts";
export { type LoadReport, reportAsCsv, reportAsText } from "./esme/report.ts";
export { Histogram, type LatencySummary } from "./histogram.ts";
export { type Latency, parseLatency } from "./latency.ts";
export {
  type BillingMode,
  type LedgerEvent,
  type NaiveBalance,
  type PriceRow,
  predictBalances,
} from "./ledger/naive-ledger.ts";
export { createRandom, freshSeed, pick, type Random, type Weighted } from "./random.ts";
export type { Outcome, SmscBehaviour } from "./smsc/behaviour.ts";
export type { SmscCounters } from "./smsc/counters.ts";
export type { RememberedSubmit } from "./smsc/memory.ts";
export type { IdDialect } from "./smsc/message-ids.ts";
export type { MobileOriginated } from "./smsc/mobile-originated.ts";
export type { ReceiptTextDialect } from "./smsc/receipt-text.ts";
export { createSmscSimulator, type SmscAccount, type SmscSimulator, type SmscSimulatorOptions } from "./smsc/smsc.ts";
