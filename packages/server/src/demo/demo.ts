import {
  createSmscSimulator,
  type SmscBehaviour,
  type SmscSimulator,
  startDemoHandsets,
  startDemoTraffic,
} from "@switchyard/simulator";
import type { Pool } from "pg";
import type { Log } from "../log.ts";
import { type DemoAccount, readAccounts } from "./accounts.ts";
import { tryOutLogin } from "./companies.ts";
import { demoNumbers } from "./incoming.ts";
import { demoConnections, type SeedParts, seedDemo } from "./seed.ts";

export interface DemoParts extends SeedParts {
  readonly pool: Pool;
  readonly log: Log;
  /** Where the demo keeps the passwords of its own accounts. */
  readonly dataDir: string;
}

/** The demo's suppliers are up; traffic starts when the switch is. */
export interface Demo {
  /** The account that is there to be tried out. */
  readonly tryOut: DemoAccount | undefined;
  startTraffic(smppPort: number): void;
  stop(): Promise<void>;
}

/** How the two simulated suppliers behave: one quick and good, one cheaper and slower. */
const behaviours: Readonly<Record<(typeof demoConnections)[number], Partial<SmscBehaviour>>> = {
  "Northgate 1": {
    responseLatency: { kind: "lognormal", medianMs: 25, sigma: 0.5 },
    receiptLatency: { kind: "lognormal", medianMs: 2_500, sigma: 0.8 },
    outcomes: [
      { value: { state: "DELIVRD", error: "000" }, weight: 95 },
      { value: { state: "UNDELIV", error: "001" }, weight: 3 },
      { value: { state: "EXPIRED", error: "027" }, weight: 1 },
      { value: { state: "REJECTD", error: "034" }, weight: 1 },
    ],
  },
  "Bluewire A": {
    responseLatency: { kind: "lognormal", medianMs: 60, sigma: 0.6 },
    receiptLatency: { kind: "lognormal", medianMs: 6_000, sigma: 1 },
    responses: [
      { value: "ESME_ROK", weight: 98 },
      { value: "ESME_RINVDSTADR", weight: 1 },
      { value: "ESME_RTHROTTLED", weight: 1 },
    ],
    outcomes: [
      { value: { state: "DELIVRD", error: "000" }, weight: 88 },
      { value: { state: "UNDELIV", error: "001" }, weight: 8 },
      { value: { state: "EXPIRED", error: "027" }, weight: 4 },
    ],
    idDialect: "hex",
  },
};

/**
 * Fills an empty database with example clients and suppliers, starts the simulated suppliers and points the example
 * connections at them. On a database with other data than the demo's it does nothing.
 */
export async function prepareDemo(parts: DemoParts): Promise<Demo | undefined> {
  const { pool, log, dataDir } = parts;
  const isSeeded = await seedDemo(parts, dataDir);
  if (!isSeeded) return undefined;
  const simulators: SmscSimulator[] = [];
  for (const name of demoConnections) {
    const simulator = createSmscSimulator({ behaviour: behaviours[name] });
    const { port } = await simulator.listen({ host: "127.0.0.1", port: 0 });
    simulators.push(simulator);
    await pool.query("update connections set host = '127.0.0.1', port = $2 where name = $1", [name, port]);
  }
  const accounts = await readAccounts(dataDir);
  let traffic: ReturnType<typeof startDemoTraffic> | undefined;
  let stopHandsets: (() => void) | undefined;
  return {
    tryOut: accounts.find(({ login }) => login === tryOutLogin),
    startTraffic(smppPort) {
      traffic = startDemoTraffic({
        host: "127.0.0.1",
        port: smppPort,
        accounts: accounts.flatMap(({ systemId, password, profile }) =>
          profile === null ? [] : [{ system_id: systemId, password, profile }],
        ),
        log: (line) => log.debug(`demo traffic: ${line}`),
      });
      stopHandsets = startDemoHandsets({
        numbers: demoNumbers,
        write: (message) => simulators[0]?.injectMobileOriginated(message) ?? false,
      });
    },
    async stop() {
      stopHandsets?.();
      await traffic?.stop();
      await Promise.all(simulators.map((simulator) => simulator.stop()));
    },
  };
}
