import type { BindName, BindPdu, CommandName, PduInput, PduOf, RequestName, ResponseName } from "../pdu/pdus.ts";
import type { SessionClock } from "./clock.ts";
import type { Session } from "./session.ts";
import type { Role } from "./state.ts";
import type { SessionTimers } from "./timers.ts";

/** Why a session ended; a reason given to `close()` comes through as it is. */
export type CloseReason =
  | "unbound"
  | "peer_unbound"
  | "peer_closed"
  | "socket_error"
  | "bind_timeout"
  | "bind_refused"
  | "enquire_link_timeout"
  | "unbind_timeout"
  | "inactivity"
  | "framing"
  | "slow_reader"
  | "closed"
  | (string & {});

/** The SMSC's answer to a bind: accepted, or refused with a status, after which the session is closed. */
export type BindAnswer =
  | {
      readonly command_status: 0;
      /** Our own system_id, at most 15 octets. */
      readonly system_id: string;
      /** Instead of the limits the session started with. */
      readonly windowMax?: number;
      readonly peerWindowMax?: number;
    }
  | { readonly command_status: number };

/** What `onRequest` gets. */
export type RequestPdu = PduOf<
  Exclude<RequestName, BindName | "unbind" | "enquire_link"> | "alert_notification" | "outbind"
>;

export interface SessionOptions {
  readonly role: Role;
  /** Our requests that may be unanswered at once. */
  readonly windowMax: number;
  /** The peer's requests that we may leave unanswered at once; unlimited if left out. */
  readonly peerWindowMax?: number;
  /** At that limit: stop reading until one is answered (default), or answer ESME_RTHROTTLED. */
  readonly whenPeerWindowFull?: "pause" | "throttle";
  readonly timers: SessionTimers;
  /** Longest PDU taken from the peer. */
  readonly pduOctetsMax?: number;
  /**
   * A request the state allows. Answer it with `session.respond`, now or later, in any order. enquire_link, unbind and
   * binds never come here. Buffers in it are views of what was read: copy what you keep for long.
   */
  onRequest(request: RequestPdu, session: Session): void;
  /** Exactly once; by then every unanswered request has been told. */
  onClose?(reason: CloseReason, session: Session): void;
  /** The window was full and has room again. */
  onWindowFree?(session: Session): void;
  /** SMSC: a bind came. Without it every bind is refused. */
  onBind?(bind: BindPdu, session: Session): BindAnswer | Promise<BindAnswer>;
  /** Either side: the session is bound; its bind response has been written or read. */
  onBound?(session: Session): void;
  readonly clock?: SessionClock;
}

/** What happened in a session since it began. */
export interface SessionCounters {
  /** PDUs of any kind. */
  received: number;
  sent: number;
  /** PDUs whose body could not be read, or whose command is unknown. */
  malformed: number;
  /** Requests answered by the session itself because the state or the peer's window did not allow them. */
  refused: number;
  /** Responses to nothing we asked, or too late. */
  unexpected: number;
  /** Our requests that were not answered in time. */
  timedOut: number;
}

/** Requests that `session.request` sends: all that have a response but unbind, which is `session.unbind`. */
export type SendableRequest = PduInput<Exclude<RequestName, "unbind">>;

/** What a response to a command may carry: its fields and TLVs, all optional. */
export type ResponseFields<C extends CommandName> = C extends RequestName
  ? Omit<PduInput<Extract<ResponseName, `${C}_resp`>>, "command" | "command_status" | "sequence_number">
  : Record<string, never>;
