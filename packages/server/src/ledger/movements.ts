import type { MessageType } from "@switchyard/engine";
import { moments, numbers, texts } from "../database/arrays.ts";
import type { Step } from "../database/statement.ts";

/** A ledger account by what it is; the row is found or made by accounts.ts. */
export interface AccountKey {
  readonly kind: "client_balance" | "client_reserved" | "revenue" | "supplier_payable" | "supplier_cost";
  readonly currency: string;
  readonly clientId?: number;
  readonly supplierId?: number;
}

/** The kinds of entries by what is charged: a message, an incoming message, a look-up. */
const kinds = {
  sms: { charge: "charge", reserve: "reserve", chargeReserved: "charge_reserved", release: "release", cost: "cost" },
  mo: {
    charge: "incoming",
    reserve: "incoming_reserve",
    chargeReserved: "incoming_charge_reserved",
    release: "incoming_release",
    cost: "incoming_cost",
  },
  hlr: { charge: "lookup", cost: "lookup_cost" },
} as const;

/** What may be set aside; a look-up is charged or not. */
type Reservable = "sms" | "mo";
type KindsOf<Of extends MessageType> = (typeof kinds)[Of];
type MovementKind =
  | KindsOf<"sms">[keyof KindsOf<"sms">]
  | KindsOf<"mo">[keyof KindsOf<"mo">]
  | KindsOf<"hlr">[keyof KindsOf<"hlr">];

interface Movement {
  readonly kind: MovementKind;
  readonly debit: AccountKey;
  readonly credit: AccountKey;
  amountMicros: bigint;
  messages: number;
}

interface FundsChange {
  readonly clientId: number;
  balanceMicros: bigint;
  reservedMicros: bigint;
}

/**
 * The money of one batch, summed by client or supplier and kind: thousands of messages make a handful of ledger
 * entries. The running totals in client_funds change by the same sums in the same statement.
 */
export class Movements {
  /** By kind, then by the client or supplier it belongs to: each has one currency. */
  readonly #movements = new Map<MovementKind, Map<number, Movement>>();
  readonly #funds = new Map<number, FundsChange>();

  /** Billed by submitted: the client pays at once. */
  charge(of: MessageType, clientId: number, currency: string, amountMicros: bigint): void {
    this.#move(kinds[of].charge, clientId, amountMicros, () => ({
      debit: balance(clientId, currency),
      credit: { kind: "revenue", currency },
    }));
    this.#fund(clientId, -amountMicros, 0n);
  }

  /** Billed by delivered: set aside until then. */
  reserve(of: Reservable, clientId: number, currency: string, amountMicros: bigint): void {
    this.#move(kinds[of].reserve, clientId, amountMicros, () => ({
      debit: balance(clientId, currency),
      credit: reserved(clientId, currency),
    }));
    this.#fund(clientId, 0n, amountMicros);
  }

  /** What was set aside is earned. */
  chargeReserved(of: Reservable, clientId: number, currency: string, amountMicros: bigint): void {
    this.#move(kinds[of].chargeReserved, clientId, amountMicros, () => ({
      debit: reserved(clientId, currency),
      credit: { kind: "revenue", currency },
    }));
    this.#fund(clientId, -amountMicros, -amountMicros);
  }

  /** What was set aside goes back. */
  release(of: Reservable, clientId: number, currency: string, amountMicros: bigint): void {
    this.#move(kinds[of].release, clientId, amountMicros, () => ({
      debit: reserved(clientId, currency),
      credit: balance(clientId, currency),
    }));
    this.#fund(clientId, 0n, -amountMicros);
  }

  /** A supplier took a part, brought one, or looked a number up: we owe its price. */
  cost(of: MessageType, supplierId: number, currency: string, amountMicros: bigint): void {
    this.#move(kinds[of].cost, supplierId, amountMicros, () => ({
      debit: { kind: "supplier_cost", currency, supplierId },
      credit: { kind: "supplier_payable", currency, supplierId },
    }));
  }

  get accounts(): AccountKey[] {
    return this.movements.flatMap(({ debit, credit }) => [debit, credit]);
  }

  get movements(): readonly Movement[] {
    return [...this.#movements.values()].flatMap((byOwner) => [...byOwner.values()]);
  }

  get funds(): readonly FundsChange[] {
    return [...this.#funds.values()];
  }

  /** `make` names the accounts when the owner's first amount of this kind comes. */
  #move(
    kind: MovementKind,
    ownerId: number,
    amountMicros: bigint,
    make: () => Pick<Movement, "debit" | "credit">,
  ): void {
    if (amountMicros === 0n) return;
    const byOwner = this.#movements.get(kind) ?? new Map<number, Movement>();
    this.#movements.set(kind, byOwner);
    const same = byOwner.get(ownerId);
    if (same) {
      same.amountMicros += amountMicros;
      same.messages++;
    } else {
      byOwner.set(ownerId, { kind, ...make(), amountMicros, messages: 1 });
    }
  }

  #fund(clientId: number, balanceMicros: bigint, reservedMicros: bigint): void {
    // What costs nothing locks nobody's funds.
    if (balanceMicros === 0n && reservedMicros === 0n) return;
    const same = this.#funds.get(clientId);
    if (same) {
      same.balanceMicros += balanceMicros;
      same.reservedMicros += reservedMicros;
    } else {
      this.#funds.set(clientId, { clientId, balanceMicros, reservedMicros });
    }
  }
}

