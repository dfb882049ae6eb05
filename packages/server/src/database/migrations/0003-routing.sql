-- Routing: suppliers and how to speak to them, pools, routes by more than the destination, replacement rules, the
-- firewall, senders, moderation, and destinations that can be edited.

-- Suppliers -----------------------------------------------------------------------------------------------------------

alter table suppliers
  add contact   text not null default '',
  add labels    text[] not null default '{}',
  -- Whose day the daily limits of its connections count.
  add time_zone text not null default 'UTC',
  -- Paid in advance: what was paid less what its messages cost is watched.
  add prepaid   boolean not null default false,
  -- At or under this the supplier's balance is told of, once for each crossing.
  add balance_notice_micros bigint,
  add notice_email text not null default '',
  -- Set while the balance is at or under the notice.
  add balance_low_since timestamptz;

-- What we paid a supplier; negative corrects one entered by mistake.
create table supplier_payments (
  id            int generated always as identity primary key,
  supplier_id   int not null references suppliers,
  amount_micros bigint not null check (amount_micros <> 0),
  currency      char(3) not null,
  pay_date      date not null,
  comment       text not null default '',
  entered_by    text not null,
  -- The caller's own key of the request: entered once, however often it comes.
  request_key   text,
  created_at    timestamptz not null default now(),
  constraint supplier_payments_request_once unique (supplier_id, request_key)
);
create index supplier_payments_supplier on supplier_payments (supplier_id, id desc);
create trigger supplier_payments_append_only before update or delete or truncate on supplier_payments
  for each statement execute function refuse_change();

alter table ledger_entries drop constraint ledger_entries_kind_check;
alter table ledger_entries add constraint ledger_entries_kind_check check (kind in ('charge', 'reserve', 'charge_reserved',
  'release', 'refund', 'cost', 'payment', 'adjustment', 'tax', 'supplier_payment'));
alter table ledger_entries add supplier_payment_id int;

-- Mails to the operator's own people, about a supplier's balance and about unusual traffic.
alter table mails drop constraint mails_kind_check;
alter table mails add constraint mails_kind_check check (kind in ('invoice', 'credit_note', 'statement', 'price_change',
  'low_balance', 'test', 'supplier_balance', 'traffic_alert'));

-- For what a supplier's connections did lately.
create index traffic_hours_connection on traffic_hours (connection_id, hour);

-- Connections ---------------------------------------------------------------------------------------------------------

alter table connections
  add kind text not null default 'smpp' check (kind in ('smpp', 'http')),
  -- How an HTTP API is spoken to (contract/src/http-template.ts); its user name is system_id, its secret password_sealed.
  add http jsonb,
  -- The last part of the address a supplier calls back on.
  add callback_token text unique,
  -- Parts a day, in the supplier's time zone.
  add daily_limit int check (daily_limit > 0),
  -- With more than this many waiting, pools pass it over.
  add queue_max int check (queue_max > 0),
  -- Answers by which a message goes to the next member of its pool: names or numbers of SMPP statuses, errors of an API.
  add reroute_errors text[] not null default '{}',
  -- Answers by which the message stays first in line and the connection rests for pause_ms.
  add pause_errors text[] not null default '{ESME_RTHROTTLED,ESME_RMSGQFUL}',
  add pause_ms int not null default 1000 check (pause_ms between 100 and 3600000),
  -- TON and NPI by the kind of address, the first that fits; else source_ton and the like.
  add address_rules jsonb not null default '[]',
  -- Words of this supplier's receipts that mean something of their own: [{"word": "ACKED", "state": "DELIVRD"}].
  add receipt_words jsonb not null default '[]',
  -- Of an SMPP connection that looks numbers up and carries no messages: how, and where the answer stands.
  add lookup jsonb,
  drop constraint connections_system_id_check,
  alter host drop not null,
  alter port drop not null,
  add check (kind <> 'smpp' or (host is not null and port is not null and length(system_id) between 1 and 15)),
  add check ((kind = 'http') = (http is not null)),
  add check ((kind = 'http') = (callback_token is not null));

