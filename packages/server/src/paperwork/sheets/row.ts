/** One line of a price list into the rows it stands for, or the first thing that is wrong with it. */
import { type BillingMode, isCurrency } from "@switchyard/engine";
import { currencyOf, type DecimalSign, readAmount } from "./amount.ts";
import { type Cell, cellText, isBlank } from "./cell.ts";
import type { Columns } from "./columns.ts";
import { type DateOrder, type DateRead, readDate } from "./date.ts";
import { createDestinationReader, type DestinationTables } from "./destination.ts";
import { type Field, fields } from "./fields.ts";
import { fault, type Outcome, value } from "./outcome.ts";
import type { TariffFileRow } from "./tariff-file.ts";
import { createZone } from "./zone.ts";

export type RowSettings = {
  readonly columns: Columns;
  readonly decimal: DecimalSign;
  readonly dateOrder: DateOrder;
  readonly timeZone: string;
  readonly headingCurrency: string | null;
  readonly endDate?: "inclusive" | "exclusive";
  readonly destinations?: DestinationTables;
};

export type RowOutcome =
  | { readonly ok: true; readonly rows: readonly TariffFileRow[] }
  | { readonly ok: false; readonly field: Field; readonly message: string }
  /** None of the columns that are read holds anything. */
  | { readonly ok: "blank" };

/** @throws RangeError for a time zone the runtime doesn't know: zones come from our own settings */
export function createRowReader(settings: RowSettings): (cells: readonly Cell[], line: number) => RowOutcome {
  const readDestination = createDestinationReader(settings.destinations);
  const moments = createMoments(settings);
  const pick = createPicker(settings.columns);
  return (cells, line) => {
    const row = pick(cells);
    if (row === undefined) return { ok: "blank" };
    const destined = readDestination(row);
    if (!destined.ok) return destined;
    const amount = readAmount(row.amount, settings.decimal);
    if (!amount.ok) return { ok: false, field: "amount", message: amount.message };
    const currency = readCurrency(row.currency, amount.value.currency, settings.headingCurrency);
    if (!currency.ok) return { ok: false, field: "currency", message: currency.message };
    const billing = readBilling(row.billing);
    if (!billing.ok) return { ok: false, field: "billing", message: billing.message };
    const validFrom = moments(row.validFrom, "validFrom");
    if (!validFrom.ok) return { ok: false, field: "validFrom", message: validFrom.message };
    const validTo = moments(row.validTo, "validTo");
    if (!validTo.ok) return { ok: false, field: "validTo", message: validTo.message };
    if (validFrom.value !== null && validTo.value !== null && validTo.value <= validFrom.value) {
      return { ok: false, field: "validTo", message: "ends before it begins; correct one of the dates" };
    }
    // Every field by name: spreading would cost more than all the rest.
    const rows = destined.places.map(({ country, network }) => ({
      line,
      country,
      network,
      amountMicros: amount.value.micros,
      validFrom: validFrom.value,
      validTo: validTo.value,
      billing: billing.value,
      currency: currency.value,
    }));
    return { ok: true, rows };
  };
}

type RowCells = Readonly<Record<Field, Cell>>;

/** The cells that are read, or undefined when none of them holds anything. One shape for every row keeps them fast. */
function createPicker(columns: Columns): (cells: readonly Cell[]) => RowCells | undefined {
  const indexes = fields.flatMap((field) => columns[field]?.index ?? []);
  const at = (cells: readonly Cell[], field: Field): Cell => {
    const index = columns[field]?.index;
    return index === undefined ? null : (cells[index] ?? null);
  };
  return (cells) => {
    if (indexes.every((index) => isBlank(cells[index]))) return undefined;
    return {
      country: at(cells, "country"),
      dialling: at(cells, "dialling"),
      operator: at(cells, "operator"),
      mcc: at(cells, "mcc"),
      mnc: at(cells, "mnc"),
      network: at(cells, "network"),
      amount: at(cells, "amount"),
      currency: at(cells, "currency"),
      validFrom: at(cells, "validFrom"),
      validTo: at(cells, "validTo"),
      billing: at(cells, "billing"),
    };
  };
}

/** A currency that a heading names, "Price (EUR)"; null if it names none. */
export function currencyIn(heading: string): string | null {
  for (const word of heading.split(/[\s()[\]/,;:_-]+/)) {
    const currency = /^[A-Z]{3}$|^[^\p{L}\p{N}]$/u.test(word) ? currencyOf(word) : undefined;
    if (currency) return currency;
  }
  return null;
}

function readCurrency(cell: Cell | undefined, beside: string | null, heading: string | null): Outcome<string | null> {
  const text = cellText(cell);
  const own = text === "" ? null : currencyOf(text);
  if (own === undefined) return fault(`"${text}" is no currency we know; write its code, like EUR`);
  const named = own ?? beside ?? heading;
  const other = [own, beside, heading].find((currency) => currency !== null && currency !== named);
  if (other) return fault(`has two currencies, ${named} and ${other}; correct one of them`);
  return value(named !== null && isCurrency(named) ? named : null);
}

const billingWords: readonly (readonly [RegExp, BillingMode])[] = [
  [/deliver|dlr|dlvrd|handset|geliefert|zugestellt|entreg|livr|доставл/i, "delivered"],
  [/submi|accept|sent|send|attempt|gesendet|envi|отправ/i, "submitted"],
];

function readBilling(cell: Cell | undefined): Outcome<BillingMode | null> {
  const text = cellText(cell);
  if (/^$|^[-–—]+$|^n\/?a$/i.test(text)) return value(null);
  const found = billingWords.filter(([words]) => words.test(text));
  const [only] = found;
  if (only && found.length === 1) return value(only[1]);
  return fault(`"${text}" is no way of billing; write "submitted" or "delivered"`);
}

type Moments = (cell: Cell | undefined, field: "validFrom" | "validTo") => Outcome<string | null>;

/** Few dates stand in many rows: each spelling is read once. */
function createMoments({ timeZone, dateOrder, endDate = "inclusive" }: RowSettings): Moments {
  const momentOf = createZone(timeZone);
  const known = {
    validFrom: new Map<unknown, Outcome<string | null>>(),
    validTo: new Map<unknown, Outcome<string | null>>(),
  };
  const toIso = ({ wallMs, offsetMs }: DateRead): string =>
    new Date(offsetMs === null ? momentOf(wallMs) : wallMs - offsetMs).toISOString();
  return (cell, field) => {
    const key = cell instanceof Date ? `at ${cell.getTime()}` : cell;
    const before = known[field].get(key);
    if (before) return before;
    const read = readDate(cell, dateOrder);
    const isThrough = field === "validTo" && endDate === "inclusive";
    const outcome = read.ok ? value(read.value && toIso(isThrough ? throughDay(read.value) : read.value)) : read;
    known[field].set(key, outcome);
    return outcome;
  };
}

const DAY_MS = 86_400_000;

/** An end without a time of day holds through that day. */
function throughDay(date: DateRead): DateRead {
  return date.hasTime ? date : { ...date, wallMs: date.wallMs + DAY_MS };
}
