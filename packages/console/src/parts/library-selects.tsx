/** Choices from the switch's libraries: countries, networks, currencies, time zones, clients, pools, suppliers. */
import { MultiSelect, type MultiSelectProps, Select, type SelectProps } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { query } from "../api.ts";

type ChoiceProps = Omit<SelectProps, "data">;

/** Libraries change with a release, not within a visit. */
const forGood = { staleTime: Number.POSITIVE_INFINITY };

/** Destinations are edited now and then. */
const forAWhile = { staleTime: 60_000 };

/** More options than a person reads are not drawn; typing narrows them. */
const OPTIONS_MAX = 100;

const searching = { searchable: true, limit: OPTIONS_MAX, nothingFoundMessage: "Nothing of that name" } as const;

export function CountrySelect(props: ChoiceProps) {
  const { data } = useQuery({ ...query("listCountries"), ...forAWhile });
  const options = useMemo(
    () => (data?.items ?? []).map(({ code, name }) => ({ value: code, label: `${name} (${code})` })),
    [data],
  );
  return <Select {...searching} limit={300} data={options} {...props} />;
}

/** Several countries; the placeholder says what none means. */
export function CountriesSelect({ placeholder, ...props }: Omit<MultiSelectProps, "data">) {
  const { data } = useQuery({ ...query("listCountries"), ...forAWhile });
  const options = useMemo(
    () => (data?.items ?? []).map(({ code, name }) => ({ value: code, label: `${name} (${code})` })),
    [data],
  );
  const isEmpty = !props.value || props.value.length === 0;
  return (
    <MultiSelect
      {...searching}
      limit={300}
      clearable
      hidePickedOptions
      data={options}
      {...(isEmpty && placeholder !== undefined && { placeholder })}
      {...props}
    />
  );
}

interface NetworkSelectProps extends ChoiceProps {
  country: string | null;
}

export function NetworkSelect({ country, ...props }: NetworkSelectProps) {
  const { data } = useQuery({
    ...query("listNetworks", { params: { country: country ?? "" } }),
    ...forAWhile,
    enabled: country !== null && country !== "",
  });
  const options = (data?.items ?? []).map(({ network, name }) => ({ value: network, label: `${name} (${network})` }));
  return <Select {...searching} data={options} disabled={!country} clearable placeholder="Whole country" {...props} />;
}

export function CurrencySelect(props: ChoiceProps) {
  const { data } = useQuery({ ...query("listCurrencies"), ...forGood });
  const options = useMemo(
    () => (data?.items ?? []).map(({ code, name }) => ({ value: code, label: `${code} · ${name}` })),
    [data],
  );
  return <Select {...searching} data={options} {...props} />;
}

export function TimeZoneSelect(props: ChoiceProps) {
  const { data } = useQuery({ ...query("listTimeZones"), ...forGood });
  const options = useMemo(() => {
    const listed = (data?.items ?? []).map(({ name, offsetMinutes }) => ({
      value: name,
      label: `${name.replaceAll("_", " ")} (${offsetOf(offsetMinutes)})`,
    }));
    const value = props.value;
    const missing = typeof value === "string" && value !== "" && !listed.some((option) => option.value === value);
    return missing ? [{ value, label: value }, ...listed] : listed;
  }, [data, props.value]);
  return <Select {...searching} data={options} {...props} />;
}

function offsetOf(minutes: number): string {
  const size = Math.abs(minutes);
  const clock = `${String(Math.floor(size / 60)).padStart(2, "0")}:${String(size % 60).padStart(2, "0")}`;
  return `UTC${minutes < 0 ? "−" : "+"}${clock}`;
}

/** Finds a client by typing; the value is its id. */
export function ClientSelect(props: ChoiceProps) {
  const [typed, setTyped] = useState("");
  const [term] = useDebouncedValue(typed, 200);
  const found = useQuery({
    ...query("listClients", { query: { search: term, limit: 20 } }),
    placeholderData: keepPreviousData,
  });
  const chosenId = Number(props.value);
  const chosen = useQuery({
    ...query("getClient", { params: { clientId: chosenId } }),
    enabled: Boolean(props.value) && Number.isInteger(chosenId),
  });
  const options = new Map<string, string>();
  if (chosen.data) options.set(String(chosen.data.id), chosen.data.login);
  for (const client of found.data?.items ?? []) options.set(String(client.id), client.login);
  return (
    <Select
      searchable
      nothingFoundMessage="No such client"
      data={[...options].map(([value, label]) => ({ value, label }))}
      // What the API found may have matched by company or e-mail, which the labels do not show.
      filter={({ options: all }) => all}
      onSearchChange={setTyped}
      {...props}
    />
  );
}

export function PoolSelect(props: ChoiceProps) {
  const { data } = useQuery(query("listPools", { query: { limit: 200 } }));
  const options = (data?.items ?? []).map(({ id, name }) => ({ value: String(id), label: name }));
  return <Select {...searching} data={options} {...props} />;
}

export function SupplierSelect(props: ChoiceProps) {
  const { data } = useQuery(query("listSuppliers", { query: { limit: 200 } }));
  const options = (data?.items ?? []).map(({ id, name }) => ({ value: String(id), label: name }));
  return <Select {...searching} data={options} {...props} />;
}

/** Several suppliers, each with its currency; the placeholder says what none means. */
export function SuppliersSelect({ placeholder, ...props }: Omit<MultiSelectProps, "data">) {
  const { data } = useQuery(query("listSuppliers", { query: { limit: 200 } }));
  const options = (data?.items ?? []).map(({ id, name, currency }) => ({
    value: String(id),
    label: `${name} · ${currency}`,
  }));
  const isEmpty = !props.value || props.value.length === 0;
  return (
    <MultiSelect
      {...searching}
      clearable
      hidePickedOptions
      data={options}
      {...(isEmpty && placeholder !== undefined && { placeholder })}
      {...props}
    />
  );
}

export function ConnectionSelect(props: ChoiceProps) {
  const { data } = useQuery(query("listConnections", { query: { limit: 200 } }));
  const options = (data?.items ?? []).map(({ id, name, supplierName }) => ({
    value: String(id),
    label: `${name} · ${supplierName}`,
  }));
  return <Select {...searching} data={options} {...props} />;
}