-- What an API said of a submit that it refused; SMPP suppliers say it by command_status.
alter table attempts add error text;
-- What a connection submitted today, where that is limited, is read at the start.
create index attempts_submitted on attempts using brin (submitted_at) with (pages_per_range = 16, autosummarize = on);

-- Pools and routes ----------------------------------------------------------------------------------------------------

alter table pools drop constraint pools_strategy_check;
alter table pools
  add constraint pools_strategy_check check (strategy in ('percentage', 'priority', 'least_cost', 'best_delivery')),
  -- Of a best delivery pool: members that cost more per part are passed over.
  add cost_ceiling_micros bigint check (cost_ceiling_micros >= 0),
  add cost_ceiling_currency char(3),
  -- How often a message may go on to another member.
  add reroute_max smallint not null default 3 check (reroute_max between 0 and 20),
  add check ((cost_ceiling_micros is null) = (cost_ceiling_currency is null));

alter table routes
  -- Neither: a platform route, tried after the client's own and its product's.
  add product_id int references products on delete cascade,
  add type text not null default 'sms' check (type in ('sms', 'hlr')),
  -- Exact or with * for any run of characters, letter case ignored; empty: any.
  add senders text[] not null default '{}',
  -- Numbers or their beginnings, digits alone; empty: any.
  add recipients text[] not null default '{}',
  add text_match text not null default 'any' check (text_match in ('any', 'contains', 'regex')),
  add text_pattern text not null default '',
  add check (num_nonnulls(client_id, product_id) <= 1),
  add check (type = 'sms' or num_nonnulls(client_id, product_id) = 0),
  add check ((text_match = 'any') = (text_pattern = ''));
create index routes_product on routes (product_id) where product_id is not null;
create index routes_pool on routes (pool_id);

-- Replacement rules ---------------------------------------------------------------------------------------------------

-- A client's act on all it sends; a supplier's on all that goes to it, after the client's.
create table replacement_rules (
  id              int generated always as identity primary key,
  client_id       int references clients on delete cascade,
  supplier_id     int references suppliers on delete cascade,
  kind            text not null check (kind in ('content', 'sender')),
  country         char(2),
  network         text check (network ~ '^[0-9]{5,6}$'),
  -- Of a client's rule: only when the message leaves by this supplier.
  via_supplier_id int references suppliers on delete cascade,
  -- Of a content rule: only with this sender, exact or with *; empty: any.
  sender          text not null default '',
  operation       text not null,
  match           text not null check (match in ('plain', 'word', 'regex', 'exact', 'pattern', 'alphanumeric', 'numeric', 'any')),
  search          text not null default '',
  ignore_case     boolean not null default false,
  -- What takes its place; of several one is chosen.
  replacements    text[] not null default '{}',
  choice          text not null default 'random' check (choice in ('random', 'by_recipient')),
  priority        int not null default 100 check (priority between 0 and 10000),
  enabled         boolean not null default true,
  comment         text not null default '',
  created_at      timestamptz not null default now(),
  check (num_nonnulls(client_id, supplier_id) = 1),
  check (network is null or country is not null),
  check (supplier_id is null or via_supplier_id is null)
);
create index replacement_rules_client on replacement_rules (client_id) where client_id is not null;
create index replacement_rules_supplier on replacement_rules (supplier_id) where supplier_id is not null;

-- Firewall ------------------------------------------------------------------------------------------------------------

alter table clients
  add moderation      text not null default 'none' check (moderation in ('none', 'manual', 'automatic')),
  -- false: only approved senders.
  add dynamic_sender  boolean not null default true,
  add skip_blacklist  boolean not null default false,
  -- What to do with a message that costs more than its price.
  add negative_margin text not null default 'platform' check (negative_margin in ('platform', 'block', 'allow'));

