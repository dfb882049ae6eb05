/**
 * The mails that wait, as the postman sees them. A mail is taken by pushing its next try ahead: for that long nobody
 * else takes it, and no lock or transaction is held while it is sent. Who dies with it leaves it to be taken again.
 */
import type { MailKind } from "@switchyard/contract";
import type { Pool } from "pg";
import { transaction } from "../database/transaction.ts";
import type { Queryable } from "../history/history.ts";
import type { MailAttachment } from "./enqueue.ts";
import { limits } from "./limits.ts";

/** A mail in the hands of who sends it. */
export interface TakenMail {
  readonly id: number;
  readonly kind: MailKind;
  readonly sender: string;
  readonly replyTo: string;
  readonly recipients: readonly string[];
  readonly subject: string;
  readonly body: string;
  /** This try included. */
  readonly tries: number;
  readonly createdMs: number;
  readonly attachments: readonly MailAttachment[];
}

/** Takes the mail that is due longest; undefined when none is. By mails_due. */
export async function takeDueMail(pool: Pool, nowMs: number): Promise<TakenMail | undefined> {
  const { rows } = await pool.query<MailRow>(
    `update mails set tries = tries + 1, next_try_at = to_timestamp($2)
     where id = (select id from mails where status = 'waiting' and next_try_at <= to_timestamp($1)
                 order by next_try_at limit 1 for update skip locked)
     returning id, kind, sender, reply_to, recipients, subject, body, tries, created_at`,
    [nowMs / 1000, (nowMs + limits.leaseMs) / 1000],
  );
  const [row] = rows;
  if (!row) return undefined;
  const { rows: attachments } = await pool.query<MailAttachment>(
    `select name, content_type as "contentType", octets from mail_attachments where mail_id = $1 order by position`,
    [row.id],
  );
  const { id, kind, sender, reply_to: replyTo, recipients, subject, body, tries, created_at: createdAt } = row;
  const texts = { kind, sender, replyTo, recipients, subject, body };
  return { id: Number(id), ...texts, tries, createdMs: createdAt.getTime(), attachments };
}

/** How long to wait after so many tries: a minute, doubling up to an hour. */
export function retryDelayMs(tries: number): number {
  return Math.min(limits.retryMinMs * 2 ** (tries - 1), limits.retryMaxMs);
}

export interface Delivery {
  /** Recipients the server wants to be asked for later; they get a mail of their own. */
  readonly later: readonly string[];
  /** What the server said about recipients it did not take; "" when it took all. */
  readonly says: string;
}

/** The mail has left; what is still owed to some of its recipients goes on as another mail. */
export async function recordSent(pool: Pool, mail: TakenMail, { later, says }: Delivery, nowMs: number): Promise<void> {
  await transaction(pool, async (tx) => {
    const { rowCount } = await tx.query(
      `update mails set status = 'sent', sent_at = to_timestamp($2), last_error = $3 where id = $1 and status <> 'sent'`,
      [mail.id, nowMs / 1000, bounded(says)],
    );
    if (rowCount === 1 && later.length > 0) await passOn(tx, mail, later, says, nowMs);
  });
}

async function passOn(tx: Queryable, mail: TakenMail, later: readonly string[], says: string, nowMs: number) {
  await tx.query(
    `with rest as (
       insert into mails (client_id, kind, sender, reply_to, recipients, subject, body, reference, tries, next_try_at,
                          last_error, created_at)
       select client_id, kind, sender, reply_to, $2, subject, body, reference, tries, to_timestamp($3), $4, created_at
       from mails where id = $1
       returning id)
     insert into mail_attachments (mail_id, position, name, content_type, octets)
     select rest.id, position, name, content_type, octets from mail_attachments, rest where mail_id = $1`,
    [mail.id, later, (nowMs + retryDelayMs(mail.tries)) / 1000, bounded(says)],
  );
}

/** It could not be sent now. Nothing is written if somebody else has taken it meanwhile. */
export async function recordDelay(pool: Pool, mail: TakenMail, says: string, nowMs: number): Promise<void> {
  await pool.query(
    `update mails set next_try_at = to_timestamp($3), last_error = $4 where id = $1 and status = 'waiting' and tries = $2`,
    [mail.id, mail.tries, (nowMs + retryDelayMs(mail.tries)) / 1000, bounded(says)],
  );
}

/** It can't be sent; a person must look. Nothing is written if somebody else has taken it meanwhile. */
export async function recordFailure(pool: Pool, mail: TakenMail, says: string): Promise<void> {
  await pool.query(
    `update mails set status = 'failed', last_error = $3 where id = $1 and status = 'waiting' and tries = $2`,
    [mail.id, mail.tries, bounded(says)],
  );
}

const noServer = "No mail server is configured: set SWITCHYARD_SMTP_URL.";

/** Says of the due mails why they stay, and puts off the next look at them. Answers whether there may be more. */
export async function putOffForLackOfServer(pool: Pool, nowMs: number): Promise<boolean> {
  const { rowCount } = await pool.query(
    `update mails set last_error = $1, next_try_at = to_timestamp($3)
     where id in (select id from mails where status = 'waiting' and next_try_at <= to_timestamp($2)
                  order by next_try_at limit $4 for update skip locked)`,
    [noServer, nowMs / 1000, (nowMs + limits.serverlessMs) / 1000, limits.serverlessBatch],
  );
  return rowCount === limits.serverlessBatch;
}

/** There is a server now: what stayed for lack of one is due at once. */
export async function resumeWithServer(pool: Pool, nowMs: number): Promise<void> {
  await pool.query(
    `update mails set last_error = '', next_try_at = to_timestamp($2) where status = 'waiting' and last_error = $1`,
    [noServer, nowMs / 1000],
  );
}

interface MailRow {
  readonly id: bigint;
  readonly kind: MailKind;
  readonly sender: string;
  readonly reply_to: string;
  readonly recipients: string[];
  readonly subject: string;
  readonly body: string;
  readonly tries: number;
  readonly created_at: Date;
}

/** A server's words may be of any length and hold what no text column takes. */
function bounded(says: string): string {
  return says.replace(/\p{Cc}+/gu, " ").slice(0, limits.errorCharsMax);
}
