/** The tables as Kysely sees them. Written by `npm run tables` from the migrations; a test holds it to them. */
import type { ColumnType, Generated, GeneratedAlways } from "kysely";

/** int8: read as a bigint, written as a bigint or a safe integer. */
export type Int8 = ColumnType<bigint, bigint | number, bigint | number>;

export type AdminApiKeys = {
  id: GeneratedAlways<number>;
  name: string;
  key_hash: Buffer;
  prefix: string;
  created_at: Generated<Date>;
  last_used: Date | null;
  revoked_at: Date | null;
};

export type Attempts = {
  message_id: Int8;
  part: number;
  connection_id: number;
  supplier_message_id: string | null;
  command_status: number | null;
  submitted_at: Date;
  answered_at: Date;
};

export type ClientFunds = {
  client_id: number;
  balance_micros: ColumnType<bigint, bigint | number | undefined, bigint | number>;
  reserved_micros: ColumnType<bigint, bigint | number | undefined, bigint | number>;
};

export type Clients = {
  id: GeneratedAlways<number>;
  login: string;
  company: Generated<string>;
  contact_name: Generated<string>;
  email: Generated<string>;
  phone: Generated<string>;
  country: string | null;
  address: Generated<string>;
  registration: Generated<string>;
  contract_number: Generated<string>;
  notes: Generated<string>;
  manager_id: number | null;
  currency: string;
  time_zone: Generated<string>;
  block: Generated<string>;
  block_reason: Generated<string>;
  credit_limit_micros: ColumnType<bigint, bigint | number | undefined, bigint | number>;
  overdraft_micros: ColumnType<bigint, bigint | number | undefined, bigint | number>;
  overdraft_until: Date | null;
  daily_limit: number | null;
  sms_priority: Generated<number>;
  dlr_waiting_days: Generated<number>;
  channel_smpp: Generated<boolean>;
  smpp_any_address: Generated<boolean>;
  created_at: Generated<Date>;
};

export type Connections = {
  id: GeneratedAlways<number>;
  supplier_id: number;
  name: string;
  host: string;
  port: number;
  tls: Generated<boolean>;
  system_id: string;
  password_sealed: Buffer;
  system_type: Generated<string>;
  bind_type: Generated<string>;
  sessions: Generated<number>;
  tps: Generated<number>;
  window_max: Generated<number>;
  enquire_link_s: Generated<number>;
  response_timeout_s: Generated<number>;
  reconnect_min_s: Generated<number>;
  reconnect_max_s: Generated<number>;
  service_type: Generated<string>;
  source_ton: number | null;
  source_npi: number | null;
  dest_ton: Generated<number>;
  dest_npi: Generated<number>;
  default_alphabet: Generated<string>;
  long_messages: Generated<string>;
  receipt_id_format: Generated<string>;
  lost_answer: Generated<string>;
  paused: Generated<boolean>;
  created_at: Generated<Date>;
};

export type Costs = {
  id: GeneratedAlways<number>;
  supplier_id: number;
  country: string;
  network: string | null;
  cost_micros: Int8;
  valid_from: Generated<Date>;
  valid_to: Date | null;
  created_at: Generated<Date>;
};

export type History = {
  id: GeneratedAlways<bigint>;
  at: Generated<Date>;
  actor: string;
  remote_address: Generated<string>;
  client_id: number | null;
  category: string;
  entity: string;
  entity_id: string;
  action: string;
  before: unknown;
  after: unknown;
};

export type Lanes = {
  name: string;
  batch: Int8;
};

export type LedgerAccounts = {
  id: GeneratedAlways<number>;
  kind: string;
  currency: string;
  client_id: number | null;
  supplier_id: number | null;
};

export type LedgerEntries = {
  id: GeneratedAlways<bigint>;
  at: Date;
  kind: string;
  debit_account: number;
  credit_account: number;
  currency: string;
  amount_micros: Int8;
  messages: Generated<number>;
  payment_id: number | null;
};

export type Messages = {
  id: Int8;
  client_id: number;
  credential_id: number | null;
  channel: number;
  status: number;
  reason: number | null;
  sender: string;
  source_ton: number;
  source_npi: number;
  recipient: string;
  country: string | null;
  network: string | null;
  alphabet: number;
  data_coding: number;
  esm_class: number;
  protocol_id: number;
  udh: Buffer | null;
  text: string | null;
  binary_body: Buffer | null;
  parts: number;
  part_states: string | null;
  registered_delivery: number;
  received_at: Date;
  due_at: Date | null;
  valid_until: Date;
  sent_at: Date | null;
  done_at: Date | null;
  error_code: string | null;
  billing: number | null;
  currency: string | null;
  price_micros: ColumnType<bigint | null, bigint | number | null, bigint | number | null>;
  charged_micros: ColumnType<bigint, bigint | number | undefined, bigint | number>;
  reserved_micros: ColumnType<bigint, bigint | number | undefined, bigint | number>;
  cost_micros: ColumnType<bigint | null, bigint | number | null, bigint | number | null>;
  priority: Generated<number>;
  route_id: number | null;
  pool_id: number | null;
  connection_id: number | null;
  receipt_state: Generated<number>;
  receipt_taken_at: Date | null;
  trace: string | null;
};

