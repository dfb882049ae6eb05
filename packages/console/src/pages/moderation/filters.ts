/** The filters of the moderation queue: what stands in the URL. */
import { listSearch } from "../../parts/list-state.ts";

export const moderationFilterKeys = ["client", "sender", "country", "text", "caught", "filter"] as const;
export const moderationSearch = listSearch(...moderationFilterKeys);
