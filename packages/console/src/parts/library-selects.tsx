/** Choices from the switch's libraries: countries, networks, currencies, time zones, clients, pools, suppliers. */
import { MultiSelect, type MultiSelectProps, Select, type SelectProps } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQueries, useQuery } from "@tanstack/react-query";
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
  /** What a choice beside the networks is called that means none of them. */
  none?: string;
}

export function NetworkSelect({ country, none, ...props }: NetworkSelectProps) {
  const { data } = useQuery({
    ...query("listNetworks", { params: { country: country ?? "" } }),
    ...forAWhile,
    enabled: country !== null && country !== "",
  });
  const options = (data?.items ?? []).map(({ network, name }) => ({ value: network, label: `${name} (${network})` }));
  if (none !== undefined) options.unshift({ value: "none", label: none });
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

interface FoundSelectProps extends ChoiceProps {
  /** What the switch found for what is typed. */
  found: readonly Choice[] | undefined;
  /** The one that is chosen, which need not be among them. */
  chosen: Choice | undefined;
  onSearchChange: (typed: string) => void;
}

interface Choice {
  readonly value: string;
  readonly label: string;
}

const TYPING_PAUSE_MS = 200;

/** More are found by typing. */
const FOUND_MAX = 50;

/** One of more than are asked for at once: the switch looks for what is typed. */
function FoundSelect({ found = [], chosen, ...props }: FoundSelectProps) {
  const others = found.filter(({ value }) => value !== chosen?.value);
  return (
    <Select
      searchable
      nothingFoundMessage="Nothing of that name"
      data={chosen ? [chosen, ...others] : [...others]}
      // What was found may have matched by what the labels do not show.
      filter={({ options }) => options}
      {...props}
    />
  );
}

/** What to look for, once typing pauses: all, while the field holds just the label of what is chosen. */
function useTerm(chosen: Choice | undefined) {
  const [typed, setTyped] = useState("");
  const [settled] = useDebouncedValue(typed, TYPING_PAUSE_MS);
  return { search: settled === chosen?.label ? "" : settled, setTyped };
}

/** The id that a field holds, if it holds one. */
function idOf(value: ChoiceProps["value"]): number | undefined {
  const id = Number(value);
  return value && Number.isInteger(id) ? id : undefined;
}

interface Named {
  readonly id: number;
  readonly name: string;
}

const named = ({ id, name }: Named): Choice => ({ value: String(id), label: name });
const namedClient = ({ id, login }: { readonly id: number; readonly login: string }): Choice => ({
  value: String(id),
  label: login,
});
const namedConnection = ({ id, name, supplierName }: Named & { readonly supplierName: string }): Choice => ({
  value: String(id),
  label: `${name} · ${supplierName}`,
});

/** Finds a client by login, company or e-mail; the value is its id. */
export function ClientSelect(props: ChoiceProps) {
  const clientId = idOf(props.value);
  const one = useQuery({
    ...query("getClient", { params: { clientId: clientId ?? 0 } }),
    enabled: clientId !== undefined,
    select: namedClient,
  });
  const { search, setTyped } = useTerm(one.data);
  const found = useQuery({
    ...query("listClients", { query: { search, limit: FOUND_MAX } }),
    placeholderData: keepPreviousData,
  });
  return (
    <FoundSelect
      nothingFoundMessage="No such client"
      found={found.data?.items.map(namedClient)}
      chosen={one.data}
      onSearchChange={setTyped}
      {...props}
    />
  );
}

export function PoolSelect(props: ChoiceProps) {
  const poolId = idOf(props.value);
  const one = useQuery({
    ...query("getPool", { params: { poolId: poolId ?? 0 } }),
    enabled: poolId !== undefined,
    select: named,
  });
  const { search, setTyped } = useTerm(one.data);
  const found = useQuery({
    ...query("listPools", { query: { search, limit: FOUND_MAX } }),
    placeholderData: keepPreviousData,
  });
  return <FoundSelect found={found.data?.items.map(named)} chosen={one.data} onSearchChange={setTyped} {...props} />;
}

interface SupplierSelectProps extends ChoiceProps {
  /** What a choice beside the suppliers is called that means none of them. */
  none?: string;
}

export function SupplierSelect({ none, ...props }: SupplierSelectProps) {
  const supplierId = idOf(props.value);
  const one = useQuery({
    ...query("getSupplier", { params: { supplierId: supplierId ?? 0 } }),
    enabled: supplierId !== undefined,
    select: named,
  });
  const { search, setTyped } = useTerm(props.value === "none" ? { value: "none", label: none ?? "" } : one.data);
  const found = useQuery({
    ...query("listSuppliers", { query: { search, limit: FOUND_MAX } }),
    placeholderData: keepPreviousData,
  });
  const suppliers = found.data?.items.map(named);
  return (
    <FoundSelect
      found={none !== undefined && search === "" ? [{ value: "none", label: none }, ...(suppliers ?? [])] : suppliers}
      chosen={one.data}
      onSearchChange={setTyped}
      {...props}
    />
  );
}

/** Several suppliers, each with its currency; the placeholder says what none means. */
export function SuppliersSelect({ placeholder, ...props }: Omit<MultiSelectProps, "data">) {
  const [typed, setTyped] = useState("");
  const [search] = useDebouncedValue(typed, TYPING_PAUSE_MS);
  const ids = props.value ?? [];
  const chosen = useQueries({ queries: ids.map((id) => query("getSupplier", { params: { supplierId: Number(id) } })) });
  const found = useQuery({
    ...query("listSuppliers", { query: { search, limit: FOUND_MAX } }),
    placeholderData: keepPreviousData,
  });
  const suppliers = [...chosen.flatMap(({ data }) => data ?? []), ...(found.data?.items ?? [])];
  const labels = new Map(suppliers.map(({ id, name, currency }) => [String(id), `${name} · ${currency}`]));
  return (
    <MultiSelect
      searchable
      nothingFoundMessage="Nothing of that name"
      clearable
      hidePickedOptions
      data={[...labels].map(([value, label]) => ({ value, label }))}
      filter={({ options }) => options}
      onSearchChange={setTyped}
      {...(ids.length === 0 && placeholder !== undefined && { placeholder })}
      {...props}
    />
  );
}

export function ConnectionSelect(props: ChoiceProps) {
  const connectionId = idOf(props.value);
  const one = useQuery({
    ...query("getConnection", { params: { connectionId: connectionId ?? 0 } }),
    enabled: connectionId !== undefined,
    select: namedConnection,
  });
  const { search, setTyped } = useTerm(one.data);
  const found = useQuery({
    ...query("listConnections", { query: { search, limit: FOUND_MAX } }),
    placeholderData: keepPreviousData,
  });
  return (
    <FoundSelect
      found={found.data?.items.map(namedConnection)}
      chosen={one.data}
      onSearchChange={setTyped}
      {...props}
    />
  );
}