-- Lists of numbers that came in together, so that an import can be taken back.
create table blacklist_imports (
  id         int generated always as identity primary key,
  name       text not null,
  -- Numbers that came with it, and those of its numbers that were listed before.
  added      int not null,
  already    int not null,
  entered_by text not null,
  created_at timestamptz not null default now()
);
create table blacklist (
  number     bigint primary key check (number between 1 and 999999999999999),
  import_id  int references blacklist_imports,
  comment    text not null default '',
  entered_by text not null,
  created_at timestamptz not null default now()
);
create index blacklist_import on blacklist (import_id, number) where import_id is not null;

-- Who wants nothing more from one client, or (without one) from nobody.
create table opt_outs (
  id         bigint generated always as identity primary key,
  client_id  int references clients on delete cascade,
  number     bigint not null check (number between 1 and 999999999999999),
  comment    text not null default '',
  entered_by text not null,
  created_at timestamptz not null default now(),
  unique nulls not distinct (client_id, number)
);
create index opt_outs_number on opt_outs (number);

create table text_filters (
  id          int generated always as identity primary key,
  name        text not null unique check (length(name) between 1 and 100),
  -- null: of every client.
  client_id   int references clients on delete cascade,
  country     char(2),
  match       text not null check (match in ('plain', 'word', 'regex')),
  pattern     text not null check (length(pattern) between 1 and 1000),
  ignore_case boolean not null default true,
  action      text not null check (action in ('block', 'moderate')),
  enabled     boolean not null default true,
  comment     text not null default '',
  created_at  timestamptz not null default now()
);

-- At most so many like messages in so many seconds; which are alike, the by_ columns say.
create table spam_limits (
  id           int generated always as identity primary key,
  name         text not null unique check (length(name) between 1 and 100),
  client_id    int references clients on delete cascade,
  country      char(2),
  by_recipient boolean not null,
  by_sender    boolean not null,
  by_text      boolean not null,
  messages_max int not null check (messages_max between 1 and 1000000),
  window_s     int not null check (window_s between 1 and 86400),
  -- What a message over the limit is called.
  reason       text not null default 'spam_limit' check (reason in ('spam_limit', 'duplicate')),
  action       text not null default 'block' check (action in ('block', 'moderate')),
  enabled      boolean not null default true,
  comment      text not null default '',
  created_at   timestamptz not null default now(),
  check (by_recipient or by_sender or by_text)
);

-- Senders nobody may use, or (with one) no message to this supplier; exact or with *, letter case ignored.
create table blocked_senders (
  id          int generated always as identity primary key,
  supplier_id int references suppliers on delete cascade,
  pattern     text not null check (length(pattern) between 1 and 40),
  comment     text not null default '',
  created_at  timestamptz not null default now(),
  unique nulls not distinct (supplier_id, pattern)
);

-- Every sender a client ever used or asked for. A row with a country decides for that country alone.
create table senders (
  id          bigint generated always as identity primary key,
  client_id   int not null references clients on delete cascade,
  sender      text not null check (length(sender) between 1 and 40),
  country     char(2),
  status      text not null default 'seen' check (status in ('seen', 'pending', 'approved', 'denied')),
  comment     text not null default '',
  first_used  timestamptz,
  last_used   timestamptz,
  decided_by  text,
  decided_at  timestamptz,
  created_at  timestamptz not null default now()
);
create unique index senders_once on senders (client_id, lower(sender), country) nulls not distinct;
create index senders_sender on senders (lower(sender));
create index senders_status on senders (status, id desc);

-- What senders a destination takes; a network's rule before its country's.
create table sender_rules (
  id                  int generated always as identity primary key,
  country             char(2) not null,
  network             text check (network ~ '^[0-9]{5,6}$'),
  alphanumeric        boolean not null default true,
  long_numbers        boolean not null default true,
  short_numbers       boolean not null default true,
  registration_needed boolean not null default false,
  length_min          smallint not null default 1 check (length_min between 1 and 20),
  length_max          smallint not null default 20 check (length_max between 1 and 20),
  -- Characters of names beside letters and digits; null: any that GSM 7-bit has.
  characters          text,
  enabled             boolean not null default true,
  comment             text not null default '',
  created_at          timestamptz not null default now(),
  check (length_min <= length_max),
  unique nulls not distinct (country, network)
);

