import { incomingSearch } from "../../parts/incoming/address.ts";

/** What is nobody's comes first: it waits for a person. */
export function incomingPageSearch(raw: Record<string, unknown>): ReturnType<typeof incomingSearch> {
  const search = incomingSearch(raw);
  return { ...search, whose: search.whose === "all" ? "all" : "nobody" };
}
