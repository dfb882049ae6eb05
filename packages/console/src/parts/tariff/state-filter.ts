/** The filters of a list of prices or costs. */
import { country, type TariffState, tariffStates } from "@switchyard/contract";
import { type ListSearch, listSearch } from "../list-state.ts";
import { tariffLooks } from "../tones.ts";

export const tariffFilterKeys = ["country", "state"] as const;
export const tariffSearch = listSearch(...tariffFilterKeys);

export const tariffStateOptions = tariffStates.map((value) => ({ value, label: tariffLooks[value].word }));

export function tariffQuery({ country: place, state, cursor }: ListSearch<(typeof tariffFilterKeys)[number]>) {
  const chosen = tariffStates.find((name) => name === state);
  return {
    ...(country.safeParse(place).success && { country: place }),
    ...(chosen && { state: [chosen] satisfies TariffState[] }),
    ...(cursor && { cursor }),
  };
}
