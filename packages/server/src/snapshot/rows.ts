import { BlockList } from "node:net";
import {
  type ClientBlock,
  type ClientConfig,
  type ConnectionConfig,
  clientBlocks,
  type Pool as EnginePool,
  type Route,
  type SupplierConfig,
} from "@switchyard/engine";

/** What the SMPP gateway needs to know of a credential. */
export interface SmppCredential {
  readonly id: number;
  readonly clientId: number;
  readonly systemId: string;
  readonly passwordHash: Uint8Array;
  readonly oldPasswordHash: Uint8Array | null;
  readonly oldPasswordUntilMs: number | null;
  readonly allowed: { readonly transmitter: boolean; readonly receiver: boolean; readonly transceiver: boolean };
  readonly sessionsMax: number;
  readonly tps: number;
  readonly windowMax: number;
  readonly defaultAlphabet: "gsm7" | "latin1";
  /** Empty: any. */
  readonly systemType: string;
  readonly receiptIdFormat: "decimal" | "hex";
  readonly blockedAnswer: "status" | "receipt";
  readonly enabled: boolean;
}

/** From where a client may bind. */
export interface AddressList {
  readonly isAny: boolean;
  readonly list: BlockList;
}

/** How to speak over a supplier's connection. */
export interface LinkSettings extends ConnectionConfig {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  readonly systemId: string;
  readonly passwordSealed: Uint8Array;
  readonly systemType: string;
  readonly bindType: "transceiver" | "pair";
  readonly sessions: number;
  readonly tps: number;
  readonly windowMax: number;
  readonly enquireLinkMs: number;
  readonly responseTimeoutMs: number;
  readonly reconnectMinMs: number;
  readonly reconnectMaxMs: number;
  readonly serviceType: string;
  readonly sourceTon: number | null;
  readonly sourceNpi: number | null;
  readonly destTon: number;
  readonly destNpi: number;
  readonly defaultAlphabet: "gsm7" | "latin1";
  readonly longMessages: "udh" | "sar" | "payload";
  readonly receiptIdFormat: "as_is" | "hex_to_dec" | "dec_to_hex" | "lower" | "no_leading_zeros";
  readonly lostAnswer: "resend" | "wait";
}

/** A row as the driver gives it; each reader below names the columns it reads. */
// biome-ignore lint/suspicious/noExplicitAny: the columns are checked by the database, not by the compiler
export type Row = Record<string, any>;

const ms = (date: Date | null): number | null => date?.getTime() ?? null;

export function readClient(row: Row): ClientConfig {
  return {
    id: row.id,
    login: row.login,
    currency: row.currency,
    timeZone: row.time_zone,
    productId: row.product_id,
    block: clientBlocks.includes(row.block) ? (row.block as ClientBlock) : "refuse",
    channels: { smpp: row.channel_smpp, http: false, rest: false, web: false },
    dailyLimit: row.daily_limit,
    creditLimitMicros: BigInt(row.credit_limit_micros),
    overdraftMicros: BigInt(row.overdraft_micros),
    overdraftUntilMs: ms(row.overdraft_until),
    priority: row.sms_priority,
    receiptWaitMs: row.dlr_waiting_days * 86_400_000,
  };
}

export function readCredential(row: Row): SmppCredential {
  return {
    id: row.id,
    clientId: row.client_id,
    systemId: row.system_id,
    passwordHash: row.password_hash,
    oldPasswordHash: row.old_password_hash,
    oldPasswordUntilMs: ms(row.old_password_until),
    allowed: {
      transmitter: row.allow_transmitter,
      receiver: row.allow_receiver,
      transceiver: row.allow_transceiver,
    },
    sessionsMax: row.sessions_max,
    tps: row.tps,
    windowMax: row.window_max,
    defaultAlphabet: row.default_alphabet,
    systemType: row.system_type,
    receiptIdFormat: row.receipt_id_format,
    blockedAnswer: row.blocked_answer,
    enabled: row.enabled,
  };
}

export function readAddresses(isAny: boolean, networks: readonly string[]): AddressList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = "", bits = ""] = network.split("/");
    const family = address.includes(":") ? "ipv6" : "ipv4";
    list.addSubnet(address, Number(bits || (family === "ipv6" ? 128 : 32)), family);
  }
  return { isAny, list };
}

export function readSupplier(row: Row): SupplierConfig {
  return { id: row.id, currency: row.currency, blocked: row.blocked };
}

export function readLink(row: Row): LinkSettings {
  return {
    id: row.id,
    supplierId: row.supplier_id,
    paused: row.paused,
    name: row.name,
    host: row.host,
    port: row.port,
    tls: row.tls,
    systemId: row.system_id,
    passwordSealed: row.password_sealed,
    systemType: row.system_type,
    bindType: row.bind_type,
    sessions: row.sessions,
    tps: row.tps,
    windowMax: row.window_max,
    enquireLinkMs: row.enquire_link_s * 1000,
    responseTimeoutMs: row.response_timeout_s * 1000,
    reconnectMinMs: row.reconnect_min_s * 1000,
    reconnectMaxMs: row.reconnect_max_s * 1000,
    serviceType: row.service_type,
    sourceTon: row.source_ton,
    sourceNpi: row.source_npi,
    destTon: row.dest_ton,
    destNpi: row.dest_npi,
    defaultAlphabet: row.default_alphabet,
    longMessages: row.long_messages,
    receiptIdFormat: row.receipt_id_format,
    lostAnswer: row.lost_answer,
  };
}

export function readPool(row: Row, members: readonly Row[]): EnginePool {
  return {
    id: row.id,
    strategy: row.strategy,
    members: members.map((member) => ({ connectionId: member.connection_id, percent: member.percent })),
  };
}

export function readRoute(row: Row): Route {
  return {
    id: row.id,
    clientId: row.client_id,
    country: row.country,
    network: row.network,
    poolId: row.pool_id,
    priority: row.priority,
    fromMs: ms(row.valid_from),
    toMs: ms(row.valid_to),
  };
}
