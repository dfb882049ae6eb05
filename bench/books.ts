/** A million messages, half billed by delivered, and then the proof that messages, ledger and balances agree. */
import { setTimeout as pause } from "node:timers/promises";
import { openShop } from "../e2e/shop.ts";
import { startSwitch } from "../e2e/switch.ts";
import { type Figure, thousands } from "./figure.ts";
import { runEsmeProcess, startSmscProcess } from "./simulators.ts";

export interface Books {
  readonly messages: number;
  readonly entries: number;
  /** Of all messages and entries, with nothing summed before. */
  readonly fullCheckMs: number;
  /** Directly afterwards, as it runs every few minutes. */
  readonly usualCheckMs: number;
  readonly differences: number;
  /** What messages were charged, what the ledger charged, what the balances lost: in micros. */
  readonly chargedMicros: string;
  readonly ledgerMicros: string;
  readonly balanceMicros: string;
}

export const books: Figure<Books> = {
  key: "books",
  says: "a million messages of two clients (by submitted, by delivered; one in ten not delivered), then the proof of the books",
  repeats: true,
  run: ({ quick }) => measure(quick ? 100_000 : 1_000_000),
  rows: (result) => [
    ["messages, ledger entries", `${thousands(result.messages)}, ${thousands(result.entries)}`],
    ["proof in full", `${thousands(result.fullCheckMs)} ms`],
    ["proof right after it", `${thousands(result.usualCheckMs)} ms`],
    ["differences found", String(result.differences)],
    ["charged by messages, micros", thousands(Number(result.chargedMicros))],
    ["charged by the ledger, less by the messages", String(BigInt(result.ledgerMicros) - BigInt(result.chargedMicros))],
    ["lost by the balances, less by the messages", String(BigInt(result.balanceMicros) - BigInt(result.chargedMicros))],
  ],
};

async function measure(count: number): Promise<Books> {
  const smsc = await startSmscProcess(["--quiet", "--receipt-latency", "10", "--outcomes", "DELIVRD=9,UNDELIV:042=1"]);
  const under = await startSwitch({ env: { SWITCHYARD_LOG_LEVEL: "warn" } });
  try {
    for (const billing of ["submitted", "delivered"] as const) {
      const shop = await openShop(under, {
        supplierPorts: [smsc.port],
        supplierSystemId: `by-${billing}`,
        supplierSessions: 2,
        supplierWindowMax: 1_000,
        price: "0.012345",
        billing,
        sessionsMax: 10,
        windowMax: 10_000,
        login: billing,
      });
      await runEsmeProcess([
        ...["--port", String(under.smppPort), "--system-id", shop.system_id, "--password", shop.password],
        ...["--connections", "4", "--window", "400", "--count", String(count / 2), "--rate", "0", "--grace", "20"],
      ]);
    }
    await untilSettled(() => under.sql("select 1 from messages where reserved_micros <> 0 limit 1"));
    const full = await under.admin.runLedgerCheck();
    const usual = await under.admin.runLedgerCheck();
    const [sums] = await under.sql<Record<"charged" | "ledger" | "balance", string>>(
      `select (select sum(charged_micros) from messages)::text as charged,
              (select sum(amount_micros) from ledger_entries where kind in ('charge', 'charge_reserved'))::text as ledger,
              ((select sum(amount_micros) from payments) - (select sum(balance_micros) from client_funds))::text as balance`,
    );
    return {
      messages: full.messages,
      entries: full.entries,
      fullCheckMs: full.durationMs,
      usualCheckMs: usual.durationMs,
      differences: full.differenceCount + usual.differenceCount,
      chargedMicros: sums?.charged ?? "",
      ledgerMicros: sums?.ledger ?? "",
      balanceMicros: sums?.balance ?? "",
    };
  } finally {
    await under.stop();
    await smsc.stop();
  }
}

async function untilSettled(unsettled: () => Promise<object[]>): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if ((await unsettled()).length === 0) return;
    await pause(100);
  }
  throw new Error("messages are still unsettled after half a minute");
}
