import type { PatternHit } from "./pattern.ts";

/** The text with these stretches of it, in order, replaced. */
export function replaceHits(text: string, hits: readonly PatternHit[], replace: (hit: PatternHit) => string): string {
  let replaced = "";
  let done = 0;
  for (const hit of hits) {
    replaced += text.slice(done, hit.at) + replace(hit);
    done = hit.at + (hit.groups[0]?.length ?? 0);
  }
  return done === 0 && replaced === "" ? text : replaced + text.slice(done);
}
