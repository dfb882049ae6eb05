/** Putting the parts of a long message together again. */

export interface Part {
  /** 1 to the total. */
  readonly part: number;
  /** User data without its header. */
  readonly octets: Uint8Array;
}

/**
 * The octets of all parts in order, or undefined while one of 1..`total` is missing. Octets are joined before they are
 * decoded, because some senders cut a surrogate pair or an escape in two. Of a part that came twice the first counts.
 */
export function assembleParts(parts: readonly Part[], total: number): Uint8Array | undefined {
  const inOrder: Uint8Array[] = [];
  for (let part = 1; part <= total; part++) {
    const found = parts.find((candidate) => candidate.part === part);
    if (found === undefined) return undefined;
    inOrder.push(found.octets);
  }
  const whole = new Uint8Array(inOrder.reduce((sum, octets) => sum + octets.length, 0));
  let at = 0;
  for (const octets of inOrder) {
    whole.set(octets, at);
    at += octets.length;
  }
  return whole;
}
