import { listSearch } from "../../parts/list-state.ts";

/** `supplier` narrows the list, and is the supplier of a new connection; `copy` is the one a new connection is a copy of. */
export const connectionsSearch = listSearch("supplier", "copy");
