-- The foundation: people, clients, suppliers, routing, prices, money, messages.
-- Money is bigint micro-units (1 unit = 1,000,000). Message ids are 53-bit time-ordered integers (src/ids.ts).
-- Codes in smallint columns are those of packages/engine/src/vocabulary.

-- People and keys ---------------------------------------------------------------------------------------------

create table users (
  id            int generated always as identity primary key,
  login         text not null check (login = lower(login) and length(login) between 2 and 64),
  name          text not null default '',
  password_hash text not null,
  created_at    timestamptz not null default now(),
  last_sign_in  timestamptz,
  unique (login)
);

create table user_sessions (
  token_hash  bytea primary key,
  user_id     int not null references users on delete cascade,
  created_at  timestamptz not null default now(),
  expires_at  timestamptz not null,
  remote_address inet
);

create table admin_api_keys (
  id         int generated always as identity primary key,
  name       text not null,
  key_hash   bytea not null unique,
  prefix     text not null,
  created_at timestamptz not null default now(),
  last_used  timestamptz,
  revoked_at timestamptz
);

-- Clients -----------------------------------------------------------------------------------------------------

create table clients (
  id                 int generated always as identity primary key,
  login              text not null unique check (login ~ '^[a-z0-9][a-z0-9._-]{1,31}$'),
  company            text not null default '',
  contact_name       text not null default '',
  email              text not null default '',
  phone              text not null default '',
  country            char(2),
  address            text not null default '',
  registration       text not null default '',
  contract_number    text not null default '',
  notes              text not null default '',
  manager_id         int references users,
  currency           char(3) not null,
  time_zone          text not null default 'UTC',
  block              text not null default 'none' check (block in ('none', 'hold', 'refuse')),
  block_reason       text not null default '',
  credit_limit_micros bigint not null default 0 check (credit_limit_micros >= 0),
  overdraft_micros   bigint not null default 0 check (overdraft_micros >= 0),
  overdraft_until    timestamptz,
  daily_limit        int check (daily_limit > 0),
  sms_priority       smallint not null default 0 check (sms_priority between 0 and 9),
  dlr_waiting_days   smallint not null default 3 check (dlr_waiting_days between 1 and 30),
  channel_smpp       boolean not null default true,
  smpp_any_address   boolean not null default false,
  created_at         timestamptz not null default now()
);
create index clients_company on clients (lower(company));
create index clients_email on clients (lower(email));

create table smpp_addresses (
  id        int generated always as identity primary key,
  client_id int not null references clients on delete cascade,
  network   cidr not null,
  comment   text not null default '',
  created_at timestamptz not null default now(),
  unique (client_id, network)
);

create table smpp_credentials (
  id                int generated always as identity primary key,
  client_id         int not null references clients on delete cascade,
  system_id         text not null unique check (length(system_id) between 1 and 15),
  password_hash     bytea not null,
  -- The password before the last rotation stays good until this moment.
  old_password_hash  bytea,
  old_password_until timestamptz,
  allow_transmitter boolean not null default true,
  allow_receiver    boolean not null default true,
  allow_transceiver boolean not null default true,
  sessions_max      smallint not null default 5 check (sessions_max between 1 and 1000),
  tps               int not null default 100 check (tps between 1 and 100000),
  window_max        int not null default 100 check (window_max between 1 and 10000),
  default_alphabet  text not null default 'gsm7' check (default_alphabet in ('gsm7', 'latin1')),
  system_type       text not null default '',
  receipt_id_format text not null default 'decimal' check (receipt_id_format in ('decimal', 'hex')),
  blocked_answer    text not null default 'status' check (blocked_answer in ('status', 'receipt')),
  enabled           boolean not null default true,
  comment           text not null default '',
  created_at        timestamptz not null default now()
);
create index smpp_credentials_client on smpp_credentials (client_id);

-- Binds and refusals, for the client's log.
create table smpp_binds (
  id             bigint generated always as identity primary key,
  at             timestamptz not null,
  client_id      int references clients on delete cascade,
  credential_id  int references smpp_credentials on delete set null,
  system_id      text not null,
  remote_address text not null,
  bind_type      text not null,
  command_status int not null,
  reason         text not null
);
create index smpp_binds_client on smpp_binds (client_id, id desc);

