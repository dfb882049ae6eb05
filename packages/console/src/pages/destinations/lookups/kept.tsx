/** The answers of look-ups that are kept, to see and to forget. */
import { Button } from "@mantine/core";
import type { KeptLookup } from "@switchyard/contract";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { liveQuery, refreshMs, useMay, useSend } from "../../../api.ts";
import { DataTable } from "../../../parts/data-table/data-table.tsx";
import { columnsOf } from "../../../parts/data-table/features.ts";
import { Paging } from "../../../parts/data-table/paging.tsx";
import { EmptyState } from "../../../parts/empty-state.tsx";
import { FilterBar, SearchFilter } from "../../../parts/filters.tsx";
import { useListState } from "../../../parts/list-state.ts";
import { Section } from "../../../parts/page.tsx";
import { said } from "../../../parts/said.ts";
import { Time } from "../../../parts/time.tsx";
import { validQuery } from "../../../parts/valid-query.ts";
import { networkWords } from "../find-number.tsx";

const route = getRouteApi("/signed-in/destinations/lookups/");

export function KeptLookups() {
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
