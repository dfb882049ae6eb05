import type { Connection, HttpTemplate } from "@switchyard/contract";
import type { ConnectionConfig } from "@switchyard/engine";
import type { Row } from "./rows.ts";

/** How to speak over a supplier's connection: what both kinds share. */
export interface CommonLinkSettings extends ConnectionConfig {
  readonly name: string;
  /** The user name of an HTTP API. */
  readonly systemId: string;
  readonly passwordSealed: Uint8Array;
  readonly tps: number;
  /** Unanswered submits in a session; requests at once of an HTTP API. */
  readonly windowMax: number;
  readonly responseTimeoutMs: number;
  readonly reconnectMinMs: number;
  readonly reconnectMaxMs: number;
  readonly defaultAlphabet: Connection["defaultAlphabet"];
  readonly receiptIdFormat: Connection["receiptIdFormat"];
  readonly receiptWords: Connection["receiptWords"];
  readonly lostAnswer: Connection["lostAnswer"];
  readonly rerouteErrors: readonly string[];
  readonly pauseErrors: readonly string[];
  readonly pauseMs: number;
}

export interface SmppLinkSettings extends CommonLinkSettings {
  readonly kind: "smpp";
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  readonly systemType: string;
  readonly bindType: Connection["bindType"];
  readonly sessions: number;
  readonly enquireLinkMs: number;
  readonly serviceType: string;
  readonly sourceTon: number | null;
  readonly sourceNpi: number | null;
  readonly destTon: number;
  readonly destNpi: number;
  readonly addressRules: Connection["addressRules"];
  readonly longMessages: Connection["longMessages"];
  /** How it looks numbers up; null where it carries messages. */
  readonly lookup: Connection["lookup"];
}

export interface HttpLinkSettings extends CommonLinkSettings {
  readonly kind: "http";
  readonly http: HttpTemplate;
  readonly callbackToken: string;
}

export type LinkSettings = SmppLinkSettings | HttpLinkSettings;

export function readLink(row: Row): LinkSettings {
  const common: CommonLinkSettings = {
    id: row.id,
    supplierId: row.supplier_id,
    paused: row.paused,
    carriesMessages: row.kind === "http" ? !row.http.lookup : row.lookup === null,
    queueMax: row.queue_max,
    dailyLimit: row.daily_limit,
    name: row.name,
    systemId: row.system_id,
    passwordSealed: row.password_sealed,
    tps: row.tps,
    windowMax: row.window_max,
    responseTimeoutMs: row.response_timeout_s * 1000,
    reconnectMinMs: row.reconnect_min_s * 1000,
    reconnectMaxMs: row.reconnect_max_s * 1000,
    defaultAlphabet: row.default_alphabet,
    receiptIdFormat: row.receipt_id_format,
    receiptWords: row.receipt_words,
    lostAnswer: row.lost_answer,
    rerouteErrors: row.reroute_errors,
    pauseErrors: row.pause_errors,
    pauseMs: row.pause_ms,
  };
  if (row.kind === "http") return { ...common, kind: "http", http: row.http, callbackToken: row.callback_token };
  return {
    ...common,
    kind: "smpp",
    host: row.host,
    port: row.port,
    tls: row.tls,
    systemType: row.system_type,
    bindType: row.bind_type,
    sessions: row.sessions,
    enquireLinkMs: row.enquire_link_s * 1000,
    serviceType: row.service_type,
    sourceTon: row.source_ton,
    sourceNpi: row.source_npi,
    destTon: row.dest_ton,
    destNpi: row.dest_npi,
    addressRules: row.address_rules,
    longMessages: row.long_messages,
    lookup: row.lookup,
  };
}
