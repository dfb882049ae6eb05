import type { MailKind } from "@switchyard/contract";
import type { Queryable } from "../history/history.ts";
import { parseMailbox } from "../mail-address.ts";
import { limits } from "./limits.ts";

export interface OutgoingMail {
  /** null for what concerns no client. */
  readonly clientId: number | null;
  readonly kind: MailKind;
  /** The From address, `Acme <billing@acme.example>`; "" or left out for the platform's own. */
  readonly sender?: string | undefined;
  /** One address; "" or left out for the sender's. */
  readonly replyTo?: string | undefined;
  /** Addresses as `parseAddresses` gives them. */
  readonly recipients: readonly string[];
  readonly subject: string;
  /** Plain text, paragraphs with an empty line between; the HTML part is made from it. */
  readonly body: string;
  /** What it is about: `invoice 12`. */
  readonly reference?: string | undefined;
  readonly attachments?: readonly MailAttachment[] | undefined;
}

export interface MailAttachment {
  readonly name: string;
  /** `application/pdf`, `text/csv; charset=utf-8`. */
  readonly contentType: string;
  readonly octets: Uint8Array;
}

/**
 * Puts a mail into the queue in the caller's transaction: it goes out if that is committed, and only then. Answers its
 * id. Throws a TypeError for what no caller may hand over: whatever people type is checked with `parseAddresses` before.
 */
export async function enqueueMail(tx: Queryable, mail: OutgoingMail, nowMs: number): Promise<number> {
  checkMail(mail);
  const { rows } = await tx.query<{ id: bigint }>(
    `insert into mails (client_id, kind, sender, reply_to, recipients, subject, body, reference, next_try_at, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, to_timestamp($9), to_timestamp($9))
     returning id`,
    [
      mail.clientId,
      mail.kind,
      mail.sender ?? "",
      mail.replyTo ?? "",
      mail.recipients,
      mail.subject,
      mail.body,
      mail.reference ?? "",
      nowMs / 1000,
    ],
  );
  const mailId = Number(rows[0]?.id);
  for (const [position, { name, contentType, octets }] of (mail.attachments ?? []).entries()) {
    await tx.query(
      "insert into mail_attachments (mail_id, position, name, content_type, octets) values ($1, $2, $3, $4, $5)",
      [mailId, position, name, contentType, Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength)],
    );
  }
  return mailId;
}

const controls = /\p{Cc}/u;
const controlsButLineBreaks = /[^\P{Cc}\t\r\n]/u;

function checkMail({ sender, replyTo, recipients, subject, body, reference, attachments = [] }: OutgoingMail): void {
  const count = recipients.length;
  insist(
    count >= 1 && count <= limits.recipientsMax,
    `has ${count} recipients; 1 to ${limits.recipientsMax} are possible`,
  );
  for (const address of [...recipients, sender || undefined, replyTo || undefined]) {
    insist(address === undefined || parseMailbox(address) !== undefined, "has an address that is none");
  }
  insist(subject !== "" && subject.length <= limits.subjectCharsMax, "has no subject, or one that is too long");
  insist(!controls.test(subject), "has control characters in its subject");
  insist(body.length <= limits.bodyCharsMax, `has a text of more than ${limits.bodyCharsMax} characters`);
  insist(!controlsButLineBreaks.test(body), "has control characters in its text");
  insist(!controls.test(reference ?? ""), "has control characters in its reference");
  checkAttachments(attachments);
}

function checkAttachments(attachments: readonly MailAttachment[]): void {
  insist(attachments.length <= limits.attachmentsMax, `has more than ${limits.attachmentsMax} attachments`);
  const octets = attachments.reduce((sum, attachment) => sum + attachment.octets.byteLength, 0);
  insist(octets <= limits.attachmentOctetsMax, `has ${octets} octets attached; at most ${limits.attachmentOctetsMax}`);
  for (const { name, contentType } of attachments) {
    const isName = name !== "" && name.length <= limits.attachmentNameCharsMax && !/[\p{Cc}/\\]/u.test(name);
    insist(isName, "has an attachment whose name is no file name");
    insist(/^[\w.+-]+\/[\w.+-]+(; ?[\w-]+=[\w.+-]+)*$/.test(contentType), "has an attachment of no content type");
  }
}

function insist(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new TypeError(`The mail ${otherwise}.`);
}
