import { listSearch } from "../../parts/list-state.ts";

/** All live sessions come at once; the search narrows them here. */
export const sessionsSearch = listSearch("q");
