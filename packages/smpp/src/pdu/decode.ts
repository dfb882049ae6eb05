import { limits } from "../limits.ts";
import type { CStringField, Field, ListField, OctetsField, ScalarField } from "./fields.ts";
import { type CommandName, commandName, isResponse, type Pdu, pdus } from "./pdus.ts";
import { type StatusName, statuses } from "./statuses.ts";
import { type TlvRow, tlvs } from "./tlvs.ts";

/** The four integers every PDU begins with (SMPP 3.4 §3.2), as received. */
export interface Header {
  readonly command_length: number;
  readonly command_id: number;
  readonly command_status: number;
  readonly sequence_number: number;
}

/**
 * Octets become a PDU, or a header with the command_status that says what was wrong with the rest,
 * so that the answer carries the right sequence number.
 */
export type Decoded =
  | { readonly ok: true; readonly pdu: Pdu }
  | { readonly ok: false; readonly header: Header; readonly command_status: number; readonly reason: string };

type Values = Record<string, unknown>;

interface Row {
  readonly command: CommandName;
  readonly fields: readonly Field[];
  readonly response: boolean;
  /** A PDU with every field at its null setting: the shape all decoded ones share. */
  readonly blank: Values;
  /** The same with room for `tlvs`. */
  readonly blankWithTlvs: Values;
}

const noOctets = Buffer.alloc(0);
const noItems: readonly Values[] = Object.freeze([]);

function nullSetting(field: Field): unknown {
  if (field.kind === "integer") return 0;
  if (field.kind === "c_string") return "";
  return field.kind === "octets" ? noOctets : noItems;
}

const rowById = new Map<number, Row>(
  (Object.keys(pdus) as CommandName[]).map((command) => {
    const fields: readonly Field[] = pdus[command].fields;
    // fromEntries, not assignments one by one: past a dozen of those V8 makes a slow dictionary, and so would its copies be.
    const settings: [string, unknown][] = [
      ["command", command],
      ["command_status", 0],
      ["sequence_number", 0],
      ...fields.map((field): [string, unknown] => [field.name, nullSetting(field)]),
    ];
    const blank: Values = Object.fromEntries(settings);
    const blankWithTlvs: Values = Object.fromEntries([...settings, ["tlvs", undefined]]);
    return [pdus[command].id, { command, fields, response: isResponse(command), blank, blankWithTlvs }];
  }),
);

const tlvByTag = new Map<number, { readonly name: string; readonly row: TlvRow }>(
  Object.entries(tlvs).map(([name, row]) => [row.tag, { name, row }]),
);

/** Where reading stands. One object, reused: decode is synchronous and calls nobody's code. */
const cursor = { octets: noOctets as Buffer, offset: 0, end: 0, status: 0, reason: "" };

function fail(status: StatusName, reason: string): void {
  cursor.status = statuses[status].code;
  cursor.reason = reason;
}

function readInteger(octets: 1 | 2 | 4, name: string): number {
  const at = cursor.offset;
  if (at + octets > cursor.end) {
    fail("ESME_RINVCMDLEN", `the PDU ends within ${name}`);
    return 0;
  }
  cursor.offset = at + octets;
  if (octets === 1) return cursor.octets[at] ?? 0;
  return octets === 2 ? cursor.octets.readUInt16BE(at) : cursor.octets.readUInt32BE(at);
}

function readCString(field: CStringField): string {
  const { octets, offset, end } = cursor;
  const limit = Math.min(end, offset + field.octetsMax);
  for (let at = offset; at < limit; at++) {
    if (octets[at] === 0) {
      cursor.offset = at + 1;
      return at === offset ? "" : octets.toString("latin1", offset, at);
    }
  }
  if (limit < end) fail(field.invalid, `${field.name} is longer than ${field.octetsMax - 1} octets`);
  else fail("ESME_RINVCMDLEN", `${field.name} is not terminated`);
  return "";
}

function readOctets(field: OctetsField): Buffer {
  const length = readInteger(1, `the length of ${field.name}`);
  if (cursor.status !== 0 || length === 0) return noOctets;
  const end = cursor.offset + length;
  if (length > field.octetsMax) fail(field.invalid, `${field.name} is longer than ${field.octetsMax} octets`);
  else if (end > cursor.end) fail(field.invalid, `${field.name} claims ${length} octets but the PDU ends earlier`);
  else {
    const value = cursor.octets.subarray(cursor.offset, end);
    cursor.offset = end;
    return value;
  }
  return noOctets;
}

function readScalar(field: ScalarField): number | string {
  return field.kind === "integer" ? readInteger(field.octets, field.name) : readCString(field);
}

function readList(field: ListField): readonly Values[] {
  const count = readInteger(1, `the count of ${field.name}`);
  if (cursor.status !== 0 || count === 0) return noItems;
  if (count > field.itemsMax) {
    fail(field.invalid, `${field.name} has ${count} items; ${field.itemsMax} are allowed`);
    return noItems;
  }
  const items: Values[] = [];
  while (items.length < count) {
    const item: Values = {};
    let layout = field.layouts[0];
    if (field.flag !== undefined) {
      const flag = readInteger(1, field.flag);
      if (cursor.status !== 0) return noItems;
      layout = field.layouts[flag];
      item[field.flag] = flag;
    }
    if (layout === undefined) {
      fail(field.invalidFlag, `${field.flag} ${item[field.flag ?? ""]} of ${field.name} is unknown`);
      return noItems;
    }
    for (const part of layout) {
      item[part.name] = readScalar(part);
      if (cursor.status !== 0) return noItems;
    }
    items.push(item);
  }
  return items;
}

