import { type CommandName, type Pdu, pdus, tlvs } from "@switchyard/smpp";
import fc from "fast-check";

type Field = (typeof pdus)[CommandName]["fields"][number];
type Scalar = Extract<Field, { kind: "integer" | "c_string" }>;

/** A latin1 string without NUL that fits `octetsMax` with its NUL; often empty or full, where mistakes live. */
function cString(octetsMax: number): fc.Arbitrary<string> {
  const text = (minLength: number) =>
    fc
      .array(fc.integer({ min: 1, max: 255 }), { minLength, maxLength: octetsMax - 1 })
      .map((codes) => String.fromCharCode(...codes));
  return fc.oneof(fc.constant(""), text(0), text(octetsMax - 1));
}

function integer(octets: 1 | 2 | 4): fc.Arbitrary<number> {
  const max = 2 ** (8 * octets) - 1;
  return fc.oneof(fc.integer({ min: 0, max }), fc.constantFrom(0, max));
}

function octets(minLength: number, maxLength: number): fc.Arbitrary<Buffer> {
  const capped = Math.max(minLength, Math.min(maxLength, 300));
  return fc.uint8Array({ minLength, maxLength: capped }).map((bytes) => Buffer.from(bytes));
}

function scalar(field: Scalar): fc.Arbitrary<unknown> {
  return field.kind === "integer" ? integer(field.octets) : cString(field.octetsMax);
}

function fieldValue(field: Field): fc.Arbitrary<unknown> {
  if (field.kind === "octets") return octets(0, field.octetsMax);
  if (field.kind !== "list") return scalar(field);
  const layouts = Object.entries(field.layouts) as [string, readonly Scalar[]][];
  const items = layouts.map(([flag, fields]) => {
    const values = Object.fromEntries(fields.map((part) => [part.name, scalar(part)]));
    const item = field.flag === undefined ? values : { [field.flag]: fc.constant(Number(flag)), ...values };
    return fc.record(item, { noNullPrototype: true });
  });
  return fc.array(fc.oneof(...items), { maxLength: 5 });
}

function tlvValue(row: (typeof tlvs)[keyof typeof tlvs]): fc.Arbitrary<unknown> {
  if (row.kind === "integer") return integer(row.octets);
  return row.kind === "c_string" ? cString(row.octetsMax) : octets(row.octetsMin, row.octetsMax);
}

const knownTags = new Set<number>(Object.values(tlvs).map((row) => row.tag));

const knownTlv: fc.Arbitrary<[string, unknown]> = fc
  .constantFrom(...Object.entries(tlvs))
  .chain(([name, row]) =>
    fc.tuple(
      fc.constant(name),
      "repeats" in row ? fc.array(tlvValue(row), { minLength: 1, maxLength: 3 }) : tlvValue(row),
    ),
  );

const unknownTlv: fc.Arbitrary<[string, unknown]> = fc
  .integer({ min: 0, max: 0xffff })
  .filter((tag) => !knownTags.has(tag))
  .chain((tag) => fc.tuple(fc.constant(`0x${tag.toString(16).padStart(4, "0")}`), octets(0, 40)));

const someTlvs = fc.array(fc.oneof({ weight: 3, arbitrary: knownTlv }, { weight: 1, arbitrary: unknownTlv }), {
  maxLength: 5,
});

/** Any PDU of one command that SMPP can carry, made from the tables. */
export function pduOf(command: CommandName): fc.Arbitrary<Pdu> {
  const fields: readonly Field[] = pdus[command].fields;
  return fc
    .tuple(
      fc.record(Object.fromEntries(fields.map((field) => [field.name, fieldValue(field)])), { noNullPrototype: true }),
      fc.oneof(fc.constant(0), integer(4)),
      fc.integer({ min: 1, max: 0x7fffffff }),
      someTlvs,
    )
    .map(([values, command_status, sequence_number, tlvList]) => {
      const tlvObject = Object.fromEntries(tlvList);
      const pdu = { command, command_status, sequence_number, ...values };
      // The generators follow the same table as the type; the compiler cannot see that.
      return (tlvList.length === 0 ? pdu : { ...pdu, tlvs: tlvObject }) as unknown as Pdu;
    });
}

/** Any PDU at all. */
export const anyPdu: fc.Arbitrary<Pdu> = fc.constantFrom(...(Object.keys(pdus) as CommandName[])).chain(pduOf);