-- Suppliers, connections, pools, routes ------------------------------------------------------------------------

create table suppliers (
  id         int generated always as identity primary key,
  name       text not null unique check (length(name) between 1 and 100),
  email      text not null default '',
  currency   char(3) not null,
  comment    text not null default '',
  blocked    boolean not null default false,
  created_at timestamptz not null default now()
);

create table connections (
  id                  int generated always as identity primary key,
  supplier_id         int not null references suppliers,
  name                text not null unique check (length(name) between 1 and 100),
  host                text not null,
  port                int not null check (port between 1 and 65535),
  tls                 boolean not null default false,
  system_id           text not null check (length(system_id) between 1 and 15),
  -- Sealed with the master key: we must send it, so it can't be a hash.
  password_sealed     bytea not null,
  system_type         text not null default '',
  bind_type           text not null default 'transceiver' check (bind_type in ('transceiver', 'pair')),
  sessions            smallint not null default 1 check (sessions between 1 and 64),
  tps                 int not null default 100 check (tps between 1 and 100000),
  window_max          int not null default 50 check (window_max between 1 and 10000),
  enquire_link_s      int not null default 30 check (enquire_link_s between 1 and 3600),
  response_timeout_s  int not null default 30 check (response_timeout_s between 1 and 600),
  reconnect_min_s     int not null default 1 check (reconnect_min_s between 1 and 600),
  reconnect_max_s     int not null default 60 check (reconnect_max_s between 1 and 3600),
  service_type        text not null default '' check (length(service_type) <= 5),
  -- null: by the kind of sender (alphanumeric 5/0, short 3/0, international 1/1).
  source_ton          smallint check (source_ton between 0 and 6),
  source_npi          smallint check (source_npi between 0 and 18),
  dest_ton            smallint not null default 1 check (dest_ton between 0 and 6),
  dest_npi            smallint not null default 1 check (dest_npi between 0 and 18),
  default_alphabet    text not null default 'gsm7' check (default_alphabet in ('gsm7', 'latin1')),
  long_messages       text not null default 'udh' check (long_messages in ('udh', 'sar', 'payload')),
  receipt_id_format   text not null default 'as_is' check (receipt_id_format in ('as_is', 'hex_to_dec', 'dec_to_hex', 'lower', 'no_leading_zeros')),
  -- A submit whose answer was lost (disconnect, timeout): send it again, or wait for its receipt.
  lost_answer         text not null default 'resend' check (lost_answer in ('resend', 'wait')),
  paused              boolean not null default false,
  created_at          timestamptz not null default now(),
  check (reconnect_min_s <= reconnect_max_s)
);
create index connections_supplier on connections (supplier_id);

create table pools (
  id         int generated always as identity primary key,
  name       text not null unique check (length(name) between 1 and 100),
  strategy   text not null default 'percentage' check (strategy in ('percentage', 'priority')),
  comment    text not null default '',
  created_at timestamptz not null default now()
);

create table pool_members (
  pool_id       int not null references pools on delete cascade,
  connection_id int not null references connections,
  -- Share of 100 for percentage pools; for priority pools the order is position, lower first.
  percent       smallint not null default 0 check (percent between 0 and 100),
  position      smallint not null,
  primary key (pool_id, connection_id)
);

create table routes (
  id          int generated always as identity primary key,
  -- null: a platform route, tried after the client's own.
  client_id   int references clients on delete cascade,
  country     char(2),
  network     text check (network ~ '^[0-9]{5,6}$'),
  pool_id     int not null references pools,
  priority    int not null default 100 check (priority between 0 and 10000),
  enabled     boolean not null default true,
  comment     text not null default '',
  valid_from  timestamptz,
  valid_to    timestamptz,
  created_at  timestamptz not null default now(),
  check (network is null or country is not null),
  check (valid_to > valid_from)
);
create index routes_client on routes (client_id);

-- Prices and costs, per part --------------------------------------------------------------------------------------

create table prices (
  id           int generated always as identity primary key,
  client_id    int not null references clients on delete cascade,
  country      char(2) not null,
  network      text check (network ~ '^[0-9]{5,6}$'),
  billing      text not null default 'submitted' check (billing in ('submitted', 'delivered')),
  price_micros bigint not null check (price_micros >= 0),
  valid_from   timestamptz not null default now(),
  valid_to     timestamptz,
  created_at   timestamptz not null default now(),
  check (valid_to > valid_from)
);
create index prices_client on prices (client_id, country, network);

