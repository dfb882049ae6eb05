-- Incoming messages: who receives on which number, what came, and what is owed to clients of it.

alter table clients
  -- Incoming messages go to bound receivers.
  add incoming_smpp boolean not null default true;

create table reception_numbers (
  id           int generated always as identity primary key,
  client_id    int not null references clients on delete cascade,
  number       text not null check (number ~ '^[0-9]{3,16}$'),
  -- What a text must begin with; empty: all that no keyword takes.
  keyword      text not null default '' check (keyword !~ '\s' and length(keyword) <= 40),
  -- The keyword with letter case ignored, by which two are the same.
  keyword_key  text not null default '',
  forward      text not null default 'smpp' check (forward in ('smpp', 'portal')),
  -- Per part; null: by the client's tariff.
  price_micros bigint check (price_micros >= 0),
  enabled      boolean not null default true,
  comment      text not null default '',
  created_at   timestamptz not null default now(),
  unique (number, keyword_key)
);
create index reception_numbers_client on reception_numbers (client_id, number, keyword_key);

-- Partitioned like messages, by ids of the same series. Only an assignment changes an indexed column.
create table incoming_messages (
  id                 bigint not null,
  received_at        timestamptz not null,
  status             smallint not null,
  connection_id      int not null,
  -- The handset.
  sender             text not null,
  source_ton         smallint not null,
  source_npi         smallint not null,
  -- The number it wrote to.
  recipient          text not null,
  dest_ton           smallint not null,
  dest_npi           smallint not null,
  -- Where the handset's number belongs.
  country            char(2),
  network            text,
  alphabet           smallint not null,
  data_coding        smallint not null,
  esm_class          smallint not null,
  protocol_id        smallint not null,
  udh                bytea,
  -- As it came, behind the header.
  body               bytea not null,
  -- Null where the content is no text.
  text               text,
  parts              smallint not null,
  -- Null while it is nobody's.
  client_id          int,
  -- The reception number by which it was the client's.
  number_id          int,
  forward            smallint,
  assigned_at        timestamptz,
  -- The person who assigned it; null where a reception number did.
  assigned_by        text,
  billing            smallint,
  currency           char(3),
  -- Per part; null: free.
  price_micros       bigint,
  charged_micros     bigint not null default 0,
  reserved_micros    bigint not null default 0,
  -- When its price was charged or set aside; null where it is free, or not paid yet.
  paid_at            timestamptz,
  -- What is owed to the supplier for it, in the supplier's currency.
  booked_cost_micros bigint not null default 0,
  -- When a receiver took it, or it was given up.
  done_at            timestamptz,
  primary key (id)
) partition by range (id);
create index incoming_messages_client on incoming_messages (client_id, id);
create index incoming_messages_recipient on incoming_messages (recipient, id);
create index incoming_messages_sender on incoming_messages (sender, id);

-- Owed to receivers of clients, since when.
create table owed_incoming (
  client_id  int not null,
  message_id bigint not null,
  since      timestamptz not null,
  primary key (client_id, message_id)
);

-- Waiting until their client's funds cover them.
create table unpaid_incoming (
  client_id  int not null,
  message_id bigint not null,
  primary key (client_id, message_id)
);

-- Money ---------------------------------------------------------------------------------------------------------------

alter table ledger_entries drop constraint ledger_entries_kind_check;
alter table ledger_entries add constraint ledger_entries_kind_check check (kind in ('charge', 'reserve', 'charge_reserved',
  'release', 'refund', 'cost', 'lookup', 'lookup_cost', 'incoming', 'incoming_reserve', 'incoming_charge_reserved',
  'incoming_release', 'incoming_cost', 'payment', 'adjustment', 'tax', 'supplier_payment'));

-- Messages before this change their money no more, but by an assignment, which takes the seal away.
alter table ledger_seals add incoming_to bigint not null default 0;
create table sealed_incoming (
  -- 0: nobody's.
  client_id          int not null,
  connection_id      int not null,
  charged_micros     numeric not null,
  booked_cost_micros numeric not null,
  primary key (client_id, connection_id)
);
