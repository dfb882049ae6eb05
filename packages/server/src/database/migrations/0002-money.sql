-- Money: products, one table of tariffs with drafts, refunds, invoices, credit notes, exchange rates, mail.
-- Amounts are bigint micro-units; tax rates are millionths (19 % = 190000).

-- Products and tariffs ----------------------------------------------------------------------------------------------

create table products (
  id         int generated always as identity primary key,
  name       text not null unique check (length(name) between 1 and 100),
  currency   char(3) not null,
  comment    text not null default '',
  created_at timestamptz not null default now()
);
alter table clients add product_id int references products;
create index clients_product on clients (product_id) where product_id is not null;

-- A set of rows that is worked on before it counts: a file, a bulk change, or prices made from costs. What was saved
-- stays, as the history of the rows it made.
create table tariff_drafts (
  id          int generated always as identity primary key,
  client_id   int references clients on delete cascade,
  product_id  int references products on delete cascade,
  supplier_id int references suppliers on delete cascade,
  kind        text not null check (kind in ('file', 'change', 'end', 'generate')),
  title       text not null,
  rows_new       int not null,
  rows_changed   int not null,
  rows_ended     int not null,
  rows_unchanged int not null,
  rows_bad       int not null,
  -- The tariff's rows as they were when the draft was made: a draft of what has changed since is not saved.
  fingerprint text not null,
  created_by  text not null,
  created_at  timestamptz not null,
  saved_by    text not null default '',
  saved_at    timestamptz,
  check (num_nonnulls(client_id, product_id, supplier_id) = 1)
);
create index tariff_drafts_open on tariff_drafts (created_at) where saved_at is null;

-- Written in the transaction that makes their draft, which nobody else sees yet: a foreign key would find nothing wrong
-- and cost more than a third of the writing. The trigger below takes them along with their draft.
create table tariff_draft_rows (
  draft_id      int not null,
  position      int not null,
  -- Line of the file; null where there is none.
  line          int,
  class         text not null check (class in ('new', 'changed', 'ended', 'unchanged', 'bad')),
  type          text,
  country       char(2),
  network       text,
  billing       text,
  amount_micros bigint,
  valid_from    timestamptz,
  valid_to      timestamptz,
  -- The row in force at the start of this one, which it replaces or ends.
  old_row_id    int,
  old_amount_micros bigint,
  message       text not null default '',
  primary key (draft_id, position)
);
create index tariff_draft_rows_class on tariff_draft_rows (draft_id, class, position);
create function delete_draft_rows() returns trigger language plpgsql as $$
begin
  delete from tariff_draft_rows where draft_id = old.id;
  return null;
end $$;
create trigger tariff_drafts_rows after delete on tariff_drafts for each row execute function delete_draft_rows();

-- Prices of clients and products, costs of suppliers: an amount per part for a destination from one moment to another.
create table tariff_rows (
  id            int generated always as identity primary key,
  client_id     int references clients on delete cascade,
  product_id    int references products on delete cascade,
  supplier_id   int references suppliers on delete cascade,
  type          text not null default 'sms' check (type in ('sms', 'mo', 'hlr')),
  country       char(2) not null,
  network       text check (network ~ '^[0-9]{5,6}$'),
  billing       text not null default 'submitted' check (billing in ('submitted', 'delivered')),
  amount_micros bigint not null check (amount_micros >= 0),
  valid_from    timestamptz not null default now(),
  valid_to      timestamptz,
  created_at    timestamptz not null default now(),
  created_by    text not null default '',
  -- The draft it was saved from, which was locked then and stays as long as the tariff: no foreign key, as above.
  draft_id      int,
  check (num_nonnulls(client_id, product_id, supplier_id) = 1),
  -- A row that ends where it begins was taken back before it counted.
  check (valid_to >= valid_from)
);
-- Lists page along these, and what replaces a row is found by them; a country's own rows have the network ''.
create index tariff_rows_client on tariff_rows
  (client_id, country, coalesce(network, ''), valid_from desc, id desc) where client_id is not null;
