-- Incoming messages and look-ups: what they are charged and cost.

-- Look-ups ------------------------------------------------------------------------------------------------------------

-- Every time a supplier was asked for a number's network. Ids come from the messages' series and are ordered by time.
create table lookups (
  id                 bigint not null,
  at                 timestamptz not null,
  number             bigint not null,
  country            char(2) not null,
  outcome            text not null check (outcome in ('found', 'not_known', 'failed')),
  -- As answered.
  network            text,
  -- What went wrong, when something did.
  detail             text not null,
  -- Who pays: the client whose message asked first. Null when a person asked, or when the answer came too late.
  client_id          int,
  connection_id      int not null,
  -- The client's price, if it has one; null where look-ups are free.
  billing            smallint,
  currency           char(3),
  price_micros       bigint,
  charged_micros     bigint not null,
  -- What is owed to the supplier for it, in the supplier's currency.
  booked_cost_micros bigint not null,
  primary key (id)
) partition by range (id);
create index lookups_client on lookups (client_id, id) where client_id is not null;

create table sealed_lookups (
  -- 0: nobody's.
  client_id          int not null,
  connection_id      int not null,
  charged_micros     numeric not null,
  booked_cost_micros numeric not null,
  primary key (client_id, connection_id)
);

alter table ledger_entries drop constraint ledger_entries_kind_check;
alter table ledger_entries add constraint ledger_entries_kind_check check (kind in ('charge', 'reserve', 'charge_reserved',
  'release', 'refund', 'cost', 'lookup', 'lookup_cost', 'payment', 'adjustment', 'tax', 'supplier_payment'));
