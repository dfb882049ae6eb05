/** The engine's scenarios once more, through the books, a real SMPP session and the database: all that can be had there. */
import {
  type AlphabetName,
  alphabets,
  billingModes,
  decodeTrace,
  formatMicros,
  messageStatusOf,
  nameOf,
} from "@switchyard/engine";
import { encodeText, fitsGsm7 } from "@switchyard/sms";
import { afterAll, beforeAll, expect, it } from "vitest";
import { aConfiguration, aMoment, aSubmission, type Configuration } from "../../../engine/test/configuration.ts";
import type { Scenario } from "../../../engine/test/scenarios/scenario.ts";
import { scenarios } from "../../../engine/test/scenarios.ts";
import type { SubmitFields } from "./esme.ts";
import { createRig, eventually, type Rig } from "./rig.ts";
import { password, storeConfiguration } from "./store-configuration.ts";

let rig: Rig;

beforeAll(async () => {
  rig = await createRig();
});
afterAll(() => rig.close());

/** Facts of the moment that a fresh switch has or that a table sets up; others take a history that it has not. */
const reproducible = new Set(["unreservedMicros", "downConnections"]);

const isOfNow = (row: { readonly fromMs: number | null; readonly toMs: number | null }) =>
  !row.fromMs && row.toMs === null;

/** The books let nothing name what is not there. */
function isWhole({ routes, pools, connections, suppliers, rules }: Configuration): boolean {
  const has = (list: readonly { readonly id: number }[], id: number | null) =>
    id === null || list.some((one) => one.id === id);
  return (
    routes.every(({ poolId }) => has(pools, poolId)) &&
    pools.every(({ members }) => members.every(({ connectionId }) => has(connections, connectionId))) &&
    rules.every(({ supplierId, viaSupplierId }) => has(suppliers, supplierId) && has(suppliers, viaSupplierId))
  );
}

/** Whether a running switch can be brought to where the scenario is: no other moment, no other channel, no refused bind. */
function canBeRun({ configuration = {}, moment = {}, submission = {} }: Scenario): boolean {
  const { clients, prices, productPrices, costs, routes, countries, connections } = aConfiguration(configuration);
  const [client] = clients;
  if (!isWhole(aConfiguration(configuration))) return false;
  if (Object.keys(moment).some((fact) => !reproducible.has(fact))) return false;
  if (![...prices, ...productPrices, ...costs, ...routes].every(isOfNow)) return false;
  if (client?.block === "refuse" || client?.dailyLimit === 0 || client?.overdraftUntilMs !== null) return false;
  if (Object.values(client.channels).includes(false)) return false;
  if (countries.some(({ portability }) => portability === "lookup")) return false;
  if (connections.some(({ queueMax, dailyLimit }) => queueMax !== null || dailyLimit !== null)) return false;
  const { text, sender, recipient, channel, encodingFault, validUntilMs, dueAtMs, udh, clientId, alphabet } =
    aSubmission(submission);
  if (text === null || encodingFault !== null || udh !== null || validUntilMs !== null || dueAtMs !== null)
    return false;
  // What SMPP's fields hold; the API takes any number.
  return (
    clientId === 1 &&
    channel === "smpp" &&
    alphabet !== "binary" &&
    sender.length <= 20 &&
    recipient.length <= 20 &&
    /^[\x20-\x7e]*$/.test(sender)
  );
}

const runnable = Object.entries(scenarios).flatMap(([group, rows]) =>
  rows.filter(canBeRun).map((scenario) => ({ group, scenario })),
);

interface Row {
  readonly status: number;
  readonly country: string | null;
  readonly network: string | null;
  readonly alphabet: number;
  readonly parts: number;
  readonly price_micros: bigint | null;
  readonly billing: number | null;
  readonly route_id: number;
  readonly pool_id: number;
  readonly connection_id: number;
  readonly cost_micros: bigint | null;
  readonly sender: string;
  readonly text: string | null;
  readonly sent_sender: string | null;
  readonly sent_text: string | null;
  readonly trace: string;
}

/** The stored message in the words of the scenarios; of a blocked one the reason alone, for details name ids. */
function wordsFor(row: Row, base: number): string {
  const trace = decodeTrace(row.trace);
  const status = messageStatusOf(row.status);
  if (status === "blocked") return `blocked ${trace.at(-1)?.detail.split(".")[0]}`;
  const place = row.network === null ? row.country : `${row.country}.${row.network}`;
  const price = `${row.parts}×${formatMicros(row.price_micros ?? 0n)} ${nameOf(billingModes, row.billing ?? 0)}`;
  const way = [row.route_id, row.pool_id, row.connection_id].map((id) => id - base).join("/");
  const filter = trace.find(({ step }) => step === "content")?.detail ?? "";
  const asks = filter === "" ? "" : ` for filter ${Number(filter) - base}`;
  const isChanged = row.sent_sender !== null || row.sent_text !== null;
  const change = isChanged ? ` as ${row.sent_sender ?? row.sender}: ${row.sent_text ?? row.text}` : "";
  // What may leave at once may have left by the time it is looked at.
  const now = ["sent", "delivered"].includes(status) ? "queued" : status;
  const alphabet: AlphabetName = nameOf(alphabets, row.alphabet);
  return `${now} ${place} ${alphabet} ${price} ${way} cost ${formatMicros(row.cost_micros ?? 0n)}${asks}${change}`;
}

function fieldsFor(scenario: Scenario): SubmitFields {
  const { text, sender, recipient, alphabet, destTon } = aSubmission(scenario.submission);
  const content = text ?? "";
  const coding = alphabet !== "ucs2" && fitsGsm7(content) ? "gsm7" : "ucs2";
  const octets = Buffer.from(encodeText(content, coding));
  const isLong = octets.length > 254;
  return {
    source_addr: sender,
    destination_addr: recipient,
    dest_addr_ton: destTon,
    data_coding: coding === "gsm7" ? 0 : 8,
    registered_delivery: 0,
    short_message: isLong ? Buffer.alloc(0) : octets,
    ...(isLong && { tlvs: { message_payload: octets } }),
  };
}

it("most of the scenarios can be run", () => {
  expect(runnable.length).toBeGreaterThan(150);
});

it.each(runnable.map((one, index) => ({ ...one, says: one.scenario.says, base: (index + 1) * 100 })))(
  "$group: $says",
  async ({ scenario, base }) => {
    const moment = aMoment(scenario.moment);
    await storeConfiguration(rig.pool, aConfiguration(scenario.configuration), {
      smscPort: rig.smsc.port,
      down: moment.downConnections,
      unreservedMicros: moment.unreservedMicros,
      base,
    });
    await rig.core.configuration.loadAll();
    await rig.core.traffic.resyncFunds();
    const { connections = [] } = aConfiguration(scenario.configuration);
    await eventually(() => {
      for (const { id } of connections) {
        if (!moment.downConnections.includes(id)) expect(rig.core.connections.isUp(id + base)).toBe(true);
      }
    });
    const esme = await rig.bind({ systemId: `c${base + 1}`, password } as Parameters<Rig["bind"]>[0]);
    await esme.submit(fieldsFor(scenario));
    const { rows } = await rig.pool.query<Row>("select * from messages where client_id = $1", [base + 1]);
    esme.cut();
    const expected = scenario.expected.startsWith("blocked")
      ? scenario.expected.split(" ").slice(0, 2).join(" ")
      : scenario.expected;
    expect(rows.map((row) => wordsFor(row, base))).toEqual([expected]);
  },
);
