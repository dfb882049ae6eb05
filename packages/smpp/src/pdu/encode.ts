import { limits } from "../limits.ts";
import type { Field, ListField, ScalarField } from "./fields.ts";
import { type CommandName, isResponse, type PduInput, pdus } from "./pdus.ts";
import { type TlvRow, tlvs as tlvRows } from "./tlvs.ts";

/** A value that does not fit its field: the caller's mistake, hence thrown. */
export class EncodingError extends RangeError {
  readonly field: string;
  constructor(field: string, problem: string) {
    super(`${field} ${problem}`);
    this.name = "EncodingError";
    this.field = field;
  }
}

type Values = Readonly<Record<string, unknown>>;

interface Row {
  readonly id: number;
  readonly fields: readonly Field[];
  readonly response: boolean;
  /** Most octets of header and mandatory fields, lists left out. */
  readonly octetsMax: number;
  readonly lists: readonly { readonly name: string; readonly itemOctetsMax: number }[];
}

function octetsMaxOf(field: Field): number {
  if (field.kind === "integer") return field.octets;
  if (field.kind === "c_string") return field.octetsMax;
  return field.kind === "octets" ? 1 + field.octetsMax : 1;
}

function itemOctetsMaxOf(list: ListField): number {
  const layouts = Object.values(list.layouts);
  return 1 + Math.max(...layouts.map((layout) => layout.reduce<number>((sum, field) => sum + octetsMaxOf(field), 0)));
}

const rows = new Map<string, Row>(
  (Object.keys(pdus) as CommandName[]).map((command) => {
    const fields: readonly Field[] = pdus[command].fields;
    const octetsMax = fields.reduce<number>((sum, field) => sum + octetsMaxOf(field), limits.pduOctetsMin);
    const lists = fields
      .filter((field) => field.kind === "list")
      .map((field) => ({ name: field.name, itemOctetsMax: itemOctetsMaxOf(field) }));
    return [command, { id: pdus[command].id, fields, response: isResponse(command), octetsMax, lists }];
  }),
);

const tlvRowByName = new Map<string, TlvRow>(Object.entries(tlvRows));

function rowOf(command: string): Row {
  const row = rows.get(command);
  if (row === undefined) throw new EncodingError("command", `${command} is not SMPP`);
  return row;
}

function tlvOctetsAtMost(value: unknown): number {
  if (typeof value === "string" || value instanceof Uint8Array) return 5 + value.length;
  return Array.isArray(value) ? value.reduce<number>((sum, one) => sum + tlvOctetsAtMost(one), 0) : 8;
}

/** An upper bound of the octets a PDU takes, for making room before `encodeInto`. */
export function octetsAtMost(command: CommandName, values: Values): number {
  const row = rowOf(command);
  let octets = row.octetsMax;
  for (const { name, itemOctetsMax } of row.lists) {
    const items = values[name];
    if (Array.isArray(items)) octets += items.length * itemOctetsMax;
  }
  const tlvs = values.tlvs as Values | undefined;
  for (const name in tlvs) octets += tlvOctetsAtMost(tlvs[name]);
  return octets;
}

/** Bit operations tell range and wholeness at once: what they change was no integer of that width. */
function fits(value: number, octets: 1 | 2 | 4): boolean {
  if (octets === 1) return (value & 0xff) === value;
  return octets === 2 ? (value & 0xffff) === value : value >>> 0 === value;
}

function writeInteger(target: Buffer, at: number, octets: 1 | 2 | 4, name: string, value: unknown): number {
  const number = value ?? 0;
  if (typeof number !== "number" || !fits(number, octets))
    throw new EncodingError(name, `must be an integer of ${octets} octet${octets === 1 ? "" : "s"}`);
  if (octets === 1) {
    target[at] = number;
    return at + 1;
  }
  return octets === 2 ? target.writeUInt16BE(number, at) : target.writeUInt32BE(number, at);
}

function writeCString(target: Buffer, at: number, octetsMax: number, name: string, value: unknown): number {
  const text = value ?? "";
  if (typeof text !== "string") throw new EncodingError(name, "must be a string");
  if (text.length >= octetsMax) throw new EncodingError(name, `must have at most ${octetsMax - 1} octets`);
  let offset = at;
  for (let index = 0; index < text.length; index++) {
    const octet = text.charCodeAt(index);
    if (octet === 0 || octet > 0xff) throw new EncodingError(name, "must hold octets 0x01 to 0xFF only");
    target[offset++] = octet;
  }
  target[offset] = 0;
  return offset + 1;
}

function writeOctets(target: Buffer, at: number, octetsMax: number, name: string, value: unknown): number {
  if (value === undefined) {
    target[at] = 0;
    return at + 1;
  }
  if (!(value instanceof Uint8Array)) throw new EncodingError(name, "must be a Buffer");
  if (value.length > octetsMax) throw new EncodingError(name, `must have at most ${octetsMax} octets`);
  target[at] = value.length;
  target.set(value, at + 1);
  return at + 1 + value.length;
}

