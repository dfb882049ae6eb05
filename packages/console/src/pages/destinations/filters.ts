import { listSearch } from "../../parts/list-state.ts";

export const destinationFilterKeys = ["q", "closed", "portability"] as const;
/** `number` is what stands in the box that finds a number's destination. */
export const destinationsSearch = listSearch(...destinationFilterKeys, "number");
export const networkFilterKeys = ["q", "status"] as const;
export const networksSearch = listSearch(...networkFilterKeys);
export const prefixFilterKeys = ["q", "network"] as const;
export const prefixesSearch = listSearch(...prefixFilterKeys);
export const lookupsSearch = listSearch("q");
