/** Brands: under which name, logo and words mails and documents go out. One of them is the default. */
import type { AdminParsed, Brand } from "@switchyard/contract";
import { type Columns, insertRow, updateRow, written } from "../history/columns.ts";
import { type Author, isSame, type Queryable, recordChange } from "../history/history.ts";
import { parseMailbox } from "../mail-address.ts";
import { checkLogo } from "../paperwork/documents/logo.ts";
import { invalidField, notFound, Refusal } from "../refusal.ts";
import { moveDefault, refuseDefaultGone } from "./defaults.ts";

type BrandCreate = AdminParsed<"createBrand">["body"];
type LogoKind = "png" | "jpeg";
type BrandPatch = AdminParsed<"updateBrand">["body"];

const columns: Columns<Exclude<keyof BrandCreate, "isDefault">> = {
  name: "name",
  contact: "contact",
  mailFrom: "mail_from",
  mailReplyTo: "mail_reply_to",
  invoiceSubject: "invoice_subject",
  invoiceText: "invoice_text",
  priceSubject: "price_subject",
  priceText: "price_text",
  lowBalanceSubject: "low_balance_subject",
  lowBalanceText: "low_balance_text",
};

export async function listBrands(db: Queryable): Promise<Brand[]> {
  return select(db, "order by name", []);
}

export async function createBrand(tx: Queryable, author: Author, given: BrandCreate): Promise<Brand> {
  checkWords(given);
  const brandId = await insertRow(tx, "brands", written(columns, given));
  if (given.isDefault) await moveDefault(tx, { table: "brands", id: brandId });
  const brand = await readBrand(tx, brandId);
  await record(tx, author, "create", null, brand);
  return brand;
}

export async function updateBrand(tx: Queryable, author: Author, brandId: number, given: BrandPatch): Promise<Brand> {
  checkWords(given);
  const before = await readBrand(tx, brandId, "for update");
  if (given.isDefault === false) refuseDefaultGone(before.isDefault, "brand");
  await updateRow(tx, "brands", brandId, written(columns, given));
  if (given.isDefault && !before.isDefault) await moveDefault(tx, { table: "brands", id: brandId });
  const after = await readBrand(tx, brandId);
  if (!isSame(factsOf(before), factsOf(after))) await record(tx, author, "update", before, after);
  return after;
}

/** Deletes a brand; refused while it is the default, a client has it, or a document went out under it. */
export async function deleteBrand(tx: Queryable, author: Author, brandId: number): Promise<void> {
  const before = await readBrand(tx, brandId, "for update");
  const { name } = before;
  if (before.isDefault) throw new Refusal("in_use", `${name} is the default. Make another brand the default first.`);
  const { rows } = await tx.query<{ clients: number; documents: number }>(
    `select (select count(*) from clients where brand_id = $1)::int as clients,
            ((select count(*) from invoices where brand_id = $1)
             + (select count(*) from credit_notes where brand_id = $1))::int as documents`,
    [brandId],
  );
  const { clients = 0, documents = 0 } = rows[0] ?? {};
  if (clients > 0) throw new Refusal("in_use", `${clients} clients have ${name}. Give them another brand first.`);
  if (documents > 0) throw new Refusal("in_use", `${documents} invoices and credit notes are under ${name}. It stays.`);
  await tx.query("delete from brands where id = $1", [brandId]);
  await record(tx, author, "delete", before, null);
}

/** What will stand on documents must be drawable there; refuses with unreadable_file. */
function kindOf(octets: Uint8Array): LogoKind {
  const found = checkLogo(octets);
  if (found.kind === "unusable") throw new Refusal("unreadable_file", found.reason);
  return found.kind;
}

export async function readBrandLogo(db: Queryable, brandId: number): Promise<{ octets: Uint8Array; kind: LogoKind }> {
  const { rows } = await db.query<{ octets: Buffer | null; kind: LogoKind | null }>(
    "select logo as octets, logo_type as kind from brands where id = $1",
    [brandId],
  );
  const [row] = rows;
  if (!row?.octets || !row.kind) throw notFound("logo of brand", brandId);
  return { octets: row.octets, kind: row.kind };
}

