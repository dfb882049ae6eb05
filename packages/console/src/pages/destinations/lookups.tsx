/** Look-ups: try one, and see and forget the answers that are kept. */
import { Button, Checkbox, Group, Stack, TextInput } from "@mantine/core";
import type { KeptLookup, LookupAnswer } from "@switchyard/contract";
import { IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { liveQuery, query, refreshMs, useMay, useSend } from "../../api.ts";
import { DataTable } from "../../parts/data-table/data-table.tsx";
import { columnsOf } from "../../parts/data-table/features.ts";
import { Paging } from "../../parts/data-table/paging.tsx";
import { EmptyState } from "../../parts/empty-state.tsx";
import { Fact, Facts } from "../../parts/facts.tsx";
import { FilterBar, SearchFilter } from "../../parts/filters.tsx";
import { useListState } from "../../parts/list-state.ts";
import { Section } from "../../parts/page.tsx";
import { Place } from "../../parts/place.tsx";
import { ProblemNote } from "../../parts/problem.tsx";
import { said } from "../../parts/said.ts";
import { Status, type Tone } from "../../parts/status.tsx";
import { Time } from "../../parts/time.tsx";
import { validQuery } from "../../parts/valid-query.ts";
import classes from "./destinations.module.css";
import { networkWords } from "./find-number.tsx";
import { DestinationsFrame } from "./frame.tsx";

const route = getRouteApi("/signed-in/destinations/lookups");

export function LookupsPage() {
  const { q, cursor } = route.useSearch();
  const list = useListState();
  const mayChange = useMay("destinations.write");
  const { mutateAsync: forget } = useSend("forgetLookup");
  const asked = validQuery("listLookups", { search: q?.replaceAll(/\D/g, "") || undefined, cursor });
  const lookups = useQuery(liveQuery("listLookups", { query: asked }, refreshMs.slow));
  const columns = useMemo(() => {
    const drop = (number: string) =>
      void forget({ params: { number } }).then(() => said(`+${number} is looked up anew.`), said);
    return columnsFor(mayChange ? drop : undefined);
  }, [mayChange, forget]);
  return (
    <DestinationsFrame>
      {mayChange && <TryLookup />}
      <Section
        title="Answers that are kept"
        says={
          <>
            Numbers of{" "}
            <Link to="/destinations" search={{ portability: "lookup" }} className="text-link">
              countries known by look-up
            </Link>{" "}
            are asked for once and kept for as long as the country says. The platform's HLR routes say who is asked.
          </>
        }
      >
        <FilterBar list={list} keys={["q"]}>
          <SearchFilter main list={list} label="Search numbers" placeholder="Number, or how it begins" />
        </FilterBar>
        <DataTable
          label="Kept look-ups"
          columns={columns}
          rows={lookups.data?.items}
          error={lookups.error}
          rowId={({ number }) => number}
          list={list}
          footer={<Paging list={list} page={lookups.data} noun="numbers" />}
          empty={
            q ? (
              <EmptyState title="No such number">Type a number or how it begins, with its country code.</EmptyState>
            ) : (
              <EmptyState title="Nothing was looked up yet">
                Set a country to look its numbers up, and let an HLR route lead to a connection of a look-up API.
              </EmptyState>
            )
          }
        />
      </Section>
    </DestinationsFrame>
  );
}

const column = columnsOf<KeptLookup>();

function columnsFor(forget: ((number: string) => void) | undefined) {
  return column.columns([
    column.accessor("number", {
      header: "Number",
      cell: ({ getValue }) => <span className="figures">+{getValue()}</span>,
    }),
    column.accessor("network", {
      header: "Network",
      meta: { grow: true },
      cell: ({ row: { original } }) => networkWords(original.network, original.networkName),
    }),
    column.accessor("at", {
      header: "Looked up",
      meta: { right: true },
      cell: ({ getValue }) => <Time at={getValue()} />,
    }),
    ...(forget
      ? [
          column.display({
            id: "forget",
            header: "",
            meta: { right: true },
            cell: ({ row: { original } }) => (
              <Button variant="default" size="compact-xs" onClick={() => forget(original.number)}>
                Forget
              </Button>
            ),
          }),
        ]
      : []),
  ]);
}

const outcomes: Readonly<Record<LookupAnswer["outcome"], { tone: Tone; word: string }>> = {
  found: { tone: "good", word: "Found" },
  not_known: { tone: "wait", word: "No network known" },
  failed: { tone: "bad", word: "Failed" },
  no_route: { tone: "bad", word: "Nobody to ask" },
};

function TryLookup() {
  const [number, setNumber] = useState("");
  const [anew, setAnew] = useState(false);
  const look = useSend("lookUpNumber");
  const digits = number.replaceAll(/[^\d]/g, "").replace(/^00/, "");
  const isNumber = /^[1-9]\d{5,14}$/.test(digits);
  return (
    <Section title="Try a look-up" says="Your supplier may charge for it, unless the answer is kept already.">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isNumber) look.mutate({ body: { number: digits, anew } });
        }}
      >
        <Stack gap="sm">
          <Group gap="sm" align="center">
            <TextInput
              aria-label="Number to look up"
              placeholder="+49 151 …"
              inputMode="tel"
              autoComplete="off"
              value={number}
              onChange={(event) => setNumber(event.currentTarget.value)}
            />
            <Checkbox
              label="Ask also when an answer is kept"
              checked={anew}
              onChange={(event) => setAnew(event.currentTarget.checked)}
            />
            <Button type="submit" leftSection={<IconSearch size={14} />} disabled={!isNumber} loading={look.isPending}>
              Look up
            </Button>
          </Group>
          {look.error && <ProblemNote error={look.error} />}
          {look.data && <Answered of={look.data} />}
        </Stack>
      </form>
    </Section>
  );
}

function Answered({ of }: { of: LookupAnswer }) {
  const { tone, word } = outcomes[of.outcome];
  return (
    <div aria-live="polite">
      <Facts>
        <Fact name="Number">+{of.number}</Fact>
        <Fact name="Outcome">
          <Status tone={tone}>{word}</Status>
        </Fact>
        {of.network !== null && <Fact name="Network">{networkWords(of.network, of.networkName)}</Fact>}
        <Fact name="Country">
          <Place country={of.country} any="none" />
        </Fact>
        <Fact name="From">{of.cached ? "what is kept" : <AskedOf connectionId={of.connectionId} />}</Fact>
        <Fact name="Took">{of.tookMs} ms</Fact>
      </Facts>
      {of.detail !== "" && <p className={classes.quiet}>{of.detail.charAt(0).toUpperCase() + of.detail.slice(1)}.</p>}
    </div>
  );
}

function AskedOf({ connectionId }: { connectionId: number | null }) {
  const may = useMay("suppliers.read");
  const { data } = useQuery({
    ...query("getConnection", { params: { connectionId: connectionId ?? 0 } }),
    enabled: may && connectionId !== null,
  });
  if (connectionId === null) return <>nobody</>;
  return (
    <Link to="/connections/$connectionId" params={{ connectionId: String(connectionId) }} className="text-link">
      {data?.name ?? `connection ${connectionId}`}
    </Link>
  );
}
