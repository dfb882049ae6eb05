/** All routes: the platform's, and those of each product and client. */
import { Button } from "@mantine/core";
import { type RouteOwner, routeScopeName } from "@switchyard/contract";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { liveQuery, refreshMs } from "../../api.ts";
import { DataTable } from "../../parts/data-table/data-table.tsx";
import { columnsOf } from "../../parts/data-table/features.ts";
import { EmptyState } from "../../parts/empty-state.tsx";
import { formatCount } from "../../parts/figures.ts";
import { Page, Section } from "../../parts/page.tsx";
import { ownerOfScope, ownerPage, useOwnerName } from "../../parts/routing/owner.ts";
import { chosenOwner, type OwnerChoice, OwnerChoiceFields } from "../../parts/routing/owner-choice.tsx";
import { RouteSection } from "../../parts/routing/section.tsx";
import { validQuery } from "../../parts/valid-query.ts";

const page = getRouteApi("/signed-in/routes");

const order =
  "A client's own routes are tried first, then its product's, then the platform's; within each by priority.";

export function RoutesPage() {
  const { scope, pool } = page.useSearch();
  const owner = ownerOfScope(scope);
  const name = useOwnerName(owner);
  const isPlatform = owner.scope === "platform";
  return (
    <Page title="Routes" actions={<OwnerSwitch key={routeScopeName(owner)} />}>
      <RouteSection
        owner={owner}
        title={isPlatform ? "Platform's routes" : `Routes of ${name ?? "…"}`}
        says={
          <>
            {order}{" "}
            {!isPlatform && (
              <Link {...ownerPage(owner)} className="text-link">
                Open {name ?? "…"}
              </Link>
            )}
          </>
        }
        empty={
          isPlatform
            ? {
                title: "The platform has no routes yet",
                says: (
                  <>
                    A route says which pool takes which messages. Without one, messages are blocked with <i>no route</i>
                    .
                  </>
                ),
              }
            : { title: `${name ?? "It"} has no routes of its own`, says: "The next scope's routes lead its messages." }
        }
      />
      {isPlatform && <OtherOwners key={pool} pool={pool} />}
    </Page>
  );
}

/** Whose routes are shown; the page changes once a product or client is named in full. */
function OwnerSwitch() {
  const { scope } = page.useSearch();
  const navigate = useNavigate();
  const [choice, setChoice] = useState<OwnerChoice>(() => ownerOfScope(scope));
  return (
    <OwnerChoiceFields
      label="Whose routes"
      value={choice}
      onChange={(next) => {
        setChoice(next);
        const owner = chosenOwner(next);
        if (!owner) return;
        const name = routeScopeName(owner);
        void navigate({ to: "/routes", search: name === "platform" ? {} : { scope: name } });
      }}
    />
  );
}

/** An owner's routes, still of the one pool where the page shows only that one's. */
function OwnerLink({ of: { scope, name } }: { of: RouteOwner }) {
  const { pool } = page.useSearch();
  return (
    <Link to="/routes" search={{ scope, ...(pool && { pool }) }} className="quiet-link">
      <b>{name}</b>
    </Link>
  );
}

const column = columnsOf<RouteOwner>();

const columns = column.columns([
  column.accessor("name", {
    header: "Whose",
    cell: ({ row: { original } }) => <OwnerLink of={original} />,
  }),
  column.accessor("scope", {
    header: "Kind",
    meta: { grow: true },
    cell: ({ getValue }) => (getValue().startsWith("client") ? "Client" : "Product"),
  }),
  column.accessor("routes", {
    header: "Routes",
    meta: { right: true },
    cell: ({ getValue }) => formatCount(getValue()),
  }),
  column.accessor("enabled", {
    header: "Switched on",
    meta: { right: true },
    cell: ({ getValue }) => formatCount(getValue()),
  }),
]);

/** Products and clients with routes of their own, of those to one pool where one is chosen; a page at a time. */
function OtherOwners({ pool }: { pool: string | undefined }) {
  const [cursors, setCursors] = useState<readonly string[]>([]);
  const cursor = cursors.at(-1);
  const asked = validQuery("listRouteOwners", { poolId: pool, cursor, limit: "20" });
  const owners = useQuery(liveQuery("listRouteOwners", { query: asked }, refreshMs.slow));
  const rows = owners.data?.items.filter(({ scope }) => scope !== "platform");
  const next = owners.data?.nextCursor;
  return (
    <Section title="Routes of their own" says="Products and clients whose routes are tried before the platform's.">
      <DataTable
        label="Owners of routes"
        columns={columns}
        rows={rows}
        error={owners.error}
        rowId={({ scope }) => scope}
        empty={
          pool ? (
            <EmptyState title="No routes of their own lead to this pool">Clear the pool to see all owners.</EmptyState>
          ) : (
            <EmptyState title="Everything goes by the platform's routes">
              Add routes to a product or a client to lead its messages elsewhere.
            </EmptyState>
          )
        }
        footer={
          (cursors.length > 0 || next) && (
            <div>
              <Button
                variant="subtle"
                size="compact-xs"
                disabled={cursors.length === 0}
                onClick={() => setCursors(cursors.slice(0, -1))}
              >
                Previous
              </Button>
              <Button
                variant="subtle"
                size="compact-xs"
                disabled={!next}
                onClick={() => next && setCursors([...cursors, next])}
              >
                Next
              </Button>
            </div>
          )
        }
      />
    </Section>
  );
}
