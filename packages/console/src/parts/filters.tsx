/** The row of filters over a list; what is chosen goes into the URL. */
import { CloseButton, Select, TextInput, UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { type ReactNode, useCallback, useEffect, useState } from "react";
import classes from "./filters.module.css";
import {
  ClientSelect,
  ConnectionSelect,
  CountrySelect,
  CurrencySelect,
  NetworkSelect,
  PoolSelect,
  SupplierSelect,
} from "./library-selects.tsx";
import type { ListState } from "./list-state.ts";
import { MomentInput } from "./moment-input.tsx";

interface FilterBarProps {
  list: ListState;
  /** The URL keys that these filters set, for *Clear*. */
  keys: readonly string[];
  children: ReactNode;
  /** What stands at the far end: column choice, export. */
  end?: ReactNode;
}

export function FilterBar({ list, keys, children, end }: FilterBarProps) {
  const active = keys.filter((key) => list.search[key]).length;
  const [unfolded, { toggle }] = useDisclosure(false);
  const folds = keys.length > 2;
  return (
    <search className={classes.bar} data-folded={(folds && !unfolded) || undefined}>
      {children}
      {folds && (
        <UnstyledButton className={classes.fold} aria-expanded={unfolded} onClick={toggle}>
          {unfolded ? "Fewer filters" : active > 0 ? `All filters (${active} set)` : "All filters"}
        </UnstyledButton>
      )}
      {active > 0 && (
        <UnstyledButton
          className={classes.clear}
          onClick={() => list.filter(Object.fromEntries(keys.map((key) => [key, undefined])))}
        >
          Clear
        </UnstyledButton>
      )}
      {end && <div className={classes.end}>{end}</div>}
    </search>
  );
}

/** The width of a filter on a wide screen; on a phone they share the lines. */
function field(width: number) {
  return { className: classes.field ?? "", style: { "--field-width": `${width}px` } };
}

const TYPING_PAUSE_MS = 250;

interface SearchFilterProps {
  list: ListState;
  /** The key in the URL. */
  name?: string;
  label: string;
  placeholder?: string;
  width?: number;
  /** The `/` key comes here. */
  main?: boolean;
}

/** A text filter; the list follows once typing pauses. */
export function SearchFilter({ list, name = "q", label, placeholder, width = 260, main = false }: SearchFilterProps) {
  const applied = list.search[name] ?? "";
  const [typed, setTyped] = useState(applied);
  const [seen, setSeen] = useState(applied);
  const [sent, setSent] = useState(applied);
  // The URL changed by other means than typing here (back, Clear, a link): the field follows it.
  if (applied !== seen) {
    setSeen(applied);
    if (applied !== sent) setTyped(applied);
  }
  const { filter } = list;
  const send = useCallback(
    (text: string) => {
      setSent(text.trim());
      filter({ [name]: text.trim() || undefined });
    },
    [filter, name],
  );
  useEffect(() => {
    if (typed.trim() === applied) return;
    const timer = setTimeout(() => send(typed), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, applied, send]);
  return (
    <TextInput
      size="xs"
      {...field(width)}
      aria-label={label}
      placeholder={placeholder ?? label}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === "Enter") send(typed);
        if (event.key === "Escape" && typed) setTyped("");
      }}
      leftSection={main ? <IconSearch size={14} /> : undefined}
      rightSection={typed ? <CloseButton size="xs" aria-label={`Clear ${label}`} onClick={() => setTyped("")} /> : null}
      {...(main ? { "data-main-search": true, wrapperProps: { "data-main": true } } : {})}
    />
  );
}

interface ChoiceFilterProps {
  list: ListState;
  name: string;
  label: string;
  options: readonly (string | { value: string; label: string })[];
  width?: number;
  searchable?: boolean;
}

/** One of several values, or any. */
export function ChoiceFilter({ list, name, label, options, width = 140, searchable = false }: ChoiceFilterProps) {
  return (
    <Select
      size="xs"
      {...field(width)}
      aria-label={label}
      placeholder={label}
      data={[...options]}
      value={list.search[name] ?? null}
      onChange={(value) => list.filter({ [name]: value ?? undefined })}
      clearable
      searchable={searchable}
      nothingFoundMessage={searchable ? "None" : undefined}
    />
  );
}

