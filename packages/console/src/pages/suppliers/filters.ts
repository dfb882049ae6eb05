import { listSearch } from "../../parts/list-state.ts";

export const supplierFilterKeys = ["q", "label", "blocked", "low"] as const;
export const suppliersSearch = listSearch(...supplierFilterKeys);