create index tariff_rows_product on tariff_rows
  (product_id, country, coalesce(network, ''), valid_from desc, id desc) where product_id is not null;
create index tariff_rows_supplier on tariff_rows
  (supplier_id, country, coalesce(network, ''), valid_from desc, id desc) where supplier_id is not null;
create index tariff_rows_draft on tariff_rows (draft_id) where draft_id is not null;

insert into tariff_rows (id, client_id, country, network, billing, amount_micros, valid_from, valid_to, created_at)
  overriding system value
  select id, client_id, country, network, billing, price_micros, valid_from, valid_to, created_at from prices;
select setval(pg_get_serial_sequence('tariff_rows', 'id'), greatest(max(id), 1)) from tariff_rows;
insert into tariff_rows (supplier_id, country, network, amount_micros, valid_from, valid_to, created_at)
  select supplier_id, country, network, cost_micros, valid_from, valid_to, created_at from costs;
drop table prices, costs;

-- What one unit of a currency was worth in the reference currency from a day on; for margins, never for balances.
create table exchange_rates (
  currency char(3) not null,
  day      date not null,
  rate     numeric(24, 12) not null check (rate > 0),
  primary key (currency, day)
);
create table finance_settings (
  only_one           boolean primary key default true check (only_one),
  reference_currency char(3) not null
);
insert into finance_settings (reference_currency) values ('EUR');

-- Who invoices ------------------------------------------------------------------------------------------------------

create table brands (
  id           int generated always as identity primary key,
  name         text not null unique check (length(name) between 1 and 100),
  contact      text not null default '',
  mail_from    text not null default '',
  mail_reply_to text not null default '',
  logo         bytea check (length(logo) <= 524288),
  logo_type    text check (logo_type in ('png', 'jpeg')),
  -- Words of the mails, with {placeholders}; empty: the platform's own.
  invoice_subject     text not null default '',
  invoice_text        text not null default '',
  price_subject       text not null default '',
  price_text          text not null default '',
  low_balance_subject text not null default '',
  low_balance_text    text not null default '',
  is_default   boolean not null default false,
  created_at   timestamptz not null default now(),
  check ((logo is null) = (logo_type is null))
);
create unique index brands_default on brands (is_default) where is_default;

create table enterprises (
  id           int generated always as identity primary key,
  name         text not null unique check (length(name) between 1 and 200),
  address      text not null default '',
  country      char(2),
  tax_id       text not null default '',
  registration text not null default '',
  contact      text not null default '',
  footer       text not null default '',
  -- With {YYYY}, the count begins anew each year; {N} is the count, {NNNN} with leading zeros.
  invoice_pattern     text not null default 'INV-{YYYY}-{NNNN}',
  credit_note_pattern text not null default 'CN-{YYYY}-{NNNN}',
  due_days     smallint not null default 14 check (due_days between 0 and 365),
  is_default   boolean not null default false,
  created_at   timestamptz not null default now()
);
create unique index enterprises_default on enterprises (is_default) where is_default;

create table enterprise_banks (
  enterprise_id int not null references enterprises on delete cascade,
  position smallint not null,
  bank     text not null,
  holder   text not null default '',
  account  text not null,
  bic      text not null default '',
  currency char(3),
  primary key (enterprise_id, position)
);

create table taxes (
  id            int generated always as identity primary key,
  enterprise_id int not null references enterprises on delete cascade,
  name          text not null check (length(name) between 1 and 100),
  rate_ppm      int not null check (rate_ppm between 0 and 1000000),
  -- A sentence for the invoice, such as that the recipient owes the tax.
  note          text not null default '',
  is_default    boolean not null default false,
  unique (enterprise_id, name)
);
create unique index taxes_default on taxes (enterprise_id) where is_default;

-- The last number given out in each series; raised in the transaction that uses it, so that no number is skipped.
create table number_series (
  enterprise_id int not null references enterprises on delete cascade,
  kind          text not null check (kind in ('invoice', 'credit_note')),
  year          int not null,
  last          int not null check (last >= 0),
  primary key (enterprise_id, kind, year)
);