function writeScalar(target: Buffer, at: number, field: ScalarField, value: unknown): number {
  return field.kind === "integer"
    ? writeInteger(target, at, field.octets, field.name, value)
    : writeCString(target, at, field.octetsMax, field.name, value);
}

function writeList(target: Buffer, at: number, field: ListField, value: unknown): number {
  const items: readonly Values[] = (value as readonly Values[] | undefined) ?? [];
  if (items.length > field.itemsMax) throw new EncodingError(field.name, `must have at most ${field.itemsMax} items`);
  target[at] = items.length;
  let offset = at + 1;
  for (const item of items) {
    let layout = field.layouts[0];
    if (field.flag !== undefined) {
      const flag = item[field.flag];
      layout = field.layouts[Number(flag)];
      if (layout === undefined) throw new EncodingError(field.flag, `${String(flag)} is unknown`);
      target[offset++] = Number(flag);
    }
    for (const part of layout ?? []) offset = writeScalar(target, offset, part, item[part.name]);
  }
  return offset;
}

function writeField(target: Buffer, at: number, field: Field, value: unknown): number {
  switch (field.kind) {
    case "integer":
      return writeInteger(target, at, field.octets, field.name, value);
    case "c_string":
      return writeCString(target, at, field.octetsMax, field.name, value);
    case "octets":
      return writeOctets(target, at, field.octetsMax, field.name, value);
    case "list":
      return writeList(target, at, field, value);
  }
}

function writeTlvValue(target: Buffer, at: number, name: string, row: TlvRow | undefined, value: unknown): number {
  if (row?.kind === "integer") return writeInteger(target, at, row.octets, name, value);
  if (row?.kind === "c_string") return writeCString(target, at, row.octetsMax, name, value);
  if (!(value instanceof Uint8Array)) throw new EncodingError(name, "must be a Buffer");
  const [least, most] = row === undefined ? [0, 0xffff] : [row.octetsMin, row.octetsMax];
  if (value.length < least || value.length > most)
    throw new EncodingError(name, `must have ${least} to ${most} octets`);
  target.set(value, at);
  return at + value.length;
}

function tagOf(name: string): number {
  if (!/^0x[0-9a-f]{1,4}$/i.test(name)) throw new EncodingError(name, "is neither a known TLV nor a tag like 0x1403");
  return Number.parseInt(name, 16);
}

function writeTlvs(target: Buffer, from: number, tlvs: Values): number {
  let at = from;
  for (const name in tlvs) {
    const value = tlvs[name];
    if (value === undefined) continue;
    const row = tlvRowByName.get(name);
    const tag = row === undefined ? tagOf(name) : row.tag;
    if (row?.repeats === true && !Array.isArray(value)) throw new EncodingError(name, "must be an array");
    for (const one of Array.isArray(value) ? value : [value]) {
      const end = writeTlvValue(target, at + 4, name, row, one);
      target.writeUInt16BE(tag, at);
      target.writeUInt16BE(end - at - 4, at + 2);
      at = end;
    }
  }
  return at;
}

function isNullSetting(value: unknown): boolean {
  return value === undefined || value === 0 || (value as { length?: number }).length === 0;
}

/** SMPP 3.4 §4.4.2: the body of a response is left out when command_status is not zero, unless it has something to say. */
function needsNoBody(row: Row, command_status: number, values: Values): boolean {
  if (!row.response || command_status === 0 || values.tlvs !== undefined) return false;
  return row.fields.every((field) => isNullSetting(values[field.name]));
}

/**
 * Writes a PDU into `target`, which must have `octetsAtMost` octets from `at`, and returns where it ends.
 * The header is given apart so that a session needs no copy of the caller's object. Throws EncodingError.
 */
export function encodeInto(
  target: Buffer,
  at: number,
  command: CommandName,
  command_status: number,
  sequence_number: number,
  values: Values,
): number {
  const row = rowOf(command);
  let end = at + limits.pduOctetsMin;
  if (!needsNoBody(row, command_status, values)) {
    for (const field of row.fields) end = writeField(target, end, field, values[field.name]);
    const tlvs = values.tlvs;
    if (tlvs !== undefined) end = writeTlvs(target, end, tlvs as Values);
  }
  target.writeUInt32BE(end - at, at);
  target.writeUInt32BE(row.id, at + 4);
  target.writeUInt32BE(command_status, at + 8);
  target.writeUInt32BE(sequence_number, at + 12);
  return end;
}

let scratch: Buffer = Buffer.allocUnsafeSlow(4096);

/** One PDU as octets, header included; pure. Throws EncodingError for a value that does not fit its field. */
export function encode(pdu: PduInput): Buffer {
  const room = octetsAtMost(pdu.command, pdu);
  const target = room <= scratch.length ? scratch : Buffer.allocUnsafeSlow(room);
  const end = encodeInto(target, 0, pdu.command, pdu.command_status ?? 0, pdu.sequence_number ?? 0, pdu);
  if (room <= 2 * limits.pduOctetsMax) scratch = target;
  return Buffer.from(target.subarray(0, end));
}
