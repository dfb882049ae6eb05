/**
 * What must be equal in the books, each side summed on its own. A rule's query answers the subjects for which it is not:
 * `subject`, `expected`, `actual`. All run over the same four readings: `entries` by account and kind; `spent` by messages,
 * `looked_up` by look-ups and `received` by incoming messages, each by client and connection (see proof.ts).
 */
export interface Rule {
  readonly name: string;
  /** For people: what should be equal. */
  readonly says: string;
  readonly sql: string;
}

/** Sums of a client's entries of some kinds on an account, credit less debit. */
const ofClient = (account: string, kinds: readonly string[] = []) =>
  `select a.client_id, sum(e.credit - e.debit) as micros from entries e join ledger_accounts a on a.id = e.account_id
   where a.kind = '${account}' ${kinds.length > 0 ? `and e.kind in (${kinds.map((kind) => `'${kind}'`).join(", ")})` : ""}
   group by a.client_id`;

/** Compares two sums by client, either of which may have no row. */
const byClient = (expected: string, actual: string) =>
  `select coalesce(c.login, 'client ' || coalesce(x.client_id, y.client_id)) as subject,
          coalesce(x.micros, 0) as expected, coalesce(y.micros, 0) as actual
   from (${expected}) x full join (${actual}) y on y.client_id = x.client_id
   left join clients c on c.id = coalesce(x.client_id, y.client_id)
   where coalesce(x.micros, 0) <> coalesce(y.micros, 0)`;

/** Sums of the entries of some kinds, or of all, on what each supplier is owed, credit less debit. */
const ofSupplier = (kinds: readonly string[] = []) =>
  `select a.supplier_id, sum(e.credit - e.debit) as micros from entries e join ledger_accounts a on a.id = e.account_id
   where a.kind = 'supplier_payable' ${kinds.length > 0 ? `and e.kind in (${kinds.map((kind) => `'${kind}'`).join(", ")})` : ""}
   group by a.supplier_id`;

/** Compares two sums by supplier, either of which may have no row. */
const bySupplier = (expected: string, actual: string) =>
  `select coalesce(s.name, 'supplier ' || coalesce(x.supplier_id, y.supplier_id)) as subject,
          coalesce(x.micros, 0) as expected, coalesce(y.micros, 0) as actual
   from (${expected}) x full join (${actual}) y on y.supplier_id = x.supplier_id
   left join suppliers s on s.id = coalesce(x.supplier_id, y.supplier_id)
   where coalesce(x.micros, 0) <> coalesce(y.micros, 0)`;

/** What messages were charged, by the ledger: from the balance at once, or out of what was reserved. */
const charged = `select client_id, -sum(micros) as micros from (
    ${ofClient("client_balance", ["charge"])} union all ${ofClient("client_reserved", ["charge_reserved"])}
  ) charges group by client_id`;

/** What incoming messages were charged, by the ledger, in the same two ways. */
const chargedIncoming = `select client_id, -sum(micros) as micros from (
    ${ofClient("client_balance", ["incoming"])} union all ${ofClient("client_reserved", ["incoming_charge_reserved"])}
  ) charges group by client_id`;

const lookedUp = `select client_id, -micros as micros from (${ofClient("client_balance", ["lookup"])}) lookups`;

/** Whose a connection is, or was. */
const owners = `(select id, supplier_id from connections union all select id, supplier_id from former_connections)`;

