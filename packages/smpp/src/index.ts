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