interface MomentFilterProps {
  list: ListState;
  name: string;
  label: string;
}

/** The beginning or the end of a period, in the viewer's zone. */
export function MomentFilter({ list, name, label }: MomentFilterProps) {
  return (
    <MomentInput
      size="xs"
      {...field(212)}
      aria-label={label}
      leftSection={<span className={classes.prefix}>{label}</span>}
      leftSectionWidth={42}
      value={list.search[name] ?? ""}
      onChange={(iso) => list.filter({ [name]: iso || undefined })}
    />
  );
}

/** The first or the last day of a period, without a clock. */
export function DayFilter({ list, name, label }: MomentFilterProps) {
  return (
    <TextInput
      type="date"
      size="xs"
      {...field(170)}
      aria-label={label}
      leftSection={<span className={classes.prefix}>{label}</span>}
      leftSectionWidth={42}
      value={list.search[name] ?? ""}
      onChange={(event) => list.filter({ [name]: event.currentTarget.value || undefined })}
    />
  );
}

/** Messages, prices or routes of one country. */
export function CountryFilter({ list, width = 190 }: { list: ListState; width?: number }) {
  return (
    <CountrySelect
      size="xs"
      {...field(width)}
      aria-label="Country"
      placeholder="Country"
      clearable
      value={list.search.country ?? null}
      // A network is one of a country.
      onChange={(value) => list.filter({ country: value ?? undefined, network: undefined })}
    />
  );
}

/** Of the country chosen beside it: what is for one of its networks, or for none of them. */
export function NetworkFilter({ list }: { list: ListState }) {
  return (
    <NetworkSelect
      size="xs"
      {...field(150)}
      aria-label="Network"
      placeholder="Network"
      none="No single network"
      country={list.search.country ?? null}
      value={list.search.network ?? null}
      onChange={(value) => list.filter({ network: value ?? undefined })}
    />
  );
}

/** What belongs to one client; found by typing. */
export function ClientFilter({ list }: { list: ListState }) {
  return (
    <ClientSelect
      size="xs"
      {...field(150)}
      aria-label="Client"
      placeholder="Client"
      clearable
      value={list.search.client ?? null}
      onChange={(value) => list.filter({ client: value ?? undefined })}
    />
  );
}

/** What goes over one connection; found by typing. */
export function ConnectionFilter({ list }: { list: ListState }) {
  return (
    <ConnectionSelect
      size="xs"
      {...field(150)}
      aria-label="Connection"
      placeholder="Connection"
      clearable
      value={list.search.connection ?? null}
      onChange={(value) => list.filter({ connection: value ?? undefined })}
    />
  );
}

/** What leads to one pool; found by typing. */
export function PoolFilter({ list }: { list: ListState }) {
  return (
    <PoolSelect
      size="xs"
      {...field(140)}
      aria-label="Pool"
      placeholder="Pool"
      clearable
      value={list.search.pool ?? null}
      onChange={(value) => list.filter({ pool: value ?? undefined })}
    />
  );
}

interface SupplierFilterProps {
  list: ListState;
  name?: string;
  label?: string;
  width?: number;
  /** What the choice of none of them is called. */
  none?: string;
}

/** What belongs to one supplier; found by typing. */
export function SupplierFilter({
  list,
  name = "supplier",
  label = "Supplier",
  width = 180,
  none,
}: SupplierFilterProps) {
  return (
    <SupplierSelect
      size="xs"
      {...field(width)}
      aria-label={label}
      placeholder={label}
      clearable
      {...(none !== undefined && { none })}
      value={list.search[name] ?? null}
      onChange={(value) => list.filter({ [name]: value ?? undefined })}
    />
  );
}

/** What is kept in one currency. */
export function CurrencyFilter({ list }: { list: ListState }) {
  return (
    <CurrencySelect
      size="xs"
      {...field(120)}
      aria-label="Currency"
      placeholder="Currency"
      clearable
      comboboxProps={{ width: 220, position: "bottom-start" }}
      value={list.search.currency ?? null}
      onChange={(value) => list.filter({ currency: value ?? undefined })}
    />
  );
}