insert into enterprises (name, is_default) values ('Your company', true);
insert into brands (name, is_default) values ('Your brand', true);

alter table clients
  add brand_id      int references brands,
  add enterprise_id int references enterprises,
  add tax_id        int references taxes,
  add email_prices  text not null default '',
  add email_billing text not null default '',
  add invoice_cycle text not null default 'none' check (invoice_cycle in ('none', 'weekly', 'half_monthly', 'monthly')),
  -- How far an automatic invoice goes by itself.
  add invoice_step  text not null default 'draft' check (invoice_step in ('draft', 'issue', 'send')),
  add due_days      smallint check (due_days between 0 and 365),
  -- The last day covered by automatic invoices.
  add invoiced_to   date,
  add monthly_topup_micros bigint not null default 0 check (monthly_topup_micros >= 0),
  -- The first of the last month that was credited.
  add topped_up_month date,
  add low_balance_micros bigint,
  -- Set while the balance is at or under the limit, so that one crossing sends one mail.
  add low_balance_since  timestamptz;
create index clients_low_balance on clients (id) where low_balance_micros is not null;
create index clients_topped_up on clients (id) where monthly_topup_micros > 0;
create index clients_invoiced on clients (id) where invoice_cycle <> 'none';

-- Payments ----------------------------------------------------------------------------------------------------------

create table payment_methods (
  id       int generated always as identity primary key,
  name     text not null unique check (length(name) between 1 and 100),
  active   boolean not null default true
);
insert into payment_methods (name) values ('Bank transfer'), ('Card'), ('Cash'), ('Crypto'), ('Offset');
insert into payment_methods (name) select distinct method from payments where method <> '' on conflict do nothing;

create table invoices (
  id            int generated always as identity primary key,
  client_id     int not null references clients,
  enterprise_id int not null references enterprises,
  brand_id      int not null references brands,
  -- Given when it is issued.
  number        text,
  status        text not null default 'draft' check (status in ('draft', 'issued', 'sent', 'void')),
  automatic     boolean not null default false,
  -- Days in the client's time zone, both included.
  period_from   date not null,
  period_to     date not null,
  currency      char(3) not null,
  issue_date    date,
  due_date      date,
  -- The sum of the lines to the micro, and rounded to what the currency can pay.
  exact_micros  bigint not null default 0,
  net_micros    bigint not null default 0,
  tax_micros    bigint not null default 0,
  total_micros  bigint not null default 0,
  messages      bigint not null default 0,
  -- The parties and their words as they stood when it was issued.
  parties       jsonb,
  comment       text not null default '',
  created_by    text not null,
  created_at    timestamptz not null,
  issued_at     timestamptz,
  -- Issued by itself, and to be sent by itself once its file is made.
  to_send       boolean not null default false,
  sent_at       timestamptz,
  void_at       timestamptz,
  void_reason   text not null default '',
  check (period_from <= period_to),
  check ((status = 'draft') = (number is null)),
  check ((number is null) = (issue_date is null)),
  unique (enterprise_id, number),
  -- No day of a client is invoiced twice.
  exclude using gist (int4range(client_id, client_id, '[]') with &&, daterange(period_from, period_to, '[]') with &&)
    where (status <> 'void')
);
create index invoices_client on invoices (client_id, id desc);
create index invoices_due on invoices (due_date) where status in ('issued', 'sent');
create index invoices_to_send on invoices (id) where to_send;

create table invoice_lines (
  invoice_id   int not null references invoices on delete cascade,
  position     int not null,
  kind         text not null check (kind in ('usage', 'refund')),
  type         text,
  country      char(2),
  network      text,
  billing      text,
  description  text not null,
  parts        bigint not null,
  price_micros bigint,
  amount_micros bigint not null,
  tax_name     text not null,
  tax_ppm      int not null,
  primary key (invoice_id, position)
);
create table invoice_taxes (
  invoice_id int not null references invoices on delete cascade,
  name       text not null,
  rate_ppm   int not null,
  note       text not null default '',
  net_micros bigint not null,
  tax_micros bigint not null,
  primary key (invoice_id, name, rate_ppm)
);

