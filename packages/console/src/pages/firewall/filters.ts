/** What stands in the URLs of the firewall's lists. */
import { listSearch } from "../../parts/list-state.ts";

export const blacklistSearch = listSearch("q", "import");
export const optOutsSearch = listSearch("q", "client");
export const textFiltersSearch = listSearch("q", "client", "action");
export const spamLimitsSearch = listSearch("client");
export const blockedSendersSearch = listSearch("q", "supplier");
export const alertsSearch = listSearch("client", "open");
