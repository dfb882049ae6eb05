/** The text of receipts as various SMSCs write it. Our own writer: what reads it (packages/sms) is thereby tested by another hand. */
export interface ReceiptFields {
  readonly id: string;
  readonly submittedAtMs: number;
  readonly doneAtMs: number;
  /** DELIVRD and its like, or a word of its own. */
  readonly state: string;
  readonly error: string;
  /** First characters of the message, Latin-1. */
  readonly text: string;
}

type Writer = (fields: ReceiptFields) => string;

const delivered = (fields: ReceiptFields): string => (fields.state === "DELIVRD" ? "001" : "000");

const writers = {
  /** As in Appendix B of SMPP 3.4. */
  standard: (f) =>
    `id:${f.id} sub:001 dlvrd:${delivered(f)} submit date:${minute(f.submittedAtMs)} done date:${minute(f.doneAtMs)} stat:${f.state} err:${f.error} text:${f.text}`,
  no_text: (f) =>
    `id:${f.id} sub:001 dlvrd:${delivered(f)} submit date:${minute(f.submittedAtMs)} done date:${minute(f.doneAtMs)} stat:${f.state} err:${f.error}`,
  /** Dates with seconds. */
  seconds: (f) =>
    `id:${f.id} sub:001 dlvrd:${delivered(f)} submit date:${second(f.submittedAtMs)} done date:${second(f.doneAtMs)} stat:${f.state} err:${f.error} text:${f.text}`,
  capitals: (f) =>
    `Id:${f.id} Sub:001 Dlvrd:${delivered(f)} Submit Date:${minute(f.submittedAtMs)} Done Date:${minute(f.doneAtMs)} Stat:${f.state} Err:${f.error} Text:${f.text}`,
  /** Underscores in the labels. */
  underscores: (f) =>
    `id:${f.id} sub:001 dlvrd:${delivered(f)} submit_date:${minute(f.submittedAtMs)} done_date:${minute(f.doneAtMs)} stat:${f.state} err:${f.error} text:${f.text}`,
  /** State first, id last, little else. */
  reordered: (f) => `stat:${f.state} err:${f.error} done date:${minute(f.doneAtMs)} id:${f.id}`,
  minimal: (f) => `id:${f.id} stat:${f.state}`,
} as const satisfies Record<string, Writer>;

export type ReceiptTextDialect = keyof typeof writers;

export const receiptTextDialects = Object.keys(writers) as readonly ReceiptTextDialect[];

export function writeReceiptText(dialect: ReceiptTextDialect, fields: ReceiptFields): string {
  return writers[dialect](fields);
}

/** The last moment written and its text: thousands of receipts a second share both. */
function cachedDate(unitMs: number, octets: number): (atMs: number) => string {
  let cachedUnit = Number.NaN;
  let cached = "";
  return (atMs) => {
    const unit = Math.floor(atMs / unitMs);
    if (unit !== cachedUnit) {
      cachedUnit = unit;
      cached = new Date(atMs).toISOString().slice(2).replace(/\D/g, "").slice(0, octets);
    }
    return cached;
  };
}

const minute = cachedDate(60_000, 10);
const second = cachedDate(1_000, 12);
