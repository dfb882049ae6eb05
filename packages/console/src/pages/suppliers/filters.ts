import { listSearch } from "../../parts/list-state.ts";

export const suppliersSearch = listSearch("q");
