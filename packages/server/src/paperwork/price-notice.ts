/** The sheet attached to a notice of new prices, made in a thread of its own. */
import type { WrittenCell, WrittenColumn } from "./sheets/write-csv.ts";
import { writeXlsx } from "./sheets/write-xlsx.ts";

export interface PriceNotice {
  /**
   * Texts of lines, a line a change, its fields with tabs between: the country's name, the network's, its MCC and MNC,
   * old micros, new micros, billing, the moment in milliseconds. An empty old amount is a new price, an empty new one the
   * end of a price.
   */
  readonly pages: readonly string[];
  readonly currency: string;
  /** IANA name: what the reader's clock shows. */
  readonly timeZone: string;
}

export function writePriceNotice({ pages, currency, timeZone }: PriceNotice): Promise<Uint8Array> {
  return writeXlsx({ sheet: "Prices", columns: columnsFor(currency, timeZone), rows: rowsOf(pages, timeZone) });
}

function columnsFor(currency: string, timeZone: string): WrittenColumn[] {
  return [
    { header: "Country", width: 24, kind: "text" },
    { header: "Network", width: 28, kind: "text" },
    { header: "MCC", width: 6, kind: "text" },
    { header: "MNC", width: 6, kind: "text" },
    { header: `Old price (${currency})`, width: 16, kind: "money" },
    { header: `New price (${currency})`, width: 16, kind: "money" },
    { header: "Change", width: 14, kind: "text" },
    { header: "Billing", width: 11, kind: "text" },
    { header: `Effective from (${timeZone})`, width: 30, kind: "date" },
  ];
}

function* rowsOf(pages: readonly string[], timeZone: string): Generator<WrittenCell[]> {
  const clock = createWallClock(timeZone);
  for (const page of pages) {
    for (const line of page.split("\n")) {
      if (line !== "") yield rowOf(line.split("\t"), clock);
    }
  }
}

function rowOf(fields: readonly string[], clock: (ms: number) => Date): WrittenCell[] {
  const [country = "", network = "", id = "", old = "", amount = "", billing = "", atMs = ""] = fields;
  const [oldMicros, micros] = [old, amount].map((text) => (text === "" ? null : BigInt(text)));
  return [
    country,
    network,
    id.slice(0, 3),
    id.slice(3),
    oldMicros ?? null,
    micros ?? null,
    changeWords(oldMicros ?? null, micros ?? null),
    billing,
    clock(Number(atMs)),
  ];
}

/** "up 5 %"; a sign before it would look like a formula. */
export function changeWords(oldMicros: bigint | null, micros: bigint | null): string {
  if (micros === null) return "ends";
  if (oldMicros === null) return "new";
  if (micros === oldMicros) return "same price";
  const direction = micros > oldMicros ? "up" : "down";
  if (oldMicros === 0n) return direction;
  const hundredths = ((micros > oldMicros ? micros - oldMicros : oldMicros - micros) * 10_000n) / oldMicros;
  return `${direction} ${Number(hundredths) / 100} %`;
}

/** A Date whose UTC fields are what a clock in the zone shows; a list has few distinct moments. */
function createWallClock(timeZone: string): (ms: number) => Date {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
  const shown = new Map<number, Date>();
  return (ms) => {
    const known = shown.get(ms) ?? new Date(`${format.format(ms).replace(" ", "T")}Z`);
    shown.set(ms, known);
    return known;
  };
}