-- What is issued stays as it was issued.
create function keep_issued_invoice() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    if old.status = 'draft' then return old; end if;
    raise exception 'invoice % is issued and can not be deleted', old.number using errcode = 'restrict_violation';
  end if;
  if old.status <> 'draft' and (new.number, new.client_id, new.enterprise_id, new.period_from, new.period_to, new.currency,
      new.issue_date, new.exact_micros, new.net_micros, new.tax_micros, new.total_micros, new.parties)
    is distinct from (old.number, old.client_id, old.enterprise_id, old.period_from, old.period_to, old.currency,
      old.issue_date, old.exact_micros, old.net_micros, old.tax_micros, old.total_micros, old.parties) then
    raise exception 'invoice % is issued and can not be changed', old.number using errcode = 'restrict_violation';
  end if;
  if old.status = 'void' and new.status <> 'void' then
    raise exception 'invoice % is void', old.number using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger invoices_issued before update or delete on invoices for each row execute function keep_issued_invoice();

create function keep_issued_lines() returns trigger language plpgsql as $$
declare
  issued text;
begin
  select number into issued from invoices where id = coalesce(new.invoice_id, old.invoice_id) and status <> 'draft';
  if issued is not null then
    raise exception 'invoice % is issued and its lines can not be changed', issued using errcode = 'restrict_violation';
  end if;
  return coalesce(new, old);
end $$;
create trigger invoice_lines_issued before insert or update or delete on invoice_lines
  for each row execute function keep_issued_lines();
create trigger invoice_taxes_issued before insert or update or delete on invoice_taxes
  for each row execute function keep_issued_lines();

alter table payments
  add method_id  int references payment_methods,
  -- Tax that came with it, which counts not towards the balance but towards the tax of invoices.
  add tax_micros bigint not null default 0,
  -- What a negative amount takes back.
  add corrects_payment_id int references payments,
  add corrects_invoice_id int references invoices,
  add topup_month date,
  -- The caller's own key: the same request sent twice enters one payment.
  add request_key text,
  -- SHA-256 of what was asked for under the key.
  add request_digest bytea,
  add constraint payments_topup_once unique (client_id, topup_month),
  add constraint payments_request_once unique (client_id, request_key),
  add check (tax_micros = 0 or sign(tax_micros) = sign(amount_micros)),
  add check (num_nonnulls(corrects_payment_id, corrects_invoice_id) <= 1),
  add check ((request_key is null) = (request_digest is null));
update payments p set method_id = m.id from payment_methods m where m.name = p.method;
alter table payments drop method;
create index payments_unpaid on payments (client_id) where not paid;
create index payments_corrections on payments (corrects_payment_id) where corrects_payment_id is not null;

-- The amount of a payment and whose it is never change; nor does it go.
create function keep_payment() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'payment % can not be deleted', old.id using errcode = 'restrict_violation';
  end if;
  if (new.id, new.client_id, new.amount_micros, new.tax_micros, new.currency, new.entered_by, new.balance_after_micros,
      new.created_at, new.corrects_payment_id, new.corrects_invoice_id, new.topup_month)
    is distinct from (old.id, old.client_id, old.amount_micros, old.tax_micros, old.currency, old.entered_by,
      old.balance_after_micros, old.created_at, old.corrects_payment_id, old.corrects_invoice_id, old.topup_month) then
    raise exception 'the amount of payment % can not be changed', old.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger payments_kept before update or delete on payments for each row execute function keep_payment();

-- Which invoices a payment pays, tax included.
create table payment_allocations (
  payment_id    int not null references payments,
  invoice_id    int not null references invoices,
  amount_micros bigint not null check (amount_micros > 0),
  allocated_by  text not null,
  allocated_at  timestamptz not null,
  primary key (payment_id, invoice_id)
);
create index payment_allocations_invoice on payment_allocations (invoice_id);