const balance = (clientId: number, currency: string): AccountKey => ({ kind: "client_balance", currency, clientId });
const reserved = (clientId: number, currency: string): AccountKey => ({ kind: "client_reserved", currency, clientId });

/** One string for one account, to find its id by. */
export function accountKeyText({ kind, currency, clientId, supplierId }: AccountKey): string {
  return `${kind} ${currency} ${clientId ?? ""} ${supplierId ?? ""}`;
}

/** A batch's money with the ids of its accounts. */
export interface PostedMovements {
  readonly movements: Movements;
  readonly accountId: (account: AccountKey) => number;
  readonly atMs: number;
}

/**
 * Writes the entries and the running totals. The funds rows are locked in the order of their ids first: two lanes that
 * locked them in the order of arrival would deadlock.
 */
export const movementSteps: readonly Step<PostedMovements>[] = [
  {
    name: "locked_funds",
    sql: "select client_id from client_funds where client_id = any($1::int[]) order by client_id for update",
    values: ({ movements }) => [numbers(movements.funds, (change) => change.clientId)],
  },
  {
    name: "funded",
    sql: `update client_funds f
       set balance_micros = f.balance_micros + u.balance_micros, reserved_micros = f.reserved_micros + u.reserved_micros
       from locked_funds l
       join unnest($1::int[], $2::bigint[], $3::bigint[]) u(client_id, balance_micros, reserved_micros)
         on u.client_id = l.client_id
       where f.client_id = l.client_id`,
    values: ({ movements: { funds } }) => [
      numbers(funds, (change) => change.clientId),
      numbers(funds, (change) => change.balanceMicros),
      numbers(funds, (change) => change.reservedMicros),
    ],
  },
  {
    name: "entered",
    sql: `insert into ledger_entries (at, kind, debit_account, credit_account, currency, amount_micros, messages)
       select to_timestamp(u.at), u.kind, u.debit, u.credit, u.currency, u.amount, u.messages
       from unnest($1::float8[], $2::text[], $3::int[], $4::int[], $5::text[], $6::bigint[], $7::int[])
         u(at, kind, debit, credit, currency, amount, messages)`,
    values: ({ movements: { movements }, accountId, atMs }) => [
      moments(movements, () => atMs),
      texts(movements, (movement) => movement.kind),
      numbers(movements, (movement) => accountId(movement.debit)),
      numbers(movements, (movement) => accountId(movement.credit)),
      texts(movements, (movement) => movement.debit.currency),
      numbers(movements, (movement) => movement.amountMicros),
      numbers(movements, (movement) => movement.messages),
    ],
  },
];
