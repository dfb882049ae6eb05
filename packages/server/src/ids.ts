/**
 * Message ids: 53-bit integers ordered by time, so that a plain number holds them, an index grows at its end and a
 * partition is a range of ids. 40 bits of milliseconds since 2026-01-01 (until 2060), 5 bits of node, 8 bits of
 * counter; when 256 ids a millisecond are used up the next millisecond is borrowed.
 */
export type MessageId = number;

const EPOCH_MS = Date.UTC(2026, 0, 1);
const COUNTER_SIZE = 2 ** 8;
const NODE_SIZE = 2 ** 5;
const MS_STEP = COUNTER_SIZE * NODE_SIZE;

export const nodeMax = NODE_SIZE - 1;

/** The smallest id a message received at this moment (ms since 1970) can have. */
export function idAtTime(timeMs: number): MessageId {
  return Math.max(0, Math.floor(timeMs) - EPOCH_MS) * MS_STEP;
}

/** The moment (ms since 1970) an id was made. */
export function idTime(id: MessageId): number {
  return Math.floor(id / MS_STEP) + EPOCH_MS;
}

/**
 * Makes ids for one node, each greater than the last, also when the clock steps back. `after` is the greatest id
 * this node has used before (0 for none), so that a restart with a clock set back can't repeat one.
 */
export function createIds({ node, after }: { node: number; after: MessageId }): (nowMs: number) => MessageId {
  if (!Number.isInteger(node) || node < 0 || node > nodeMax) throw new RangeError(`node must be 0 to ${nodeMax}`);
  let lastStep = Math.floor(after / MS_STEP);
  let counter = COUNTER_SIZE;
  return (nowMs) => {
    const step = Math.floor(nowMs) - EPOCH_MS;
    if (step > lastStep) {
      lastStep = step;
      counter = 0;
    } else if (counter >= COUNTER_SIZE) {
      lastStep++;
      counter = 0;
    }
    return lastStep * MS_STEP + node * COUNTER_SIZE + counter++;
  };
}
