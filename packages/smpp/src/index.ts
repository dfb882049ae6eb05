/** The front door of @switchyard/smpp. */
export { createFramer, type Framed, type Framer, type FramingError } from "./framing.ts";
export { limits } from "./limits.ts";
export { commandOf, type Decoded, decode, type Header, readHeader } from "./pdu/decode.ts";
export { type DumpOptions, dump } from "./pdu/dump.ts";
export { EncodingError, encode } from "./pdu/encode.ts";
export {
  type BindName,
  type BindPdu,
  type CommandName,
  commandIds,
  commandName,
  type FieldsOf,
  isResponse,
  type Pdu,
  type PduInput,
  type PduOf,
  pdus,
  type RequestName,
  type ResponseName,
  responseName,
} from "./pdu/pdus.ts";
export {
  type StatusName,
  statusAliases,
  statusCode,
  statuses,
  statusName,
  statusSentence,
} from "./pdu/statuses.ts";
export { type TlvName, type Tlvs, tlvs } from "./pdu/tlvs.ts";
export { createClock, type SessionClock } from "./session/clock.ts";
export { connectEsme, type EsmeConnection, type EsmeOptions } from "./session/esme.ts";
export type {
  BindAnswer,
  CloseReason,
  RequestPdu,
  ResponseFields,
  SendableRequest,
  SessionCounters,
  SessionOptions,
} from "./session/options.ts";
export { Session } from "./session/session.ts";
export {
  createSmsc,
  type ListenOptions,
  type OutbindOptions,
  type Peer,
  type Smsc,
  type SmscEvent,
  type SmscOptions,
  type SmscSessionOptions,
} from "./session/smsc.ts";
export {
  isBound,
  mayReceive,
  maySend,
  type Role,
  requestMatrix,
  type SessionState,
  sessionStates,
} from "./session/state.ts";
export type { SessionTimers } from "./session/timers.ts";
export type { Outcome } from "./session/window.ts";
export { npi, ton } from "./values/address.ts";
export { type CodedAlphabet, type DataCoding, readDataCoding, writeDataCoding } from "./values/data-coding.ts";
export { type EsmClass, readEsmClass, writeEsmClass } from "./values/esm-class.ts";
export { type MessageStateName, messageStateName, messageStates } from "./values/message-state.ts";
export {
  type RegisteredDelivery,
  readRegisteredDelivery,
  writeRegisteredDelivery,
} from "./values/registered-delivery.ts";
export { formatAbsoluteTime, formatRelativeTime, type ParsedTime, parseTime } from "./values/time.ts";
