import { BlockList } from "node:net";
import {
  type ClientConfig,
  clientBlocks,
  type Pool as EnginePool,
  moderationModes,
  negativeMarginModes,
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

export interface SupplierSettings extends SupplierConfig {
  /** Whose day the daily limits of its connections count. */
  readonly timeZone: string;
}

/** A row as the driver gives it; each reader below names the columns it reads. */
// biome-ignore lint/suspicious/noExplicitAny: the columns are checked by the database, not by the compiler
export type Row = Record<string, any>;

const ms = (date: Date | null): number | null => date?.getTime() ?? null;

/** Shared by the clients that have them, and so in the processor's cache whosever message is judged. */
const smppAlone = { smpp: true, http: false, rest: false, web: false };
const noChannel = { smpp: false, http: false, rest: false, web: false };

/** The list's own word rather than the row's copy of it: what is one object is quickly compared. */
const oneOf = <Word extends string>(words: readonly Word[], word: string): Word | undefined =>
  words.find((each) => each === word);

export function readClient(row: Row): ClientConfig {
  return {
    id: row.id,
    login: row.login,
    currency: row.currency,
    timeZone: row.time_zone,
    productId: row.product_id,
    block: oneOf(clientBlocks, row.block) ?? "refuse",
    channels: row.channel_smpp ? smppAlone : noChannel,
    dailyLimit: row.daily_limit,
    creditLimitMicros: BigInt(row.credit_limit_micros),
    overdraftMicros: BigInt(row.overdraft_micros),
    overdraftUntilMs: ms(row.overdraft_until),
    priority: row.sms_priority,
    moderation: oneOf(moderationModes, row.moderation) ?? "manual",
    dynamicSender: row.dynamic_sender,
    skipBlacklist: row.skip_blacklist,
    incomingSmpp: row.incoming_smpp,
    negativeMargin: oneOf(negativeMarginModes, row.negative_margin) ?? "platform",
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

export function readSupplier(row: Row): SupplierSettings {
  return { id: row.id, currency: row.currency, blocked: row.blocked, timeZone: row.time_zone };
}

export function readPool(row: Row, members: readonly Row[]): EnginePool {
  return {
    id: row.id,
    strategy: row.strategy,
    costCeiling:
      row.cost_ceiling_micros === null
        ? null
        : { micros: BigInt(row.cost_ceiling_micros), currency: row.cost_ceiling_currency },
    rerouteMax: row.reroute_max,
    members: members.map((member) => ({ connectionId: member.connection_id, percent: member.percent })),
  };
}
