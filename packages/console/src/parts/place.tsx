/** A destination for people: the country's name, and the network's code where one is meant. */
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { query } from "../api.ts";

const names = new Intl.DisplayNames(["en"], { type: "region", fallback: "code" });
/** What the switch calls countries, as far as it said so already. */
let given: ReadonlyMap<string, string> = new Map();

/** Asks the switch what countries are called, since an operator may rename them; the frame around all pages does. */
export function useCountryNames(): void {
  const { data } = useQuery({ ...query("listCountries"), staleTime: 60_000 });
  useEffect(() => {
    if (data) given = new Map(data.items.map(({ code, name }) => [code, name]));
  }, [data]);
}

/** `Germany`: as the switch calls it, else as the browser does, else the code itself. */
export function countryName(code: string): string {
  try {
    return given.get(code) ?? names.of(code) ?? code;
  } catch {
    return code;
  }
}

interface PlaceProps {
  country: string | null;
  network?: string | null | undefined;
  /** What it says where no country is given. */
  any?: string;
}

export function Place({ country, network, any = "Any destination" }: PlaceProps) {
  if (!country) return <span>{any}</span>;
  return (
    <span>
      {countryName(country)}
      {network && <span style={{ color: "var(--mantine-color-dimmed)" }}> · {network}</span>}
    </span>
  );
}
