/** What stands in the URLs of the senders' lists. */
import { listSearch } from "../../parts/list-state.ts";

export const registerSearch = listSearch("q", "client", "status", "country");
export const senderRulesSearch = listSearch("country");