export type OwedReceipts = {
  client_id: number;
  message_id: Int8;
};

export type Payments = {
  id: GeneratedAlways<number>;
  client_id: number;
  amount_micros: Int8;
  currency: string;
  paid: boolean;
  method: Generated<string>;
  pay_date: string;
  comment: Generated<string>;
  entered_by: string;
  balance_after_micros: Int8;
  created_at: Generated<Date>;
};

export type PoolMembers = {
  pool_id: number;
  connection_id: number;
  percent: Generated<number>;
  position: number;
};

export type Pools = {
  id: GeneratedAlways<number>;
  name: string;
  strategy: Generated<string>;
  comment: Generated<string>;
  created_at: Generated<Date>;
};

export type Prices = {
  id: GeneratedAlways<number>;
  client_id: number;
  country: string;
  network: string | null;
  billing: Generated<string>;
  price_micros: Int8;
  valid_from: Generated<Date>;
  valid_to: Date | null;
  created_at: Generated<Date>;
};

export type Queue = {
  message_id: Int8;
  client_id: number;
  connection_id: number;
  due_at: Date | null;
};

export type Receipts = {
  message_id: Int8;
  part: number;
  connection_id: number;
  at: Date;
  state: string;
  error_code: string | null;
};

export type Routes = {
  id: GeneratedAlways<number>;
  client_id: number | null;
  country: string | null;
  network: string | null;
  pool_id: number;
  priority: Generated<number>;
  enabled: Generated<boolean>;
  comment: Generated<string>;
  valid_from: Date | null;
  valid_to: Date | null;
  created_at: Generated<Date>;
};

export type SmppAddresses = {
  id: GeneratedAlways<number>;
  client_id: number;
  network: string;
  comment: Generated<string>;
  created_at: Generated<Date>;
};

export type SmppBinds = {
  id: GeneratedAlways<bigint>;
  at: Date;
  client_id: number | null;
  credential_id: number | null;
  system_id: string;
  remote_address: string;
  bind_type: string;
  command_status: number;
  reason: string;
};

export type SmppCredentials = {
  id: GeneratedAlways<number>;
  client_id: number;
  system_id: string;
  password_hash: Buffer;
  old_password_hash: Buffer | null;
  old_password_until: Date | null;
  allow_transmitter: Generated<boolean>;
  allow_receiver: Generated<boolean>;
  allow_transceiver: Generated<boolean>;
  sessions_max: Generated<number>;
  tps: Generated<number>;
  window_max: Generated<number>;
  default_alphabet: Generated<string>;
  system_type: Generated<string>;
  receipt_id_format: Generated<string>;
  blocked_answer: Generated<string>;
  enabled: Generated<boolean>;
  comment: Generated<string>;
  created_at: Generated<Date>;
};

export type Suppliers = {
  id: GeneratedAlways<number>;
  name: string;
  email: Generated<string>;
  currency: string;
  comment: Generated<string>;
  blocked: Generated<boolean>;
  created_at: Generated<Date>;
};

export type TrafficHours = {
  hour: Date;
  lane: number;
  client_id: number;
  connection_id: Generated<number>;
  country: Generated<string>;
  accepted: ColumnType<bigint, bigint | number | undefined, bigint | number>;
  blocked: ColumnType<bigint, bigint | number | undefined, bigint | number>;
  parts: ColumnType<bigint, bigint | number | undefined, bigint | number>;
  sent: ColumnType<bigint, bigint | number | undefined, bigint | number>;
  delivered: ColumnType<bigint, bigint | number | undefined, bigint | number>;
  failed: ColumnType<bigint, bigint | number | undefined, bigint | number>;
  revenue_micros: ColumnType<bigint, bigint | number | undefined, bigint | number>;
  cost_micros: ColumnType<bigint, bigint | number | undefined, bigint | number>;
};

export type UnmatchedReceipts = {
  id: GeneratedAlways<bigint>;
  connection_id: number;
  supplier_message_id: string;
  at: Date;
  state: string;
  error_code: string | null;
};

export type UserSessions = {
  token_hash: Buffer;
  user_id: number;
  created_at: Generated<Date>;
  expires_at: Date;
  remote_address: string | null;
};

export type Users = {
  id: GeneratedAlways<number>;
  login: string;
  name: Generated<string>;
  password_hash: string;
  created_at: Generated<Date>;
  last_sign_in: Date | null;
};

export type Tables = {
  admin_api_keys: AdminApiKeys;
  attempts: Attempts;
  client_funds: ClientFunds;
  clients: Clients;
  connections: Connections;
  costs: Costs;
  history: History;
  lanes: Lanes;
  ledger_accounts: LedgerAccounts;
  ledger_entries: LedgerEntries;
  messages: Messages;
  owed_receipts: OwedReceipts;
  payments: Payments;
  pool_members: PoolMembers;
  pools: Pools;
  prices: Prices;
  queue: Queue;
  receipts: Receipts;
  routes: Routes;
  smpp_addresses: SmppAddresses;
  smpp_binds: SmppBinds;
  smpp_credentials: SmppCredentials;
  suppliers: Suppliers;
  traffic_hours: TrafficHours;
  unmatched_receipts: UnmatchedReceipts;
  user_sessions: UserSessions;
  users: Users;
};