-- Money given back for messages, or for an invoice that charged too much.
create table refunds (
  id            int generated always as identity primary key,
  client_id     int not null references clients,
  currency      char(3) not null,
  amount_micros bigint not null check (amount_micros > 0),
  reason        text not null check (reason <> ''),
  -- How many messages it is for; they stand in refund_messages.
  messages      int not null default 0 check (messages >= 0),
  invoice_id    int references invoices,
  -- The day in the client's time zone on which it was given.
  day           date not null,
  balance_after_micros bigint not null,
  entered_by    text not null,
  created_at    timestamptz not null
);
create index refunds_client on refunds (client_id, id desc);
create trigger refunds_append_only before update or delete or truncate on refunds
  for each statement execute function refuse_change();

-- What each message got back; a message is refunded once. Written before its refund, which comes last because it locks the
-- client's funds: so there is no foreign key, which would be checked under that lock.
create table refund_messages (
  message_id    bigint primary key,
  refund_id     int not null,
  amount_micros bigint not null check (amount_micros > 0)
);
create index refund_messages_refund on refund_messages (refund_id);
create trigger refund_messages_append_only before update or delete or truncate on refund_messages
  for each statement execute function refuse_change();

create table credit_notes (
  id            int generated always as identity primary key,
  client_id     int not null references clients,
  enterprise_id int not null references enterprises,
  brand_id      int not null references brands,
  number        text not null,
  date          date not null,
  currency      char(3) not null,
  -- What it corrects.
  invoice_id         int references invoices,
  corrected_payment_id int references payments,
  -- What carried it out: a negative payment, or a refund to the balance.
  payment_id    int references payments,
  refund_id     int references refunds,
  reason        text not null,
  net_micros    bigint not null check (net_micros > 0),
  tax_micros    bigint not null check (tax_micros >= 0),
  total_micros  bigint not null check (total_micros = net_micros + tax_micros),
  tax_name      text not null default '',
  tax_ppm       int not null default 0,
  parties       jsonb not null,
  created_by    text not null,
  created_at    timestamptz not null,
  unique (enterprise_id, number),
  check (num_nonnulls(invoice_id, corrected_payment_id) = 1),
  check (num_nonnulls(payment_id, refund_id) = 1)
);
create index credit_notes_client on credit_notes (client_id, id desc);
create index credit_notes_invoice on credit_notes (invoice_id) where invoice_id is not null;
create unique index credit_notes_payment on credit_notes (payment_id) where payment_id is not null;
create unique index credit_notes_refund on credit_notes (refund_id) where refund_id is not null;
create trigger credit_notes_append_only before update or delete or truncate on credit_notes
  for each statement execute function refuse_change();

-- Ledger ------------------------------------------------------------------------------------------------------------

alter table ledger_accounts drop constraint ledger_accounts_kind_check;
alter table ledger_accounts add constraint ledger_accounts_kind_check check (kind in ('client_balance', 'client_reserved',
  'client_tax', 'revenue', 'cash', 'receivable', 'adjustments', 'tax_payable', 'supplier_payable', 'supplier_cost'));
create trigger ledger_accounts_append_only before update or delete or truncate on ledger_accounts
  for each statement execute function refuse_change();

alter table ledger_entries drop constraint ledger_entries_kind_check;
alter table ledger_entries add constraint ledger_entries_kind_check check (kind in ('charge', 'reserve', 'charge_reserved',
  'release', 'refund', 'cost', 'payment', 'adjustment', 'tax'));
alter table ledger_entries add refund_id int, add invoice_id int, add credit_note_id int;
-- What changes a balance outside of the message path: announced by the id of its entry.
create index ledger_entries_by_hand on ledger_entries (id) where payment_id is not null or refund_id is not null;

