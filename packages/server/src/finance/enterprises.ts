/** Enterprises: the legal entities that invoice, with their bank accounts and taxes. One of them is the default. */
import type { AdminParsed, Enterprise } from "@switchyard/contract";
import { type Columns, insertRow, updateRow, written } from "../history/columns.ts";
import { type Author, isSame, type Queryable, recordChange } from "../history/history.ts";
import { notFound, Refusal } from "../refusal.ts";
import { moveDefault, refuseDefaultGone } from "./defaults.ts";
import { percentOf } from "./rounding.ts";

type EnterpriseCreate = AdminParsed<"createEnterprise">["body"];
type EnterprisePatch = AdminParsed<"updateEnterprise">["body"];
type Bank = Enterprise["banks"][number];

const columns: Columns<Exclude<keyof EnterpriseCreate, "isDefault" | "banks">> = {
  name: "name",
  address: "address",
  country: "country",
  taxId: "tax_id",
  registration: "registration",
  contact: "contact",
  footer: "footer",
  invoicePattern: "invoice_pattern",
  creditNotePattern: "credit_note_pattern",
  dueDays: "due_days",
};

export async function listEnterprises(db: Queryable): Promise<Enterprise[]> {
  return select(db, "order by e.name", []);
}

export async function createEnterprise(tx: Queryable, author: Author, given: EnterpriseCreate): Promise<Enterprise> {
  const enterpriseId = await insertRow(tx, "enterprises", written(columns, given));
  await writeBanks(tx, enterpriseId, given.banks ?? []);
  if (given.isDefault) await moveDefault(tx, { table: "enterprises", id: enterpriseId });
  const enterprise = await readEnterprise(tx, enterpriseId);
  await recordEnterprise(tx, author, "create", null, enterprise);
  return enterprise;
}

export async function updateEnterprise(
  tx: Queryable,
  author: Author,
  enterpriseId: number,
  given: EnterprisePatch,
): Promise<Enterprise> {
  const before = await readEnterprise(tx, enterpriseId, "for update of e");
  if (given.isDefault === false) refuseDefaultGone(before.isDefault, "enterprise");
  await updateRow(tx, "enterprises", enterpriseId, written(columns, given));
  if (given.banks) {
    await tx.query("delete from enterprise_banks where enterprise_id = $1", [enterpriseId]);
    await writeBanks(tx, enterpriseId, given.banks);
  }
  if (given.isDefault && !before.isDefault) await moveDefault(tx, { table: "enterprises", id: enterpriseId });
  const after = await readEnterprise(tx, enterpriseId);
  if (!isSame(factsOf(before), factsOf(after))) await recordEnterprise(tx, author, "update", before, after);
  return after;
}

/** Deletes an enterprise; refused while it is the default, a client has it, or it has issued or drafted anything. */
export async function deleteEnterprise(tx: Queryable, author: Author, enterpriseId: number): Promise<void> {
  const before = await readEnterprise(tx, enterpriseId, "for update of e");
  const { name } = before;
  if (before.isDefault)
    throw new Refusal("in_use", `${name} is the default. Make another enterprise the default first.`);
  const { rows } = await tx.query<{ clients: number; documents: number }>(
    `select (select count(*) from clients where enterprise_id = $1)::int as clients,
            ((select count(*) from invoices where enterprise_id = $1)
             + (select count(*) from credit_notes where enterprise_id = $1))::int as documents`,
    [enterpriseId],
  );
  const { clients = 0, documents = 0 } = rows[0] ?? {};
  if (clients > 0) throw new Refusal("in_use", `${name} invoices ${clients} clients. Give them another first.`);
  if (documents > 0) throw new Refusal("in_use", `${name} has ${documents} invoices and credit notes. It stays.`);
  await tx.query("delete from enterprises where id = $1", [enterpriseId]);
  await recordEnterprise(tx, author, "delete", before, null);
}

async function writeBanks(tx: Queryable, enterpriseId: number, banks: readonly Bank[]): Promise<void> {
  await tx.query(
    `insert into enterprise_banks (enterprise_id, position, bank, holder, account, bic, currency)
     select $1, u.position, u.bank, u.holder, u.account, u.bic, u.currency
     from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[]) with ordinality
       u(bank, holder, account, bic, currency, position)`,
    [
      enterpriseId,
      banks.map(({ bank }) => bank),
      banks.map(({ holder }) => holder),
      banks.map(({ account }) => account),
      banks.map(({ bic }) => bic),
      banks.map(({ currency }) => currency),
    ],
  );
}

interface EnterpriseRow {
  readonly id: number;
  readonly name: string;
  readonly address: string;
  readonly country: string | null;
  readonly tax_id: string;
  readonly registration: string;
  readonly contact: string;
  readonly footer: string;
  readonly invoice_pattern: string;
  readonly credit_note_pattern: string;
  readonly due_days: number;
  readonly is_default: boolean;
  readonly created_at: Date;
  readonly banks: Bank[];
  readonly taxes: { id: number; name: string; ratePpm: number; note: string; isDefault: boolean }[];
}

export async function readEnterprise(
  db: Queryable,
  enterpriseId: number,
  lock: "for update of e" | "" = "",
): Promise<Enterprise> {
  const [enterprise] = await select(db, `where e.id = $1 ${lock}`, [enterpriseId]);
  if (!enterprise) throw notFound("enterprise", enterpriseId);
  return enterprise;
}

async function select(db: Queryable, tail: string, values: unknown[]): Promise<Enterprise[]> {
  const { rows } = await db.query<EnterpriseRow>(
    `select e.*,
            (select coalesce(json_agg(json_build_object('bank', b.bank, 'holder', b.holder, 'account', b.account,
                                                        'bic', b.bic, 'currency', b.currency) order by b.position), '[]')
             from enterprise_banks b where b.enterprise_id = e.id) as banks,
            (select coalesce(json_agg(json_build_object('id', t.id, 'name', t.name, 'ratePpm', t.rate_ppm,
                                                        'note', t.note, 'isDefault', t.is_default) order by t.name), '[]')
             from taxes t where t.enterprise_id = e.id) as taxes
     from enterprises e ${tail}`,
    values,
  );
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    address: row.address,
    country: row.country,
    taxId: row.tax_id,
    registration: row.registration,
    contact: row.contact,
    footer: row.footer,
    invoicePattern: row.invoice_pattern,
    creditNotePattern: row.credit_note_pattern,
    dueDays: row.due_days,
    isDefault: row.is_default,
    banks: row.banks,
    taxes: row.taxes.map(({ ratePpm, ...tax }) => ({ ...tax, percent: percentOf(ratePpm) })),
    createdAt: row.created_at.toISOString(),
  }));
}

/** An enterprise's change with all it holds: its taxes are part of it. */
export async function recordEnterprise(
  tx: Queryable,
  author: Author,
  action: string,
  before: Enterprise | null,
  after: Enterprise | null,
): Promise<void> {
  await recordChange(tx, author, {
    clientId: null,
    category: "finance",
    entity: "enterprise",
    entityId: (after ?? before)?.id ?? 0,
    action,
    before: before && factsOf(before),
    after: after && factsOf(after),
    announce: [],
  });
}

function factsOf({ id: _id, createdAt: _at, banks, taxes, ...facts }: Enterprise) {
  return {
    ...facts,
    banks: banks.map(({ bank, account }) => `${bank} ${account}`),
    taxes: taxes.map(({ name, percent, isDefault }) => `${name} ${percent} %${isDefault ? " (default)" : ""}`),
  };
}