create table costs (
  id           int generated always as identity primary key,
  supplier_id  int not null references suppliers on delete cascade,
  country      char(2) not null,
  network      text check (network ~ '^[0-9]{5,6}$'),
  cost_micros  bigint not null check (cost_micros >= 0),
  valid_from   timestamptz not null default now(),
  valid_to     timestamptz,
  created_at   timestamptz not null default now(),
  check (valid_to > valid_from)
);
create index costs_supplier on costs (supplier_id, country, network);

-- Money ---------------------------------------------------------------------------------------------------------

create table ledger_accounts (
  id          int generated always as identity primary key,
  kind        text not null check (kind in ('client_balance', 'client_reserved', 'revenue', 'cash', 'receivable',
                                            'adjustments', 'supplier_payable', 'supplier_cost')),
  currency    char(3) not null,
  client_id   int,
  supplier_id int,
  unique nulls not distinct (kind, currency, client_id, supplier_id),
  unique (id, currency)
);

-- One row moves an amount from the debited to the credited account, so an unbalanced entry can't be written.
create table ledger_entries (
  id             bigint generated always as identity primary key,
  at             timestamptz not null,
  kind           text not null check (kind in ('charge', 'reserve', 'charge_reserved', 'release', 'refund', 'cost',
                                               'payment', 'adjustment')),
  debit_account  int not null,
  credit_account int not null,
  currency       char(3) not null,
  amount_micros  bigint not null check (amount_micros > 0),
  messages       int not null default 0,
  payment_id     int,
  check (debit_account <> credit_account),
  foreign key (debit_account, currency) references ledger_accounts (id, currency),
  foreign key (credit_account, currency) references ledger_accounts (id, currency)
);
create index ledger_entries_debit on ledger_entries (debit_account, id);
create index ledger_entries_credit on ledger_entries (credit_account, id);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: % is refused', tg_table_name, tg_op using errcode = 'restrict_violation';
end $$;

create trigger ledger_entries_append_only before update or delete or truncate on ledger_entries
  for each statement execute function refuse_change();

-- Running totals of each client's two ledger accounts. balance includes what is reserved:
-- available = balance + credit + unexpired overdraft - reserved.
create table client_funds (
  client_id       int primary key references clients on delete cascade,
  balance_micros  bigint not null default 0,
  reserved_micros bigint not null default 0 check (reserved_micros >= 0)
);

create table payments (
  id            int generated always as identity primary key,
  client_id     int not null references clients,
  amount_micros bigint not null check (amount_micros <> 0),
  currency      char(3) not null,
  paid          boolean not null,
  method        text not null default '',
  pay_date      date not null,
  comment       text not null default '',
  entered_by    text not null,
  balance_after_micros bigint not null,
  created_at    timestamptz not null default now()
);
create index payments_client on payments (client_id, id desc);

-- History of every change, written in the change's own transaction ------------------------------------------------

create table history (
  id         bigint generated always as identity primary key,
  at         timestamptz not null default now(),
  actor      text not null,
  remote_address text not null default '',
  client_id  int,
  category   text not null,
  entity     text not null,
  entity_id  text not null,
  action     text not null,
  before     jsonb,
  after      jsonb
);
create index history_client on history (client_id, id desc);
create index history_entity on history (entity, entity_id, id desc);
create trigger history_append_only before update or delete or truncate on history
  for each statement execute function refuse_change();

-- Messages ----------------------------------------------------------------------------------------------------------
-- Partitioned by id, which is ordered by time; partitions are made ahead by src/database/partitions.ts.
-- No indexed column is ever updated, so status changes stay in place (fillfactor leaves them room).

