/** Prices and routes of a client share a page; the URL's filters are those of the prices. */
export {
  tariffFilterKeys as pricesFilterKeys,
  tariffSearch as pricesSearch,
} from "../../../../parts/tariff/state-filter.ts";
