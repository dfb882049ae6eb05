/** A set of connections that share traffic. */
export interface Pool {
  readonly id: number;
  readonly strategy: "percentage" | "priority";
  /** In the order of their positions. */
  readonly members: readonly PoolMember[];
}

export interface PoolMember {
  readonly connectionId: number;
  /** Share of 100; only percentage pools read it. */
  readonly percent: number;
}

/** A pool of many flapping members meets many sets; past this many they are dealt anew. */
const SLOT_TABLES_MAX = 64;
/** Shares by pool and by which members can be used; as many as were met, in tables that live as long as the pool. */
const slotTables = new WeakMap<Pool, Map<string, readonly PoolMember[]>>();

/**
 * Chooses a member among those of the pool that are usable now, which stand in the pool's order. Priority pools take the
 * first. Percentage pools deal from a table of as many slots as the usable shares add up to, 100 when all are usable:
 * every member appears as often as its share says, spread evenly, so any run of 100 turns is exact, and the share of a
 * member that can't be used goes to the others in proportion.
 */
export function choosePoolMember(pool: Pool, usable: readonly PoolMember[], turn: number): PoolMember | undefined {
  if (usable.length <= 1 || pool.strategy === "priority") return usable[0];
  const slots = slotsFor(pool, usable);
  return slots[turn % slots.length];
}

function slotsFor(pool: Pool, usable: readonly PoolMember[]): readonly PoolMember[] {
  let tables = slotTables.get(pool);
  if (!tables) {
    tables = new Map();
    slotTables.set(pool, tables);
  }
  // The usual case, all of them, needs no key to be put together.
  let key = "";
  if (usable.length < pool.members.length) for (const { connectionId } of usable) key += `${connectionId},`;
  const known = tables.get(key);
  if (known) return known;
  if (tables.size >= SLOT_TABLES_MAX) tables.clear();
  const slots = dealSlots(usable);
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
