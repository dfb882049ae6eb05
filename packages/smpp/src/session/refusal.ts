import { commandOf, type Decoded } from "../pdu/decode.ts";
import { type CommandName, responseName } from "../pdu/pdus.ts";
import { type StatusName, statuses } from "../pdu/statuses.ts";
import { isBind, isBound, mayReceive, type Role, type SessionState } from "./state.ts";

/** Known so that they can be answered by name; no session offers them. */
const unsupported: ReadonlySet<CommandName> = new Set<CommandName>([
  "broadcast_sm",
  "query_broadcast_sm",
  "cancel_broadcast_sm",
]);

/** Why this side, in this state, does not take this request; undefined when it does. */
export function refusalOf(role: Role, state: SessionState, command: CommandName): StatusName | undefined {
  if (mayReceive(role, state, command)) return unsupported.has(command) ? "ESME_RINVCMDID" : undefined;
  if (isBind(command) && isBound(state)) return "ESME_RALYBND";
  // A deliver_sm that crosses our unbind should be tried again, not given up.
  if (state === "unbinding" && role === "esme") return "ESME_RX_T_APPN";
  return "ESME_RINVBNDSTS";
}

export interface Answer {
  readonly command: CommandName;
  readonly command_status: number;
  readonly sequence_number: number;
}

/**
 * What a PDU with a good header and a bad body, or an unknown command_id, is answered with; responses are not answered.
 * SMPP 3.4 §4.3: generic_nack where no response of the request's own exists.
 */
export function answerToMalformed({ header, command_status }: Extract<Decoded, { ok: false }>): Answer | undefined {
  if (header.command_id >= 0x80000000) return undefined;
  const command = commandOf(header);
  const response = command === undefined ? undefined : responseName(command);
  return { command: response ?? "generic_nack", command_status, sequence_number: header.sequence_number };
}

/** What an unbelievable command_length is answered with before the session ends (SMPP 3.4 §3.2). */
export function answerToBadLength(sequence_number: number): Answer {
  return { command: "generic_nack", command_status: statuses.ESME_RINVCMDLEN.code, sequence_number };
}
