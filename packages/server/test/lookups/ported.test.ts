/** What is asked for before a message is judged, and what is not. */
import { type Decision, type Submission, Trace, type TraceStepName } from "@switchyard/engine";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { Lookups } from "../../src/lookups/lookups.ts";
import { createLookUp } from "../../src/lookups/ported.ts";
import { Configuration } from "../../src/snapshot/configuration.ts";
import type { LookUp } from "../../src/traffic/accept.ts";
import { nobodyPays } from "../../src/traffic/lookup.ts";
import { createTestDatabase, type TestDatabase } from "../database.ts";
import { seed, testSecrets } from "../seed.ts";
import { type Hlr, seedHlrRoute, startHlr } from "./hlr.ts";

let database: TestDatabase;
let configuration: Configuration;
let lookups: Lookups;
let lookUp: LookUp;
let hlr: Hlr;
let clientId: number;
/** Where a message is stopped while nobody knows its network. */
let stoppedAt: TraceStepName;

beforeAll(async () => {
  database = await createTestDatabase();
  hlr = await startHlr();
  hlr.otherwise = "26203";
  ({ clientId } = await seed(database.pool, { smscPort: 9 }));
  await seedHlrRoute(database.pool, [hlr.port]);
  configuration = new Configuration(database.pool);
  lookups = new Lookups({
    submit: () => false,
    charges: { holdBack: () => nobodyPays, giveBack: () => undefined, record: () => undefined },
    configuration,
    pool: database.pool,
    clock: { now: Date.now },
    openPassword: testSecrets.open,
    onTrouble: (error) => {
      throw error;
    },
    pendingMax: 2,
  });
  const judge = () => ({ outcome: "blocked", trace: new Trace().stop(stoppedAt, "", "") }) as Decision;
  lookUp = createLookUp({ configuration, lookups, judge });
});
afterAll(async () => {
  await lookups.stop();
  await hlr.close();
  await database.drop();
});

beforeEach(async () => {
  hlr.asked.length = 0;
  hlr.delayMs = 0;
  stoppedAt = "price";
  await change("update countries set portability = 'lookup', closed = false where code = 'DE'");
});

async function change(sql: string): Promise<void> {
  await database.pool.query(sql);
  await configuration.loadAll();
}

const to = (recipient: string, destTon = 1) => ({ clientId, recipient, destTon }) as Submission;
const never = () => expect.unreachable("nobody should have been asked");

it("waits for the answer where a country's numbers are looked up, and never twice for a number", async () => {
  const asked = await new Promise((resolve) => {
    expect(lookUp(to("+49 151 1234 5678"), () => resolve(lookups.find("4915112345678")))).toBe("asked");
  });
  expect(asked).toBe("26203");
  expect(lookUp(to("4915112345678"), never)).toBe("known");
  expect(hlr.asked).toEqual(["4915112345678"]);
});

it("asks nobody for other countries, for what is no number, for closed countries and for refused clients", async () => {
  for (const recipient of ["33612345678", "hello", "", "999123456"]) expect(lookUp(to(recipient), never)).toBe("known");
  await change("update countries set closed = true where code = 'DE'");
  expect(lookUp(to("4915112345679"), never)).toBe("known");
  await change("update countries set closed = false where code = 'DE'");
  await change("update clients set block = 'refuse'");
  expect(lookUp(to("4915112345679"), never)).toBe("known");
  await change("update clients set block = 'none'");
  await change("update countries set portability = 'prefix' where code = 'DE'");
  expect(lookUp(to("4915112345679"), never)).toBe("known");
  expect(hlr.asked).toEqual([]);
});

it.each(["client", "limits", "encoding", "recipient", "number", "content", "likeness", "validity"] as const)(
  "asks nobody for a message that is blocked at the step %s anyway",
  (step) => {
    stoppedAt = step;
    expect(lookUp(to("4915112345690"), never)).toBe("known");
    expect(hlr.asked).toEqual([]);
  },
);

it.each([
  ["destination", "4915112345610"],
  ["sender", "4915112345611"],
  ["price", "4915112345612"],
  ["funds", "4915112345613"],
  ["route", "4915112345614"],
] as const)(
  "asks for a message that is blocked at the step %s, where the network may change it",
  async (step, number) => {
    stoppedAt = step;
    await new Promise<void>((resolve) => expect(lookUp(to(number), resolve)).toBe("asked"));
    expect(hlr.asked).toEqual([number]);
  },
);

it("is busy when as many numbers as may are being asked for", async () => {
  hlr.delayMs = 100;
  const answered = ["4915112345601", "4915112345602"].map(
    (number) =>
      new Promise<void>((resolve) => {
        expect(lookUp(to(number), resolve)).toBe("asked");
      }),
  );
  expect(lookUp(to("4915112345603"), never)).toBe("busy");
  await Promise.all(answered);
  expect(lookUp(to("4915112345601"), never)).toBe("known");
});

it("knows the destination of a network that no prefix leads to", () => {
  const { destinations, countries } = configuration;
  const withoutPrefix = countries.get("US")?.networks[0] ?? "";
  expect(withoutPrefix).toMatch(/^31\d{3,4}$/);
  expect(destinations.ofNetwork(withoutPrefix)).toMatchObject({ country: "US", network: withoutPrefix });
  expect(destinations.ofNetwork("99999")).toBeUndefined();
});
