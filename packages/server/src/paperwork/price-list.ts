/**
 * A price list read in a thread of its own and packed so that handing it over costs the main thread next to nothing:
 * the rows as octets that PostgreSQL itself takes apart, never as thousands of objects.
 */
import type { FileField, FileReading } from "@switchyard/contract";
import { placeTables } from "./places.ts";
import type { Encoding } from "./sheets/encoding.ts";
import type { Field } from "./sheets/fields.ts";
import type { Separator } from "./sheets/separator.ts";
import { readTariffFile, type TariffFile, type TariffFileFault, type TariffFileRows } from "./sheets/tariff-file.ts";

/** What a person chose, in the API's words; the rest is found out. */
export interface PriceListChoices {
  /** IANA name: where a date without an offset begins. */
  readonly timeZone: string;
  readonly sheet?: string | undefined;
  /** 0: the file has none. */
  readonly headerLine?: number | undefined;
  readonly separator?: string | undefined;
  readonly encoding?: Encoding | undefined;
  readonly decimal?: "." | "," | undefined;
  readonly dateOrder?: FileReading["dateOrder"] | undefined;
  /** null: in no column. */
  readonly columns?: Partial<Record<FileField, number | null>> | undefined;
}

export interface PriceListFile {
  readonly name: string;
  readonly octets: Uint8Array;
  /** The operator's countries and networks, for placeTables(). */
  readonly places: string;
  readonly choices: PriceListChoices;
}

export interface PriceList {
  readonly reading: FileReading;
  /** What every row needs and no column gives; then there are no rows. */
  readonly missing: TariffFile["missing"];
  readonly rowsTotal: number;
  /**
   * A line a row, its fields with tabs between: line of the file, country, network, micros, start, end, billing,
   * currency; an empty field is none.
   */
  readonly rows: Uint8Array;
  /** Where each stretch of up to SLICE_ROWS rows ends in `rows`. */
  readonly sliceEnds: readonly number[];
  readonly faults: readonly TariffFileFault[];
  readonly faultsTotal: number;
}

const SLICE_ROWS = 5_000;

export async function readPriceList({ name, octets, places, choices }: PriceListFile): Promise<PriceList> {
  const file = await readTariffFile({ name, octets }, { ...settingsOf(choices), destinations: placeTables(places) });
  return {
    reading: readingOf(file),
    missing: file.missing,
    rowsTotal: file.rows.line.length,
    ...packed(file),
    faults: file.faults,
    faultsTotal: file.faultsTotal,
  };
}

/** The API's names of a price list's fields, and those of the reader. */
const readerFields: Readonly<Record<FileField, Field>> = {
  country: "country",
  network: "operator",
  mcc: "mcc",
  mnc: "mnc",
  mccmnc: "network",
  dialCode: "dialling",
  amount: "amount",
  currency: "currency",
  billing: "billing",
  validFrom: "validFrom",
  validTo: "validTo",
};
const fieldPairs = Object.entries(readerFields) as [FileField, Field][];

const dateOrders = { dmy: "day-first", mdy: "month-first", ymd: undefined } as const;

function settingsOf({ columns, dateOrder, separator, sheet, headerLine, ...choices }: PriceListChoices) {
  const order = dateOrder && dateOrders[dateOrder];
  const chosen = fieldPairs.flatMap(([field, own]) => (columns?.[field] === undefined ? [] : [[own, columns[field]]]));
  return {
    timeZone: choices.timeZone,
    columns: Object.fromEntries(chosen) as Partial<Record<Field, number | null>>,
    ...(order && { dateOrder: order }),
    ...(separator !== undefined && { separator: (separator === "tab" ? "\t" : separator) as Separator }),
    ...(sheet !== undefined && { sheet }),
    ...(headerLine !== undefined && { headerLine: headerLine || null }),
    ...(choices.encoding && { encoding: choices.encoding }),
    ...(choices.decimal && { decimal: choices.decimal }),
  };
}

function readingOf(file: TariffFile): FileReading {
  const found = fieldPairs.flatMap(([field, own]) => {
    const column = file.columns[own];
    return column ? [[field, column.index]] : [];
  });
  return {
    kind: file.kind,
    encoding: file.encoding ?? "",
    separator: file.separator === "\t" ? "tab" : (file.separator ?? ""),
    decimal: file.decimal,
    dateOrder: file.dateOrder === "month-first" ? "mdy" : "dmy",
    sheets: [...file.sheets],
    sheet: file.sheet ?? "",
    headerLine: file.headerLine ?? 0,
    columns: Object.fromEntries(found),
    header: [...file.header],
    sample: file.preview.map(({ cells }) => [...cells]),
    lines: file.totalLines,
    merged: file.merged,
  };
}

function packed({ rows }: TariffFile): { rows: Uint8Array; sliceEnds: number[] } {
  const slices: Buffer[] = [];
  let text = "";
  const last = rows.line.length - 1;
  for (let index = 0; index <= last; index++) {
    text += lineOf(rows, index);
    if ((index + 1) % SLICE_ROWS !== 0 && index !== last) continue;
    slices.push(Buffer.from(text));
    text = "";
  }
  let end = 0;
  const sliceEnds = slices.map((slice) => {
    end += slice.length;
    return end;
  });
  // A view of a whole buffer is handed over; Buffer.concat may give part of a shared one.
  const octets = new Uint8Array(end);
  slices.forEach((slice, index) => {
    octets.set(slice, sliceEnds[index - 1] ?? 0);
  });
  return { rows: octets, sliceEnds };
}

function lineOf(rows: TariffFileRows, at: number): string {
  const { line, country, network, amountMicros, validFrom, validTo, billing, currency } = rows;
  const place = `${line[at]}\t${country[at]}\t${network[at] ?? ""}\t${amountMicros[at]}`;
  return `${place}\t${validFrom[at] ?? ""}\t${validTo[at] ?? ""}\t${billing[at] ?? ""}\t${currency[at] ?? ""}\n`;
}
