/** Outgoing mails as the admin API shows them, and what a person may do with them. */
import type { AdminParsed, Mail, MailRow } from "@switchyard/contract";
import { type Author, type Queryable, recordChange } from "../history/history.ts";
import { parseAddresses } from "../mail-address.ts";
import { type Page, pageOfRows, readIdCursor } from "../paging.ts";
import { invalidField, notFound, Refusal } from "../refusal.ts";
import { enqueueMail } from "./enqueue.ts";
import { limits } from "./limits.ts";

/** Mails, newest first; of one client by mails_client, of all by the primary key. */
export async function listMails(db: Queryable, query: AdminParsed<"listMails">["query"]): Promise<Page<MailRow>> {
  const { rows } = await db.query<Row>(
    `select ${columns} from mails
     where ($1::int is null or client_id = $1)
       and ($2::bigint is null or id < $2)
       and ($3::text[] is null or kind = any($3))
       and ($4::text[] is null or status = any($4))
     order by id desc limit $5`,
    [
      query.clientId ?? null,
      readIdCursor(query.cursor) ?? null,
      query.kind ?? null,
      query.status ?? null,
      query.limit + 1,
    ],
  );
  return pageOfRows(rows, query.limit, (row) => [Number(row.id)], mailRowOf);
}

/** A mail with its text and what is attached to it. */
export async function readMail(db: Queryable, mailId: number): Promise<Mail> {
  const { rows } = await db.query<Row & { readonly body: string }>(`select ${columns}, body from mails where id = $1`, [
    mailId,
  ]);
  const [row] = rows;
  if (!row) throw notFound("mail", mailId);
  const { rows: attachments } = await db.query<Mail["attachments"][number]>(
    `select position, name, content_type as "contentType", length(octets) as size
     from mail_attachments where mail_id = $1 order by position`,
    [mailId],
  );
  return { ...mailRowOf(row), body: row.body, attachments };
}

/** Puts a mail that failed back into the queue, with all its tries before it. */
export async function retryMail(tx: Queryable, author: Author, mailId: number, nowMs: number): Promise<Mail> {
  const { rowCount } = await tx.query(
    `update mails set status = 'waiting', tries = 0, last_error = '', next_try_at = to_timestamp($2)
     where id = $1 and status = 'failed'`,
    [mailId, nowMs / 1000],
  );
  const mail = await readMail(tx, mailId);
  if (rowCount === 0) {
    throw new Refusal("wrong_state", `Mail ${mailId} is ${mail.status}; only a mail that failed can be tried again.`);
  }
  await recordChange(tx, author, {
    clientId: mail.clientId,
    category: "mails",
    entity: "mail",
    entityId: mailId,
    action: "retry",
    before: { status: "failed" },
    after: { status: mail.status },
    announce: [],
  });
  return mail;
}

/** Queues a mail that says nothing but that mail can be sent. `to` is one or several addresses. */
export async function sendTestMail(tx: Queryable, author: Author, to: string, nowMs: number): Promise<Mail> {
  const { addresses, problems } = parseAddresses(to);
  const [problem] = problems;
  if (problem !== undefined) throw invalidField("body.to", `can't be used: ${problem.replace(/\.$/, "")}`);
  if (addresses.length === 0 || addresses.length > limits.recipientsMax) {
    throw invalidField("body.to", `holds ${addresses.length} addresses; 1 to ${limits.recipientsMax} are possible`);
  }
  const mailId = await enqueueMail(
    tx,
    {
      clientId: null,
      kind: "test",
      recipients: addresses,
      subject: "Test mail from Switchyard",
      body: "This mail says nothing but that Switchyard can send mail.\n\nIt was asked for in the console or the admin API.\n",
    },
    nowMs,
  );
  await recordChange(tx, author, {
    clientId: null,
    category: "mails",
    entity: "mail",
    entityId: mailId,
    action: "create",
    before: null,
    after: { kind: "test", recipients: addresses },
    announce: [],
  });
  return readMail(tx, mailId);
}

interface Row {
  readonly id: bigint;
  readonly client_id: number | null;
  readonly kind: MailRow["kind"];
  readonly sender: string;
  readonly reply_to: string;
  readonly recipients: string[];
  readonly subject: string;
  readonly reference: string;
  readonly status: MailRow["status"];
  readonly tries: number;
  readonly next_try_at: Date;
  readonly last_error: string;
  readonly created_at: Date;
  readonly sent_at: Date | null;
}

const columns = `id, client_id, kind, sender, reply_to, recipients, subject, reference, status, tries, next_try_at,
  last_error, created_at, sent_at`;

function mailRowOf(row: Row): MailRow {
  return {
    id: Number(row.id),
    clientId: row.client_id,
    kind: row.kind,
    sender: row.sender,
    replyTo: row.reply_to,
    recipients: row.recipients,
    subject: row.subject,
    reference: row.reference,
    status: row.status,
    tries: row.tries,
    nextTryAt: row.status === "waiting" ? row.next_try_at.toISOString() : null,
    lastError: row.last_error,
    createdAt: row.created_at.toISOString(),
    sentAt: row.sent_at?.toISOString() ?? null,
  };
}
