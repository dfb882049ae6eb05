import type { ReplacementChoice } from "./rules.ts";

/** One of several at random, or the same for the same recipient; undefined of none. */
export function chosen<T>(
  list: readonly T[],
  choice: ReplacementChoice,
  recipient: string,
  chance: () => number,
): T | undefined {
  if (list.length < 2) return list[0];
  return list[choice === "random" ? Math.floor(chance() * list.length) : hashOf(recipient) % list.length];
}

/** FNV-1a, its bits mixed once more so that numbers in a row do not take turns. */
function hashOf(recipient: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < recipient.length; at++) hash = Math.imul(hash ^ recipient.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}
