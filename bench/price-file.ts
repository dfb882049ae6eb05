/**
 * A price list of 50,000 rows comes in while a client of the same tariff sends: how long its preview and its saving take,
 * how soon the prices act, and what the traffic noticed. A million other prices stand in the books.
 */
import { setTimeout as pause } from "node:timers/promises";
import { connectEsme, type Session, statusName } from "@switchyard/smpp";
import { loadDestinations } from "@switchyard/sms";
import { openShop, type Shop } from "../e2e/shop.ts";
import { type SwitchUnderTest, startSwitch } from "../e2e/switch.ts";
import { type Figure, thousands } from "./figure.ts";
import { runEsmeProcess, startSmscProcess } from "./simulators.ts";

export interface PriceFile {
  readonly rows: number;
  readonly otherPrices: number;
  readonly previewMs: number;
  readonly saveMs: number;
  /** From the answer to the saving until a message was charged by the new price. */
  readonly actsAfterMs: number;
  /** submit_sm to submit_sm_resp at 1,000 a second, without and during the import. */
  readonly answerP99Ms: number;
  readonly answerP99DuringMs: number;
  readonly answerP50Ms: number;
  readonly answerP50DuringMs: number;
}

export const priceFile: Figure<PriceFile> = {
  key: "priceFile",
  says: "a price list of 50,000 rows read, shown and saved beside live traffic (1,000 a second), with a million prices in the books",
  run: ({ quick }) => measure(quick ? 5_000 : 50_000, quick ? 100_000 : 1_000_000),
  rows: (result) => [
    ["rows, other prices", `${thousands(result.rows)}, ${thousands(result.otherPrices)}`],
    ["preview", `${thousands(result.previewMs)} ms`],
    ["saving", `${thousands(result.saveMs)} ms`],
    ["new price acts after", `${thousands(result.actsAfterMs)} ms`],
    ["submit to response p50 / p99 before", `${result.answerP50Ms} / ${result.answerP99Ms} ms`],
    ["submit to response p50 / p99 during", `${result.answerP50DuringMs} / ${result.answerP99DuringMs} ms`],
  ],
};

const PER_SECOND = 1_000;
const SECONDS = 12;
const NEW_PRICE = "0.077";

async function measure(rows: number, otherPrices: number): Promise<PriceFile> {
  const smsc = await startSmscProcess(["--quiet", "--receipt-latency", "10"]);
  const under = await startSwitch({ env: { SWITCHYARD_LOG_LEVEL: "warn" } });
  try {
    await fillPrices(under, otherPrices);
    const shop = await openShop(under, { supplierPorts: [smsc.port], supplierWindowMax: 1_000, windowMax: 1_000 });
    await load(under, shop, 3); // compilation and first pages
    const before = await load(under, shop, SECONDS);
    const tariff = `client-${shop.clientId}`;
    const file = priceList(rows);
    const during = load(under, shop, SECONDS);
    await pause(1_000);
    const startMs = performance.now();
    const draft = await under.admin.draftTariffFile({
      params: { tariff },
      query: { name: "prices.csv" },
      upload: file,
    });
    const previewMs = performance.now() - startMs;
    if (draft.counts.bad > 0 || draft.counts.new + draft.counts.changed < rows * 0.99) {
      throw new Error(`the draft came out as ${JSON.stringify(draft.counts)}`);
    }
    const savingMs = performance.now();
    await under.admin.saveTariffDraft({ params: { tariff, draftId: draft.id }, body: {} });
    const savedMs = performance.now();
    const actsAfterMs = await untilCharged(under, shop, savedMs);
    const { submitLatency } = await during;
    return {
      rows,
      otherPrices,
      previewMs: Math.round(previewMs),
      saveMs: Math.round(savedMs - savingMs),
      actsAfterMs: Math.round(actsAfterMs),
      answerP50Ms: before.submitLatency.p50Ms,
      answerP99Ms: before.submitLatency.p99Ms,
      answerP50DuringMs: submitLatency.p50Ms,
      answerP99DuringMs: submitLatency.p99Ms,
    };
  } finally {
    await under.stop();
    await smsc.stop();
  }
}