create table firewall_settings (
  only_one               boolean primary key default true check (only_one),
  block_negative_margin  boolean not null default false,
  -- A range of numbers is being pumped when so many messages, and this share of a client's to the country, go to it.
  pumping_watch          boolean not null default true,
  pumping_messages_min   int not null default 200 check (pumping_messages_min between 10 and 1000000),
  pumping_share_percent  smallint not null default 40 check (pumping_share_percent between 1 and 100),
  pumping_window_s       int not null default 900 check (pumping_window_s between 60 and 86400),
  -- Numbers that differ in their last so many digits are one range.
  pumping_range_digits   smallint not null default 3 check (pumping_range_digits between 1 and 6),
  alert_email            text not null default ''
);
insert into firewall_settings default values;

create table traffic_alerts (
  id              bigint generated always as identity primary key,
  at              timestamptz not null,
  kind            text not null check (kind in ('pumping')),
  client_id       int not null,
  country         char(2) not null,
  number_range    text not null,
  messages        int not null,
  share_percent   smallint not null,
  last_seen       timestamptz not null,
  acknowledged_at timestamptz,
  acknowledged_by text
);
create index traffic_alerts_open on traffic_alerts (at desc) where acknowledged_at is null;

-- Destinations --------------------------------------------------------------------------------------------------------

-- Filled from the shipped tables at start; what a person edited is left alone by newer ones.
create table countries (
  code        char(2) primary key,
  name        text not null check (length(name) between 1 and 100),
  mcc         text[] not null default '{}',
  closed      boolean not null default false,
  -- How the network of a number is known: by its prefix, by looking the number up, or not at all, so that the highest
  -- price of the country's networks counts.
  portability text not null default 'prefix' check (portability in ('prefix', 'lookup', 'highest_price')),
  -- How long an answer of a look-up counts.
  lookup_days smallint not null default 30 check (lookup_days between 1 and 365),
  -- When a look-up fails: as by prefix, or as by highest price.
  lookup_fallback text not null default 'prefix' check (lookup_fallback in ('prefix', 'highest_price')),
  edited      boolean not null default false
);
create table networks (
  id          text primary key check (id ~ '^[0-9]{5,6}$'),
  country     char(2) not null references countries,
  name        text not null,
  operational boolean not null default true,
  closed      boolean not null default false,
  edited      boolean not null default false
);
create index networks_country on networks (country);
create table prefixes (
  digits  text primary key check (digits ~ '^[0-9]{1,15}$'),
  country char(2) not null references countries,
  network text references networks,
  edited  boolean not null default false
);
create index prefixes_place on prefixes (country, network);
-- Shipped networks and prefixes that were deleted on purpose.
create table deleted_networks (
  id text primary key
);
create table deleted_prefixes (
  digits text primary key
);
create table shipped_places (
  only_one boolean primary key default true check (only_one),
  -- Checksum of the tables that were taken over last.
  checksum text not null
);

create table portability (
  number       bigint primary key,
  network      text not null,
  looked_up_at timestamptz not null
);

-- Messages ------------------------------------------------------------------------------------------------------------

-- What leaves where rules changed it; null where it leaves as it came.
alter table messages add sent_sender text, add sent_text text;

-- What waits for a person, in the order it came.
create index queue_people on queue (message_id) where due_at = 'infinity';

-- A message that went from one connection to another before any part was taken: by hand of nobody, see traffic/reroute.ts.
create table moves (
  message_id      bigint not null,
  at              timestamptz not null,
  from_connection int not null,
  to_connection   int not null,
  reason          text not null
) partition by range (message_id);
create index moves_message on moves using brin (message_id) with (pages_per_range = 16, autosummarize = on);

create table moderations (
  message_id bigint not null,
  at         timestamptz not null,
  approved   boolean not null,
  decided_by text not null,
  comment    text not null default ''
) partition by range (message_id);
create index moderations_message on moderations using brin (message_id) with (pages_per_range = 16, autosummarize = on);
