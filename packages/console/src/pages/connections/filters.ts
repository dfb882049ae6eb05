import { listSearch } from "../../parts/list-state.ts";

/** `supplier` narrows the list, and is the supplier of a new connection. */
export const connectionsSearch = listSearch("supplier");
