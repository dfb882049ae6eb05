/** A destination for people: the country's name, and the network's code where one is meant. */
const names = new Intl.DisplayNames(["en"], { type: "region", fallback: "code" });

/** `Germany`; the code itself where the browser knows no name. */
export function countryName(code: string): string {
  try {
    return names.of(code) ?? code;
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
