/** Mails to clients whose balance falls to their limit: one for each crossing, however long it stays there. */
import { mailWords } from "@switchyard/contract";
import { formatMicros } from "@switchyard/engine";
import { availableSql } from "../clients/figures.ts";
import type { Queryable, Transact } from "../history/history.ts";
import { enqueueMail } from "../mail/enqueue.ts";
import { limits as mailLimits } from "../mail/limits.ts";
import { parseAddresses, parseMailbox } from "../mail-address.ts";
import { fillWords } from "./mailing.ts";

/** Clients looked after in one transaction. */
const TURN_MAX = 500;

/** The platform's own words, for a brand that has none. */
const ownWords = mailWords.low_balance;

/**
 * One turn: marks the clients whose balance has fallen to the limit and mails them, and takes the mark from those that
 * are above it again. Without an address a client is only marked. Answers whether more are left. By clients_low_balance.
 */
export function notifyLowBalances(transact: Transact, nowMs: number): Promise<boolean> {
  return transact(async (tx) => {
    await tx.query(
      `update clients set low_balance_since = null where id in (
         select c.id from clients c join client_funds f on f.client_id = c.id
         where c.low_balance_micros is not null and c.low_balance_since is not null
           and f.balance_micros > c.low_balance_micros
         order by c.id for no key update of c skip locked)`,
    );
    const crossed = await markCrossings(tx, nowMs);
    for (const client of crossed) await enqueueNotice(tx, client, nowMs);
    return crossed.length === TURN_MAX;
  });
}

interface Crossing {
  readonly id: number;
  readonly login: string;
  readonly company: string;
  readonly email: string;
  readonly email_billing: string;
  readonly currency: string;
  readonly balance: bigint;
  readonly limit: bigint;
  readonly available: bigint;
  readonly brand: string;
  readonly mail_from: string;
  readonly mail_reply_to: string;
  readonly subject: string;
  readonly text: string;
}

/** Rows that somebody else holds are left for the next turn: a person's change of the client never waits for this. */
async function markCrossings(tx: Queryable, nowMs: number): Promise<readonly Crossing[]> {
  const { rows } = await tx.query<Crossing>(
    `with crossed as (
       select c.id from clients c join client_funds f on f.client_id = c.id
       where c.low_balance_micros is not null and c.low_balance_since is null
         and f.balance_micros <= c.low_balance_micros
       order by c.id limit $2 for no key update of c skip locked)
     update clients c set low_balance_since = $1
     from crossed x
       join client_funds f on f.client_id = x.id
       join clients k on k.id = x.id
       join brands b on b.id = coalesce(k.brand_id, (select id from brands where is_default))
     where c.id = x.id
     returning c.id, c.login, coalesce(nullif(c.company, ''), nullif(c.contact_name, ''), c.login) as company, c.email,
               c.email_billing, c.currency, f.balance_micros as balance, c.low_balance_micros as limit,
               ${availableSql} as available, b.name as brand, b.mail_from, b.mail_reply_to,
               b.low_balance_subject as subject, b.low_balance_text as text`,
    [new Date(nowMs), TURN_MAX],
  );
  return rows;
}

async function enqueueNotice(tx: Queryable, client: Crossing, nowMs: number): Promise<void> {
  const own = parseAddresses(client.email_billing).addresses;
  const recipients = (own.length > 0 ? own : parseAddresses(client.email).addresses).slice(0, mailLimits.recipientsMax);
  if (recipients.length === 0) return;
  const values = {
    client: client.login,
    company: client.company,
    balance: formatMicros(client.balance),
    limit: formatMicros(client.limit),
    available: formatMicros(client.available),
    currency: client.currency,
    brand: client.brand,
  };
  const subject = fillWords(client.subject.trim() || ownWords.subject, values).replace(/\p{Cc}+/gu, " ");
  await enqueueMail(
    tx,
    {
      clientId: client.id,
      kind: "low_balance",
      // A sender that is no address would fail every mail of the turn; the platform's own is always good.
      sender: parseMailbox(client.mail_from) ? client.mail_from : "",
      replyTo: parseMailbox(client.mail_reply_to) ? client.mail_reply_to : "",
      recipients,
      subject: subject.slice(0, mailLimits.subjectCharsMax),
      body: fillWords(client.text.trim() || ownWords.text, values).replace(/[^\P{Cc}\t\r\n]/gu, " "),
      reference: `client ${client.id}`,
    },
    nowMs,
  );
}