function load(under: SwitchUnderTest, shop: Shop, seconds: number): ReturnType<typeof runEsmeProcess> {
  return runEsmeProcess([
    ...["--port", String(under.smppPort), "--system-id", shop.system_id, "--password", shop.password],
    ...["--connections", "2", "--window", "200", "--count", String(PER_SECOND * seconds), "--rate", String(PER_SECOND)],
  ]);
}

/** Clients with 1,000 prices each, straight into the tables: entering them is not what is measured. */
async function fillPrices(under: SwitchUnderTest, count: number): Promise<void> {
  const places = allPlaces().slice(0, 1_000);
  await under.sql(
    `with made as (
       insert into clients (login, currency) select 'other' || n, 'EUR' from generate_series(1, $1::int) n returning id
     )
     insert into tariff_rows (client_id, country, network, amount_micros, valid_from)
     select made.id, p.country, p.network, 50000, '2026-01-01'
     from made, unnest($2::text[], $3::text[]) p(country, network)`,
    [Math.ceil(count / 1_000), places.map(({ country }) => country), places.map(({ network }) => network)],
  );
  await under.sql("analyze tariff_rows");
}

interface Place {
  readonly country: string;
  readonly network: string | null;
}

function allPlaces(): Place[] {
  const { countries, networks } = loadDestinations();
  return [
    ...countries.map(({ iso }) => ({ country: iso, network: null })),
    ...networks.map(({ id, country }) => ({ country, network: id })),
  ];
}

/** Every destination there is, from now and from as many later days as it takes. */
function priceList(rows: number): Uint8Array<ArrayBuffer> {
  const places = allPlaces();
  const lines = ["Country;MCCMNC;Price;Effective date"];
  for (let row = 0; row < rows; row++) {
    const { country, network } = places[row % places.length] as Place;
    const later = Math.floor(row / places.length);
    const from = later === 0 ? "" : new Date(Date.now() + later * 86_400_000).toISOString().slice(0, 10);
    const price = country === "DE" && later === 0 ? NEW_PRICE : `0.0${String(10 + (row % 89))}`;
    lines.push(`${country};${network ?? ""};${price.replace(".", ",")};${from}`);
  }
  return new TextEncoder().encode(lines.join("\r\n"));
}

/** Sends single messages until one is charged by the new price. */
async function untilCharged(under: SwitchUnderTest, shop: Shop, sinceMs: number): Promise<number> {
  const connected = await connectEsme({
    host: "127.0.0.1",
    port: under.smppPort,
    connectTimeoutMs: 5_000,
    windowMax: 10,
    timers: { bindMs: 5_000, enquireLinkMs: 60_000, responseMs: 30_000, inactivityMs: 0 },
    onRequest: () => undefined,
    bind: { command: "bind_transmitter", system_id: shop.system_id, password: shop.password },
  });
  if (!connected.ok) throw new Error("the probe could not bind");
  const { session } = connected;
  try {
    for (;;) {
      const id = await submit(session);
      const answeredMs = performance.now();
      const [row] = await under.sql<{ price: string }>(
        "select price_micros::text as price from messages where id = $1",
        [id],
      );
      if (row?.price === "77000") return answeredMs - sinceMs;
      if (answeredMs - sinceMs > 30_000) throw new Error("the new price does not act");
      await pause(10);
    }
  } finally {
    await session.unbind(2_000);
  }
}

function submit(session: Session): Promise<string> {
  return new Promise((resolve, reject) => {
    session.request(
      {
        command: "submit_sm",
        source_addr_ton: 5,
        source_addr: "Probe",
        dest_addr_ton: 1,
        dest_addr_npi: 1,
        destination_addr: "4915112345678",
        short_message: Buffer.from("probe"),
      },
      (outcome) => {
        if (!outcome.ok) return reject(new Error(`the probe had no answer: ${outcome.reason}`));
        const { response } = outcome;
        if (response.command !== "submit_sm_resp" || response.command_status !== 0) {
          return reject(new Error(`the probe was answered ${statusName(response.command_status)}`));
        }
        resolve(response.message_id);
      },
    );
  });
}
