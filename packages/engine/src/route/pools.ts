export const poolStrategies = ["percentage", "priority", "least_cost", "best_delivery"] as const;
export type PoolStrategy = (typeof poolStrategies)[number];

/** A set of connections that share traffic. */
export interface Pool {
  readonly id: number;
  readonly strategy: PoolStrategy;
  /** In the order of their positions. */
  readonly members: readonly PoolMember[];
  /** Of a best delivery pool: members that cost more per part are passed over. */
  readonly costCeiling: { readonly micros: bigint; readonly currency: string } | null;
  /** How often a message may go on to another member. */
  readonly rerouteMax: number;
}

export interface PoolMember {
  readonly connectionId: number;
  /** Share of 100; only percentage pools read it. */
  readonly percent: number;
}

/** A member that can carry the message now, and what its pool chooses by. */
export interface Candidate {
  readonly member: PoolMember;
  /** Per part in the client's currency; null where no exchange rate tells. */
  readonly costMicros: bigint | null;
  /** Share of what ended lately that was delivered, 0 to 1; undefined when too little did. */
  readonly deliveryRate: number | undefined;
}

/** A pool of many flapping members meets many sets; past this many they are dealt anew. */
const SLOT_TABLES_MAX = 64;
/** Shares by pool and by which members can be used; as many as were met, in tables that live as long as the pool. */
const slotTables = new WeakMap<Pool, Map<string, readonly PoolMember[]>>();

/** Of a best delivery pool one message in so many goes to another member, so that every rate stays known. */
const SAMPLE_EVERY = 20;

/**
 * Chooses among the members that are usable now, which stand in the pool's order. Priority pools take the first, least
 * cost pools the cheapest. Percentage pools deal from a table of as many slots as the usable shares add up to, 100 when
 * all are usable: every member appears as often as its share says, spread evenly, so any run of 100 turns is exact, and
 * the share of a member that can't be used goes to the others in proportion. Best delivery pools take the member with the
 * highest rate, of equal ones the cheaper, and send a sample to the others in turn.
 */
export function choosePoolMember<Usable extends Candidate>(
  pool: Pool,
  usable: readonly Usable[],
  turn: number,
): Usable | undefined {
  if (usable.length <= 1 || pool.strategy === "priority") return usable[0];
  if (pool.strategy === "least_cost") return best(usable, isCheaper);
  if (pool.strategy === "percentage") return dealt(pool, usable, turn);
  const leader = best(usable, deliversBetter);
  if (turn % SAMPLE_EVERY !== SAMPLE_EVERY - 1) return leader;
  const others = usable.filter((candidate) => candidate !== leader);
  return others[Math.floor(turn / SAMPLE_EVERY) % others.length];
}

/** Of equals the first, which the pool prefers. */
function best<Usable>(usable: readonly Usable[], isBetter: (a: Usable, b: Usable) => boolean): Usable | undefined {
  let leader = usable[0];
  for (const candidate of usable) if (leader === undefined || isBetter(candidate, leader)) leader = candidate;
  return leader;
}

/** A cost that can't be compared is the worst. */
function isCheaper(a: Candidate, b: Candidate): boolean {
  if (a.costMicros === null) return false;
  return b.costMicros === null || a.costMicros < b.costMicros;
}

function deliversBetter(a: Candidate, b: Candidate): boolean {
  const [rateOfA, rateOfB] = [a.deliveryRate ?? -1, b.deliveryRate ?? -1];
  return rateOfA === rateOfB ? isCheaper(a, b) : rateOfA > rateOfB;
}

function dealt<Usable extends Candidate>(pool: Pool, usable: readonly Usable[], turn: number): Usable | undefined {
  const slots = slotsFor(pool, usable);
  const chosen = slots[turn % slots.length];
  return usable.find(({ member }) => member === chosen);
}

function slotsFor(pool: Pool, usable: readonly Candidate[]): readonly PoolMember[] {
  let tables = slotTables.get(pool);
  if (!tables) {
    tables = new Map();
    slotTables.set(pool, tables);
  }
  // The usual case, all of them, needs no key to be put together.
  let key = "";
  if (usable.length < pool.members.length) for (const { member } of usable) key += `${member.connectionId},`;
  const known = tables.get(key);
  if (known) return known;
  if (tables.size >= SLOT_TABLES_MAX) tables.clear();
  const slots = dealSlots(usable.map(({ member }) => member));
  tables.set(key, slots);
  return slots;
}

/** Smooth weighted round robin: each turn everyone gains their weight, the richest takes the slot and pays the total. */
function dealSlots(members: readonly PoolMember[]): readonly PoolMember[] {
  const total = members.reduce((sum, member) => sum + member.percent, 0);
  if (total === 0) return members;
  const seats = members.map((member) => ({ member, credit: 0 }));
  const slots: PoolMember[] = [];
  for (let turn = 0; turn < total; turn++) {
    for (const seat of seats) seat.credit += seat.member.percent;
    const richest = seats.reduce((best, seat) => (seat.credit > best.credit ? seat : best));
    richest.credit -= total;
    slots.push(richest.member);
  }
  return slots;
}