function readField(field: Field): unknown {
  switch (field.kind) {
    case "integer":
      return readInteger(field.octets, field.name);
    case "c_string":
      return readCString(field);
    case "octets":
      return readOctets(field);
    case "list":
      return readList(field);
  }
}

/**
 * A string in a TLV is bounded by the TLV's length, so the NUL that some peers leave out of receipted_message_id is not
 * missed; a NUL before the end is an error.
 */
function readTlvString(name: string, from: number, to: number): string {
  const { octets } = cursor;
  const end = to > from && octets[to - 1] === 0 ? to - 1 : to;
  for (let at = from; at < end; at++)
    if (octets[at] === 0) fail("ESME_RINVOPTPARAMVAL", `${name} has octets behind its end`);
  return octets.toString("latin1", from, end);
}

/** The octets of one known TLV as its value; a length that does not fit the type is ESME_RINVPARLEN (SMPP 3.4 §5.1.3). */
function readTlvValue(name: string, row: TlvRow, from: number, to: number): unknown {
  const length = to - from;
  const { octets } = cursor;
  if (row.kind === "integer") {
    if (length === row.octets) {
      if (length === 1) return octets[from];
      return length === 2 ? octets.readUInt16BE(from) : octets.readUInt32BE(from);
    }
  } else if (row.kind === "octets") {
    if (length >= row.octetsMin && length <= row.octetsMax) return octets.subarray(from, to);
  } else if (length < row.octetsMax || (length === row.octetsMax && octets[to - 1] === 0)) {
    return readTlvString(name, from, to);
  }
  fail("ESME_RINVPARLEN", `${name} cannot have ${length} octets`);
  return undefined;
}

function tagName(tag: number): string {
  return `0x${tag.toString(16).padStart(4, "0")}`;
}

function readTlvs(): Values {
  const found: Values = {};
  while (cursor.offset < cursor.end) {
    const from = cursor.offset + 4;
    if (from > cursor.end) {
      fail("ESME_RINVOPTPARSTREAM", "the PDU ends within the header of an optional parameter");
      return found;
    }
    const tag = cursor.octets.readUInt16BE(cursor.offset);
    const to = from + cursor.octets.readUInt16BE(cursor.offset + 2);
    if (to > cursor.end) {
      fail("ESME_RINVOPTPARSTREAM", `optional parameter ${tagName(tag)} runs past the PDU`);
      return found;
    }
    cursor.offset = to;
    const known = tlvByTag.get(tag);
    if (known === undefined) {
      found[tagName(tag)] = cursor.octets.subarray(from, to);
      continue;
    }
    const value = readTlvValue(known.name, known.row, from, to);
    if (cursor.status !== 0) return found;
    if (known.row.repeats !== true) found[known.name] = value;
    else {
      const earlier = found[known.name];
      if (Array.isArray(earlier)) earlier.push(value);
      else found[known.name] = [value];
    }
  }
  return found;
}

/** Copies into a shape that has `tlvs` already: adding it to a copied shape costs V8 three times as much. */
function withTlvs(row: Row, pdu: Values, found: Values): Values {
  const full: Values = { ...row.blankWithTlvs };
  for (const name in pdu) full[name] = pdu[name];
  full.tlvs = found;
  return full;
}

/** Reads the first 16 octets; missing ones count as zero. */
export function readHeader(octets: Buffer): Header {
  const at = (offset: number) => (offset + 4 <= octets.length ? octets.readUInt32BE(offset) : 0);
  return { command_length: at(0), command_id: at(4), command_status: at(8), sequence_number: at(12) };
}

function refuse(octets: Buffer, status: number, reason: string): Decoded {
  return { ok: false, header: readHeader(octets), command_status: status, reason };
}

/**
 * Reads one whole PDU, header included, as the framer cuts it. Octet strings are views of `octets`: copy what outlives it.
 * A response may come without its body (SMPP 3.4 §4.4.2: an error needs none; peers do it for deliver_sm_resp too);
 * its fields are then null settings. Never throws.
 */
export function decode(octets: Buffer): Decoded {
  const length = octets.length;
  if (length < limits.pduOctetsMin || octets.readUInt32BE(0) !== length)
    return refuse(octets, statuses.ESME_RINVCMDLEN.code, "command_length does not match the octets");
  const commandId = octets.readUInt32BE(4);
  const row = rowById.get(commandId);
  if (row === undefined)
    return refuse(octets, statuses.ESME_RINVCMDID.code, `command_id 0x${commandId.toString(16)} is unknown`);
  let pdu: Values = { ...row.blank };
  pdu.command_status = octets.readUInt32BE(8);
  pdu.sequence_number = octets.readUInt32BE(12);
  if (length > limits.pduOctetsMin || !row.response) {
    cursor.octets = octets;
    cursor.offset = limits.pduOctetsMin;
    cursor.end = length;
    cursor.status = 0;
    for (const field of row.fields) {
      pdu[field.name] = readField(field);
      if (cursor.status !== 0) break;
    }
    if (cursor.status === 0 && cursor.offset < length) pdu = withTlvs(row, pdu, readTlvs());
    cursor.octets = noOctets;
    if (cursor.status !== 0) return refuse(octets, cursor.status, cursor.reason);
  }
  // The table made both the type and this object; the compiler cannot see that they agree.
  return { ok: true, pdu: pdu as unknown as Pdu };
}

/** The command a header announces, for answering a PDU whose body could not be read. */
export function commandOf(header: Header): CommandName | undefined {
  return commandName(header.command_id);
}