create table messages (
  id                  bigint not null,
  client_id           int not null,
  credential_id       int,
  channel             smallint not null,
  status              smallint not null,
  reason              smallint,
  sender              text not null,
  source_ton          smallint not null,
  source_npi          smallint not null,
  recipient           text not null,
  country             char(2),
  network             text,
  alphabet            smallint not null,
  data_coding         smallint not null,
  esm_class           smallint not null,
  protocol_id         smallint not null,
  udh                 bytea,
  text                text,
  binary_body         bytea,
  parts               smallint not null,
  part_states         text,
  registered_delivery smallint not null,
  received_at         timestamptz not null,
  due_at              timestamptz,
  valid_until         timestamptz not null,
  sent_at             timestamptz,
  done_at             timestamptz,
  -- The supplier's last word: command_status of a refusal, or the error of the receipt.
  error_code          text,
  billing             smallint,
  currency            char(3),
  price_micros        bigint,
  charged_micros      bigint not null default 0,
  reserved_micros     bigint not null default 0,
  cost_micros         bigint,
  priority            smallint not null default 0,
  route_id            int,
  pool_id             int,
  connection_id       int,
  -- The client's receipt: 0 not wanted, 1 owed; what became of it stands in client_receipts.
  receipt_state       smallint not null default 0,
  trace               text,
  primary key (id)
) partition by range (id);
create index messages_client on messages (client_id, id);
create index messages_recipient on messages (recipient, id);

-- Unfinished work: one narrow row for each message until it is final and the receipt it owes is taken or parked.
create table queue (
  message_id    bigint primary key,
  client_id     int not null,
  connection_id int not null,
  -- Set while the message waits for a time; 'infinity' while it waits for a person.
  due_at        timestamptz
);
create index queue_due on queue (due_at) where due_at is not null;

-- Receipts owed to clients that no bound receiver is about to take.
create table owed_receipts (
  client_id  int not null,
  message_id bigint not null,
  primary key (client_id, message_id)
);

-- Every submit to a supplier that was answered (or given up), one row for each part and try.
create table attempts (
  message_id          bigint not null,
  part                smallint not null,
  connection_id       int not null,
  supplier_message_id text,
  command_status      int,
  submitted_at        timestamptz not null,
  answered_at         timestamptz not null
) partition by range (message_id);
-- Rows come nearly in the order of message ids: a block range index finds them and costs inserts nothing.
create index attempts_message on attempts using brin (message_id) with (pages_per_range = 16, autosummarize = on);
create index attempts_supplier_id on attempts (supplier_message_id) where supplier_message_id is not null;

-- Every receipt a supplier sent for a part, as it came; but the DELIVRD that ends a message of one part, which is nearly
-- every receipt there is, is told by the message's own status and done_at.
create table receipts (
  message_id    bigint not null,
  part          smallint not null,
  connection_id int not null,
  at            timestamptz not null,
  state         text not null,
  error_code    text
) partition by range (message_id);
create index receipts_message on receipts using brin (message_id) with (pages_per_range = 16, autosummarize = on);

-- What became of receipts owed to clients: 2 taken by a receiver, 3 given up. A row of its own, since another update of
-- the message would cost three times as much.
create table client_receipts (
  message_id bigint not null,
  at         timestamptz not null,
  state      smallint not null
) partition by range (message_id);
create index client_receipts_message on client_receipts using brin (message_id) with (pages_per_range = 16, autosummarize = on);

-- Receipts whose message is not known (yet): kept, and matched again when the submit's answer is recorded.
create table unmatched_receipts (
  id                  bigint generated always as identity primary key,
  connection_id       int not null,
  supplier_message_id text not null,
  at                  timestamptz not null,
  state               text not null,
  error_code          text
);
create index unmatched_receipts_id on unmatched_receipts (supplier_message_id);

-- Totals by hour, fed by the batches that change messages. A lane is a writer: two never touch the same row.
create table traffic_hours (
  hour            timestamptz not null,
  lane            smallint not null,
  client_id       int not null,
  connection_id   int not null default 0,
  country         char(2) not null default '',
  accepted        bigint not null default 0,
  blocked         bigint not null default 0,
  parts           bigint not null default 0,
  sent            bigint not null default 0,
  delivered       bigint not null default 0,
  failed          bigint not null default 0,
  revenue_micros  bigint not null default 0,
  cost_micros     bigint not null default 0,
  primary key (hour, client_id, connection_id, country, lane)
);

-- The number of the last batch each writer committed: after a lost connection it tells whether the batch is in.
create table lanes (
  name  text primary key,
  batch bigint not null
);
