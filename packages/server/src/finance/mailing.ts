/** Mails about documents: to whom they go, and the words of the brand with what they stand for filled in. */
import { mailWords as ownWords } from "@switchyard/contract";
import type { Queryable } from "../history/history.ts";
import { limits } from "../mail/limits.ts";
import { parseAddresses } from "../mail-address.ts";
import { invalidField, notFound, Refusal } from "../refusal.ts";

export const csvType = "text/csv; charset=utf-8";

/** The addresses somebody typed, or else the client's: for billing, or the general one. Refuses with no_address. */
export async function recipientsFor(
  db: Queryable,
  clientId: number,
  to: string | undefined,
): Promise<readonly string[]> {
  if (to !== undefined && to.trim() !== "") return typedRecipients(to);
  const { rows } = await db.query<{ login: string; email: string; email_billing: string }>(
    "select login, email, email_billing from clients where id = $1",
    [clientId],
  );
  const [client] = rows;
  if (!client) throw notFound("client", clientId);
  const own = parseAddresses(client.email_billing).addresses;
  const addresses = own.length > 0 ? own : parseAddresses(client.email).addresses;
  if (addresses.length > 0) return addresses.slice(0, limits.recipientsMax);
  throw new Refusal(
    "no_address",
    `${client.login} has no address for billing, and no other. Enter one, or say to whom.`,
  );
}

function typedRecipients(to: string): readonly string[] {
  const { addresses, problems } = parseAddresses(to);
  const [problem] = problems;
  if (problem !== undefined) throw invalidField("body.to", `can't be used: ${problem.replace(/\.$/, "")}`);
  if (addresses.length === 0 || addresses.length > limits.recipientsMax) {
    throw invalidField("body.to", `holds ${addresses.length} addresses; 1 to ${limits.recipientsMax} are possible`);
  }
  return addresses;
}

export interface MailWords {
  readonly sender: string;
  readonly replyTo: string;
  readonly subject: string;
  readonly body: string;
}

/** Sender, subject and text of a mail. Every kind knows {client}, {company} and {brand} beside the values given. */
export async function readMailWords(
  db: Queryable,
  kind: "invoice" | "credit_note",
  brandId: number,
  clientId: number,
  given: Readonly<Record<string, string>>,
): Promise<MailWords> {
  const { rows } = await db.query<WordsRow>(
    `select b.name as brand, b.mail_from, b.mail_reply_to, b.invoice_subject, b.invoice_text, c.login as client,
            coalesce(nullif(c.company, ''), nullif(c.contact_name, ''), c.login) as company
     from brands b, clients c where b.id = $1 and c.id = $2`,
    [brandId, clientId],
  );
  const [row] = rows;
  if (!row) throw new Error(`there is no brand ${brandId} or no client ${clientId}`);
  const isInvoice = kind === "invoice";
  const subject = (isInvoice && row.invoice_subject) || ownWords[kind].subject;
  const text = (isInvoice && row.invoice_text) || ownWords[kind].text;
  const values = { ...given, client: row.client, company: row.company, brand: row.brand };
  return {
    sender: row.mail_from,
    replyTo: row.mail_reply_to,
    subject: fillWords(subject, values).slice(0, limits.subjectCharsMax),
    body: fillWords(text, values),
  };
}

interface WordsRow {
  readonly brand: string;
  readonly mail_from: string;
  readonly mail_reply_to: string;
  readonly invoice_subject: string;
  readonly invoice_text: string;
  readonly client: string;
  readonly company: string;
}

/** Puts values where their names stand in braces; a name nobody knows stays as it is. */
export function fillWords(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    // A value with a line break in it must not end a header.
    Object.hasOwn(values, name) ? (values[name] ?? "").replace(/\p{Cc}+/gu, " ") : whole,
  );
}