export const rules: readonly Rule[] = [
  {
    name: "balance",
    says: "A client's balance is the sum of its ledger entries.",
    sql: byClient(
      `select client_id, sum(micros) as micros from (${ofClient("client_balance")} union all ${ofClient("client_reserved")}) b
       group by client_id`,
      "select client_id, balance_micros as micros from client_funds",
    ),
  },
  {
    name: "reserved",
    says: "What a client has reserved is the sum of its entries on the reserved account.",
    sql: byClient(ofClient("client_reserved"), "select client_id, reserved_micros as micros from client_funds"),
  },
  {
    name: "messages_charged",
    says: "What messages were charged is what the ledger charged.",
    sql: byClient(charged, "select client_id, sum(charged) as micros from spent group by client_id"),
  },
  {
    name: "messages_reserved",
    says: "What unfinished messages, incoming ones among them, have reserved is what the ledger keeps reserved.",
    sql: byClient(
      ofClient("client_reserved"),
      `select client_id, sum(reserved) as micros
       from (select client_id, reserved from spent union all select client_id, reserved from received) messages
       group by client_id`,
    ),
  },
  {
    name: "lookups_charged",
    says: "What look-ups were charged is what the ledger charged for them.",
    sql: byClient(lookedUp, "select client_id, sum(charged) as micros from looked_up group by client_id"),
  },
  {
    name: "incoming_charged",
    says: "What incoming messages were charged is what the ledger charged for them.",
    sql: byClient(chargedIncoming, "select client_id, sum(charged) as micros from received group by client_id"),
  },
  {
    name: "charge_days",
    says: "The charges by day, which invoices are made of, are what the ledger charged.",
    sql: byClient(
      `select client_id, sum(micros) as micros from (${charged} union all ${chargedIncoming} union all ${lookedUp}) charges
       group by client_id`,
      "select client_id, sum(charged_micros) as micros from charge_days group by client_id",
    ),
  },
  {
    name: "payments",
    says: "A client's payments are what the ledger credited for payments.",
    sql: byClient(
      ofClient("client_balance", ["payment"]),
      "select client_id, sum(amount_micros) as micros from payments group by client_id",
    ),
  },
  {
    name: "refunds",
    says: "A client's refunds are what the ledger gave back.",
    sql: byClient(
      ofClient("client_balance", ["refund"]),
      "select client_id, sum(amount_micros) as micros from refunds group by client_id",
    ),
  },
  {
    name: "refunded_messages",
    says: "Refunds of messages are the sum of what each message got back.",
    sql: byClient(
      `select r.client_id, sum(m.amount_micros) as micros from refund_messages m join refunds r on r.id = m.refund_id
       group by r.client_id`,
      "select client_id, sum(amount_micros) as micros from refunds where messages > 0 group by client_id",
    ),
  },
  {
    name: "client_tax",
    says: "Tax that came with a client's payments, less that of its invoices, is what stands on its tax account.",
    sql: byClient(
      `select client_id, sum(micros) as micros from (
         select client_id, tax_micros as micros from payments
         union all select client_id, -tax_micros from invoices where status in ('issued', 'sent')
         union all select client_id, tax_micros from credit_notes where invoice_id is not null
       ) t group by client_id`,
      ofClient("client_tax"),
    ),
  },
  {
    name: "tax_payable",
    says: "The tax of invoices, less that of their credit notes, is what the ledger holds for the tax office.",
    sql: `select coalesce(x.currency, y.currency) as subject, coalesce(x.micros, 0) as expected, coalesce(y.micros, 0) as actual
          from (select currency, sum(micros) as micros from (
                  select currency, tax_micros as micros from invoices where status in ('issued', 'sent')
                  union all select currency, -tax_micros from credit_notes where invoice_id is not null
                ) t group by currency) x
          full join (select a.currency, sum(e.credit - e.debit) as micros
                     from entries e join ledger_accounts a on a.id = e.account_id
                     where a.kind = 'tax_payable' group by a.currency) y on y.currency = x.currency
          where coalesce(x.micros, 0) <> coalesce(y.micros, 0)`,
  },
  {
    name: "costs",
    says: "What messages cost is what the ledger owes each supplier for them.",
    sql: bySupplier(
      ofSupplier(["cost"]),
      `select k.supplier_id, sum(m.booked_cost) as micros
       from spent m join ${owners} k on k.id = m.connection_id group by k.supplier_id`,
    ),
  },
  {
    name: "lookup_costs",
    says: "What look-ups cost is what the ledger owes each supplier for them.",
    sql: bySupplier(
      ofSupplier(["lookup_cost"]),
      `select k.supplier_id, sum(l.booked_cost) as micros
       from looked_up l join ${owners} k on k.id = l.connection_id group by k.supplier_id`,
    ),
  },
  {
    name: "incoming_costs",
    says: "What incoming messages cost is what the ledger owes each supplier for them.",
    sql: bySupplier(
      ofSupplier(["incoming_cost"]),
      `select k.supplier_id, sum(r.booked_cost) as micros
       from received r join ${owners} k on k.id = r.connection_id group by k.supplier_id`,
    ),
  },
  {
    name: "supplier_payments",
    says: "What the ledger owes each supplier changes by what messages, both ways, and look-ups cost and by what it was paid, and by nothing else.",
    sql: bySupplier(
      ofSupplier(),
      `select supplier_id, sum(micros) as micros from (
         ${ofSupplier(["cost", "lookup_cost", "incoming_cost"])} union all
         select supplier_id, -sum(amount_micros) from supplier_payments group by supplier_id
       ) owed group by supplier_id`,
    ),
  },
  {
    name: "zero",
    says: "All entries of a currency add up to zero.",
    sql: `select a.currency as subject, 0 as expected, sum(e.credit - e.debit) as actual
          from entries e join ledger_accounts a on a.id = e.account_id
          group by a.currency having sum(e.credit - e.debit) <> 0`,
  },
];