-- What was charged, by the client's own day, destination and price: invoices and statements are sums of these.
create table charge_days (
  client_id      int not null,
  day            date not null,
  lane           smallint not null,
  type           text not null,
  country        char(2) not null,
  network        text not null,
  billing        smallint not null,
  price_micros   bigint not null,
  messages       bigint not null default 0,
  parts          bigint not null default 0,
  charged_micros bigint not null default 0,
  primary key (client_id, day, lane, type, country, network, billing, price_micros)
);
-- What was charged before there were days: on acceptance, or when it was delivered.
insert into charge_days (client_id, day, lane, type, country, network, billing, price_micros, messages, parts, charged_micros)
  select m.client_id,
         (case when m.billing = 2 then coalesce(m.done_at, m.received_at) else m.received_at end at time zone c.time_zone)::date,
         m.billing, 'sms', coalesce(m.country, ''), coalesce(m.network, ''), m.billing, m.price_micros, count(*),
         sum(m.charged_micros / m.price_micros), sum(m.charged_micros)
  from messages m join clients c on c.id = m.client_id
  where m.charged_micros > 0
  group by 1, 2, m.billing, coalesce(m.country, ''), coalesce(m.network, ''), m.price_micros;

-- By which mode the supplier is paid, and what was booked to it.
alter table messages add cost_billing smallint, add booked_cost_micros bigint not null default 0;
-- Until now every supplier was paid for what it took.
update messages m set cost_billing = 1, booked_cost_micros = m.cost_micros * coalesce(
    (select sum(case when a.part = 0 then m.parts else 1 end) from attempts a
     where a.message_id = m.id and coalesce(a.command_status, 0) = 0), 0)
  where m.cost_micros is not null;

-- Whose a connection was that is deleted: what its messages cost stays owed.
create table former_connections (
  id          int primary key,
  supplier_id int not null
);

-- What the books came to when they were last proved, and what did not agree.
create table ledger_checks (
  id          bigint generated always as identity primary key,
  at          timestamptz not null,
  duration_ms int not null,
  messages    bigint not null,
  entries     bigint not null,
  clients     int not null,
  differences int not null
);
create table ledger_differences (
  check_id bigint not null references ledger_checks on delete cascade,
  position int not null,
  rule     text not null,
  subject  text not null,
  expected_micros numeric not null,
  actual_micros   numeric not null,
  primary key (check_id, position)
);

-- Sums over what is old enough to change no more, so that a proof reads only what came since: ledger entries up to an id,
-- messages before one (all of them final). Derived, and made anew whenever the books do not agree.
create table ledger_seals (
  only_one    boolean primary key default true check (only_one),
  entries_to  bigint not null,
  messages_to bigint not null
);
insert into ledger_seals (entries_to, messages_to) values (0, 0);
create table sealed_entries (
  account_id    int not null,
  kind          text not null,
  debit_micros  numeric not null,
  credit_micros numeric not null,
  entries       bigint not null,
  primary key (account_id, kind)
);
create table sealed_messages (
  client_id         int not null,
  connection_id     int not null,
  charged_micros    numeric not null,
  booked_cost_micros numeric not null,
  messages          bigint not null,
  primary key (client_id, connection_id)
);

-- Mail --------------------------------------------------------------------------------------------------------------

create table mails (
  id          bigint generated always as identity primary key,
  client_id   int,
  kind        text not null check (kind in ('invoice', 'credit_note', 'statement', 'price_change', 'low_balance', 'test')),
  sender      text not null default '',
  reply_to    text not null default '',
  recipients  text[] not null check (cardinality(recipients) between 1 and 20),
  subject     text not null,
  body        text not null,
  reference   text not null default '',
  status      text not null default 'waiting' check (status in ('waiting', 'sent', 'failed')),
  tries       int not null default 0,
  next_try_at timestamptz not null,
  last_error  text not null default '',
  created_at  timestamptz not null,
  sent_at     timestamptz
);
create index mails_due on mails (next_try_at) where status = 'waiting';
create index mails_client on mails (client_id, id desc);
create table mail_attachments (
  mail_id      bigint not null references mails on delete cascade,
  position     smallint not null,
  name         text not null,
  content_type text not null,
  octets       bytea not null,
  primary key (mail_id, position)
);
