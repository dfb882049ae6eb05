import type { HttpTemplate } from "@switchyard/contract";
import { type ReceiptState, readReceiptState } from "@switchyard/sms";
import { limits } from "../limits.ts";
import { textAt, valueAt } from "./json-path.ts";

/** A supplier's call as it came. */
export interface CallbackRequest {
  /** What stands behind the question mark. */
  readonly query: string;
  readonly body: string;
}

export interface CallbackAnswer {
  readonly status: number;
  readonly text: string;
}

export interface CalledReceipt {
  readonly id: string;
  readonly word: string;
  readonly error: string | undefined;
}

/** A message from a handset. */
export interface CalledIncoming {
  readonly from: string;
  readonly to: string;
  readonly text: string;
}

export type Called =
  | {
      readonly kind: "told";
      readonly receipts: readonly CalledReceipt[];
      readonly incoming: readonly CalledIncoming[];
    }
  /** `says` is for the supplier's engineers. */
  | { readonly kind: "fault"; readonly says: string };

type Callback = NonNullable<HttpTemplate["callback"]>;
type Read = (field: string) => string | undefined;

/** What a supplier's call means, by the fields the template names. */
export function readCallback(callback: Callback, request: CallbackRequest): Called {
  const entries = entriesOf(callback, request);
  if (typeof entries === "string") return { kind: "fault", says: entries };
  const receipts: CalledReceipt[] = [];
  const incoming: CalledIncoming[] = [];
  for (const read of entries) {
    const [id, word] = [read(callback.id), read(callback.state)];
    if (id !== undefined && word !== undefined) {
      receipts.push({ id, word, error: callback.error === null ? undefined : read(callback.error) });
      continue;
    }
    const message = callback.mo && incomingOf(callback.mo, read);
    if (message) {
      incoming.push(message);
      continue;
    }
    const missing = id === undefined ? callback.id : callback.state;
    return { kind: "fault", says: `There is no ${missing} in the ${placeOf(callback)}.` };
  }
  return { kind: "told", receipts, incoming };
}

/** Known by both its numbers; its text may be empty. */
function incomingOf(fields: NonNullable<Callback["mo"]>, read: Read): CalledIncoming | undefined {
  const [from, to] = [read(fields.from), read(fields.to)];
  return from === undefined || to === undefined ? undefined : { from, to, text: read(fields.text) ?? "" };
}

/** A reader of each receipt in the call, or what is wrong with the call. */
function entriesOf(callback: Callback, request: CallbackRequest): readonly Read[] | string {
  if (callback.from !== "json") {
    const fields = new URLSearchParams(callback.from === "query" ? request.query : request.body);
    return [(name) => fields.get(name) || undefined];
  }
  let json: unknown;
  try {
    json = JSON.parse(request.body);
  } catch {
    return "The body is no JSON.";
  }
  if (callback.list === null) return [(path) => textAt(json, path)];
  const list = valueAt(json, callback.list);
  // One that tells of a handset's message has its values elsewhere.
  if (!Array.isArray(list))
    return callback.mo ? [(path) => textAt(json, path)] : `There is no list at ${callback.list}.`;
  if (list.length > limits.receiptsPerCallMax) return `More than ${limits.receiptsPerCallMax} receipts in one call.`;
  return list.map((entry: unknown) => (path: string) => textAt(entry, path));
}

const placeOf = ({ from }: Callback): string => (from === "query" ? "query" : from === "form" ? "form" : "body");

/**
 * What a word means: as the connection says, else as it is commonly used. A number or a word nobody knows says nothing
 * about the end, so the message goes on waiting for one that does.
 */
export function stateOfWord(word: string, words: ReadonlyMap<string, ReceiptState>): ReceiptState | undefined {
  const own = words.get(word.toUpperCase()) ?? words.get(/^\S+/.exec(word)?.[0].toUpperCase() ?? "");
  if (own) return own;
  return /^\d+$/.test(word) ? undefined : readReceiptState(word);
}
