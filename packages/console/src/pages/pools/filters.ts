import { listSearch } from "../../parts/list-state.ts";

export const poolFilterKeys = ["q", "connection"] as const;
/** `copy` is the pool that a new one is a copy of. */
export const poolsSearch = listSearch(...poolFilterKeys, "copy");
