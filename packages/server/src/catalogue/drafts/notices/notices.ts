/** Who is told of a saved draft, and with which mail. */
import type { TariffDraft, TariffRef } from "@switchyard/contract";
import type { Queryable } from "../../../history/history.ts";
import type { OutgoingMail } from "../../../mail/enqueue.ts";
import { parseMailbox } from "../../../mail-address.ts";
import type { Paperwork } from "../../../paperwork/paperwork.ts";
import { invalidField, Refusal } from "../../../refusal.ts";
import { requireTariff } from "../../tariff.ts";
import { type Changes, readChangePages, readChanges } from "./changes.ts";
import { type Reader, readReaders } from "./readers.ts";
import { noticeBody, noticeSubject } from "./words.ts";

export interface Notices {
  readonly mails: readonly OutgoingMail[];
  /** Clients that would be told, but have no address. */
  readonly withoutAddress: number;
}

export const noNotices: Notices = { mails: [], withoutAddress: 0 };

export interface Noticing {
  readonly draft: TariffDraft;
  readonly message: string;
  /** The moment of saving: from then on what has no start of its own holds. */
  readonly nowMs: number;
}

/**
 * The mails about a draft: one to the client, or one to each of the product's clients that a row of it concerns. Refuses
 * when the client has no address.
 */
export async function prepareNotices(
  { db, paperwork }: { readonly db: Queryable; readonly paperwork: Paperwork },
  ref: TariffRef,
  { draft, message, nowMs }: Noticing,
): Promise<Notices> {
  if (ref.scope === "supplier") throw invalidField("body.notify", "can't be: costs of suppliers are nobody's news");
  const { currency } = await requireTariff(db, ref);
  const readers = await readReaders(db, ref, { draftId: draft.id, nowMs });
  const views = createViews({ db, paperwork, draftId: draft.id, currency, nowMs });
  const mails: OutgoingMail[] = [];
  let withoutAddress = 0;
  for (const reader of readers) {
    const changes = await views.changesFor(reader);
    if (changes.count === 0) continue;
    if (reader.addresses.length === 0) {
      if (ref.scope === "client") throw noAddress(reader);
      withoutAddress++;
      continue;
    }
    const sheet = await views.sheetFor(reader);
    mails.push(mailFor(reader, changes, { draft, message, currency, sheet }));
  }
  return { mails, withoutAddress };
}

function noAddress({ name }: Reader): Refusal {
  const detail = `${name} has no e-mail address for prices and none of its own. Enter one, or save without a notice.`;
  return new Refusal("no_address", detail);
}

interface ViewParts {
  readonly db: Queryable;
  readonly paperwork: Paperwork;
  readonly draftId: number;
  readonly currency: string;
  readonly nowMs: number;
}

/** What each reader gets to see; whoever sees the same rows in the same time zone gets the same sheet. */
function createViews({ db, paperwork, draftId, currency, nowMs }: ViewParts) {
  const changes = new Map<string, Promise<Changes>>();
  const sheets = new Map<string, Promise<Uint8Array>>();
  const shownTo = ({ leavesOut, clientId }: Reader) => ({
    draftId,
    nowMs,
    withoutThoseOf: leavesOut === "" ? null : clientId,
  });
  async function makeSheet(reader: Reader): Promise<Uint8Array> {
    const pages = await readChangePages(db, shownTo(reader));
    return paperwork.run("writePriceNotice", { pages, currency, timeZone: reader.timeZone });
  }
  return {
    changesFor: (reader: Reader) => once(changes, reader.leavesOut, () => readChanges(db, shownTo(reader))),
    sheetFor: (reader: Reader) => once(sheets, `${reader.leavesOut} ${reader.timeZone}`, () => makeSheet(reader)),
  };
}

function once<T>(made: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const known = made.get(key) ?? make();
  made.set(key, known);
  return known;
}

interface Enclosed {
  readonly draft: TariffDraft;
  readonly message: string;
  readonly currency: string;
  readonly sheet: Uint8Array;
}

function mailFor(reader: Reader, changes: Changes, { draft, message, currency, sheet }: Enclosed): OutgoingMail {
  const { brand } = reader;
  return {
    clientId: reader.clientId,
    kind: "price_change",
    // What is no address any more goes out as the platform's own mail.
    sender: parseMailbox(brand.mailFrom) ? brand.mailFrom : "",
    replyTo: parseMailbox(brand.replyTo) ? brand.replyTo : "",
    recipients: reader.addresses,
    subject: noticeSubject(reader, changes),
    body: noticeBody(reader, changes, { message, currency }),
    reference: `tariff draft ${draft.id}`,
    attachments: [{ name: "prices.xlsx", contentType: xlsxType, octets: sheet }],
  };
}

const xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
