import type { Submission } from "@switchyard/engine";
import { aConfiguration, aPrice, aRoute, nowMs } from "../configuration.ts";
import { allChannels, client, nothing, paused, type Scenario, usual } from "./scenario.ts";

/** Everything that can be wrong at once, mended one by one: the next reason in order comes to light each time. */
const wrongConfiguration = {
  ...aConfiguration(),
  prices: [],
  routes: [],
  ...client({ block: "refuse", channels: { ...allChannels, smpp: false }, dailyLimit: 0 }),
};
const unblocked = client({ channels: { ...allChannels, smpp: false }, dailyLimit: 0 });
const wrongMessage: Partial<Submission> = {
  encodingFault: "odd",
  text: "a".repeat(10_000),
  recipient: "mum",
  sender: "",
  validUntilMs: 0,
};
const decoded = { ...wrongMessage, encodingFault: null };
const short = { ...decoded, text: "Hello" };
const abroad = { ...short, recipient: "999512345678" };
const addressed = { ...short, recipient: "4915123456789" };
const signed = { ...addressed, sender: "Switchyard" };
const poor = { moment: nothing, submission: {} };
const open = { ...wrongConfiguration, ...client({}) };
const priced = { ...open, prices: [aPrice()] };

export const precedence: readonly Scenario[] = [
  {
    says: "everything wrong",
    configuration: wrongConfiguration,
    submission: wrongMessage,
    expected: "blocked client_blocked",
  },
  {
    says: "then the channel",
    configuration: { ...wrongConfiguration, ...unblocked },
    submission: wrongMessage,
    expected: "blocked channel_disabled smpp",
  },
  {
    says: "then the daily limit",
    configuration: { ...wrongConfiguration, ...client({ dailyLimit: 0 }) },
    submission: wrongMessage,
    expected: "blocked daily_limit 0.0",
  },
  { says: "then the encoding", configuration: open, submission: wrongMessage, expected: "blocked encoding odd" },
  { says: "then the length", configuration: open, submission: decoded, expected: "blocked too_long 66.30" },
  {
    says: "then the recipient",
    configuration: open,
    submission: short,
    expected: "blocked invalid_recipient not_digits",
  },
  { says: "then the destination", configuration: open, submission: abroad, expected: "blocked unknown_destination" },
  { says: "then the sender", configuration: open, submission: addressed, expected: "blocked invalid_sender empty" },
  {
    says: "then the validity",
    configuration: open,
    submission: signed,
    expected: `blocked expired_before_send ${-nowMs}`,
  },
  { says: "then the price", configuration: open, ...poor, expected: "blocked no_client_price" },
  { says: "then the funds", configuration: priced, ...poor, expected: "blocked no_money 0.00 of 0.05" },
  { says: "then the route", configuration: priced, expected: "blocked no_route" },
  {
    says: "then the supplier, though it has no source price either",
    configuration: { ...priced, ...paused, routes: [aRoute()], costs: [] },
    expected: "blocked no_active_supplier 1",
  },
  {
    says: "then the source price",
    configuration: { ...priced, routes: [aRoute()], costs: [] },
    expected: "blocked no_source_price 1",
  },
  { says: "then nothing", configuration: { ...priced, routes: [aRoute()] }, expected: usual },
];