/** Sets the logo, or takes it away. */
export async function setBrandLogo(
  tx: Queryable,
  author: Author,
  brandId: number,
  octets: Uint8Array | undefined,
): Promise<Brand> {
  const kind = octets && kindOf(octets);
  const before = await readBrand(tx, brandId, "for update");
  await tx.query("update brands set logo = $2, logo_type = $3 where id = $1", [
    brandId,
    octets ? Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength) : null,
    kind ?? null,
  ]);
  const after = await readBrand(tx, brandId);
  // History holds no pictures: that there is another one is all it tells.
  const logo = octets ? { logo: `${kind}, ${octets.byteLength} octets` } : { logo: "none" };
  await recordChange(tx, author, {
    clientId: null,
    category: "finance",
    entity: "brand",
    entityId: brandId,
    action: "logo",
    before: { logo: before.hasLogo ? "the one before" : "none" },
    after: logo,
    announce: [],
  });
  return after;
}

/** Addresses are checked when they are entered: a mail that is due must not fail for them. */
function checkWords(given: BrandPatch): void {
  const addresses = { mailFrom: given.mailFrom, mailReplyTo: given.mailReplyTo };
  for (const [field, address] of Object.entries(addresses)) {
    if (address && !parseMailbox(address)) throw invalidField(`body.${field}`, "is no mail address");
  }
  for (const field of ["invoiceSubject", "priceSubject", "lowBalanceSubject"] as const) {
    if (/\p{Cc}/u.test(given[field] ?? "")) throw invalidField(`body.${field}`, "must be one line");
  }
  for (const field of ["invoiceText", "priceText", "lowBalanceText"] as const) {
    if (/[^\P{Cc}\t\r\n]/u.test(given[field] ?? "")) throw invalidField(`body.${field}`, "has control characters");
  }
}

interface BrandRow {
  readonly id: number;
  readonly name: string;
  readonly contact: string;
  readonly mail_from: string;
  readonly mail_reply_to: string;
  readonly invoice_subject: string;
  readonly invoice_text: string;
  readonly price_subject: string;
  readonly price_text: string;
  readonly low_balance_subject: string;
  readonly low_balance_text: string;
  readonly is_default: boolean;
  readonly has_logo: boolean;
  readonly created_at: Date;
}

export async function readBrand(db: Queryable, brandId: number, lock: "for update" | "" = ""): Promise<Brand> {
  const [brand] = await select(db, `where id = $1 ${lock}`, [brandId]);
  if (!brand) throw notFound("brand", brandId);
  return brand;
}

async function select(db: Queryable, tail: string, values: unknown[]): Promise<Brand[]> {
  const { rows } = await db.query<BrandRow>(
    `select id, name, contact, mail_from, mail_reply_to, invoice_subject, invoice_text, price_subject, price_text,
            low_balance_subject, low_balance_text, is_default, logo is not null as has_logo, created_at
     from brands ${tail}`,
    values,
  );
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    contact: row.contact,
    mailFrom: row.mail_from,
    mailReplyTo: row.mail_reply_to,
    invoiceSubject: row.invoice_subject,
    invoiceText: row.invoice_text,
    priceSubject: row.price_subject,
    priceText: row.price_text,
    lowBalanceSubject: row.low_balance_subject,
    lowBalanceText: row.low_balance_text,
    isDefault: row.is_default,
    hasLogo: row.has_logo,
    createdAt: row.created_at.toISOString(),
  }));
}

async function record(
  tx: Queryable,
  author: Author,
  action: string,
  before: Brand | null,
  after: Brand | null,
): Promise<void> {
  await recordChange(tx, author, {
    clientId: null,
    category: "finance",
    entity: "brand",
    entityId: (after ?? before)?.id ?? 0,
    action,
    before: before && factsOf(before),
    after: after && factsOf(after),
    announce: [],
  });
}

function factsOf({ id: _id, createdAt: _at, hasLogo: _logo, ...facts }: Brand) {
  return facts;
}
