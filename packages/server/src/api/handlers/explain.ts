import type { explainEndpoints } from "@switchyard/contract";
import { explain } from "../../reports/explain.ts";
import type { ApiParts, Handlers } from "../call.ts";

export function explainHandlers({
  db,
  snapshot,
  live: { judge, recallNetwork },
  clock,
}: ApiParts): Handlers<keyof typeof explainEndpoints> {
  return {
    explain: ({ body }) => explain({ db, snapshot, judge, recallNetwork, nowMs: clock.now() }, body),
  };
}
