/** What a look-up came to, in words. */
import type { LookupAnswer } from "@switchyard/contract";
import type { Tone } from "../../../parts/status.tsx";

export const outcomes: Readonly<Record<LookupAnswer["outcome"], { tone: Tone; word: string }>> = {
  found: { tone: "good", word: "Found" },
  not_known: { tone: "wait", word: "No network known" },
  failed: { tone: "bad", word: "Failed" },
  no_route: { tone: "bad", word: "Nobody to ask" },
};
