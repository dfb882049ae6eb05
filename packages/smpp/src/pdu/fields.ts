import type { StatusName } from "./statuses.ts";

/**
 * The few wire types that SMPP is made of (SMPP 3.4 §3.1), as rows for the tables of PDUs and TLVs.
 * `invalid` names the command_status that tells the peer which field was wrong, where SMPP has one.
 */
export interface IntegerField<N extends string = string> {
  readonly kind: "integer";
  readonly name: N;
  readonly octets: 1 | 2 | 4;
}

/** NUL-terminated; `octetsMax` counts the NUL, as the specification's tables do. */
export interface CStringField<N extends string = string> {
  readonly kind: "c_string";
  readonly name: N;
  readonly octetsMax: number;
  readonly invalid: StatusName;
}

/** Raw octets behind a one-octet length, which is derived and has no name of its own in the PDU. */
export interface OctetsField<N extends string = string> {
  readonly kind: "octets";
  readonly name: N;
  readonly octetsMax: number;
  readonly invalid: StatusName;
}

export type ScalarField<N extends string = string> = IntegerField<N> | CStringField<N>;

/** A one-octet count followed by that many items; with `flag`, the first octet of an item says which layout it has. */
export interface ListField<N extends string = string> {
  readonly kind: "list";
  readonly name: N;
  readonly itemsMax: number;
  readonly flag: string | undefined;
  readonly layouts: Readonly<Record<number, readonly ScalarField[]>>;
  readonly invalid: StatusName;
  readonly invalidFlag: StatusName;
}

export type Field = IntegerField | CStringField | OctetsField | ListField;

export function integer<const N extends string>(name: N, octets: 1 | 2 | 4): IntegerField<N> {
  return { kind: "integer", name, octets };
}

export function cString<const N extends string>(
  name: N,
  octetsMax: number,
  invalid: StatusName = "ESME_RINVPARLEN",
): CStringField<N> {
  return { kind: "c_string", name, octetsMax, invalid };
}

export function octets<const N extends string>(name: N, octetsMax: number, invalid: StatusName): OctetsField<N> {
  return { kind: "octets", name, octetsMax, invalid };
}

/** Items that all have one layout. */
export interface PlainListField<N extends string, F extends readonly ScalarField[]> extends ListField<N> {
  readonly flag: undefined;
  readonly layouts: { readonly 0: F };
}

export function list<const N extends string, const F extends readonly ScalarField[]>(
  name: N,
  itemsMax: number,
  fields: F,
  invalid: StatusName,
): PlainListField<N, F> {
  return { kind: "list", name, itemsMax, flag: undefined, layouts: { 0: fields }, invalid, invalidFlag: invalid };
}

/** Items whose leading flag octet chooses the layout (dest_address of submit_multi). */
export interface FlaggedListField<
  N extends string,
  G extends string,
  L extends Readonly<Record<number, readonly ScalarField[]>>,
> extends ListField<N> {
  readonly flag: G;
  readonly layouts: L;
}

export function flaggedList<
  const N extends string,
  const G extends string,
  const L extends Readonly<Record<number, readonly ScalarField[]>>,
>(
  name: N,
  itemsMax: number,
  flag: G,
  layouts: L,
  invalid: StatusName,
  invalidFlag: StatusName,
): FlaggedListField<N, G, L> {
  return { kind: "list", name, itemsMax, flag, layouts, invalid, invalidFlag };
}

type ScalarValues<F extends readonly ScalarField[]> = {
  readonly [Row in F[number] as Row["name"]]: Row extends IntegerField ? number : string;
};

/** The JavaScript value of a row: what decode gives and encode takes. */
export type ValueOf<F> = F extends IntegerField
  ? number
  : F extends CStringField
    ? string
    : F extends OctetsField
      ? Buffer
      : F extends FlaggedListField<string, infer G, infer L>
        ? ReadonlyArray<{ [K in keyof L & number]: { readonly [Name in G]: K } & ScalarValues<L[K]> }[keyof L & number]>
        : F extends PlainListField<string, infer P>
          ? ReadonlyArray<ScalarValues<P>>
          : never;
