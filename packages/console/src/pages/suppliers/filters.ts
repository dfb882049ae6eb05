import { listSearch } from "../../parts/list-state.ts";

export const suppliersSearch = listSearch("q");

export { tariffFilterKeys as costFilterKeys, tariffSearch as costsSearch } from "../../parts/tariff/state-filter.ts";
