/** How we stand with a supplier, what it delivered lately, and who it is. */
import { Skeleton } from "@mantine/core";
import type { Supplier, SupplierStatistics } from "@switchyard/contract";
import { useQuery } from "@tanstack/react-query";
import { Outlet } from "@tanstack/react-router";
import { liveQuery, refreshMs } from "../../../api.ts";
import { DataTable } from "../../../parts/data-table/data-table.tsx";
import { columnsOf } from "../../../parts/data-table/features.ts";
import { EmptyState } from "../../../parts/empty-state.tsx";
import { Fact, Facts } from "../../../parts/facts.tsx";
import { Figure, FigureStrip } from "../../../parts/figure.tsx";
import { formatCount } from "../../../parts/figures.ts";
import { Money } from "../../../parts/money.tsx";
import { Note } from "../../../parts/note.tsx";
import { Section } from "../../../parts/page.tsx";
import { Share } from "../../../parts/share.tsx";
import { formatZoneClock, Time, useNow } from "../../../parts/time.tsx";
import { Labels, SupplierBalance } from "../status.tsx";
import { useSupplier, useSupplierId } from "./current.ts";

export function SupplierOverview() {
  const { data: supplier } = useSupplier();
  return (
    <>
      {supplier?.balanceLowSince && (
        <Note tone="bad">
          The balance is at or under the notice of{" "}
          <Money amount={supplier.balanceNotice ?? "0"} currency={supplier.currency} /> since{" "}
          <Time at={supplier.balanceLowSince} />. Pay the supplier, then enter the payment.
        </Note>
      )}
      <Standing supplier={supplier} />
      <Statistics />
      {supplier ? <About supplier={supplier} /> : <Skeleton height={40} />}
      <Outlet />
    </>
  );
}

function Standing({ supplier }: { supplier: Supplier | undefined }) {
  const balance = supplier && <SupplierBalance of={supplier} />;
  const isOwed = supplier?.balance.startsWith("-");
  return (
    <FigureStrip>
      <Figure label="Balance" note={isOwed ? "owed to it" : "paid and not used up"}>
        {balance}
      </Figure>
      <Figure label="Paid">{supplier && (supplier.prepaid ? "in advance" : "afterwards")}</Figure>
      <Figure label="Notice at" note={supplier?.prepaid === false ? "only in advance" : undefined}>
        {supplier &&
          (supplier.prepaid && supplier.balanceNotice !== null ? (
            <Money amount={supplier.balanceNotice} currency={supplier.currency} />
          ) : (
            "–"
          ))}
      </Figure>
      <Figure label="Connections">{supplier && formatCount(supplier.connections)}</Figure>
    </FigureStrip>
  );
}

type Period = SupplierStatistics["periods"][number] & { readonly currency: string };

const column = columnsOf<Period>();

const periodNames = { today: "Today", "7d": "Last 7 days", "30d": "Last 30 days" } as const;

const columns = column.columns([
  column.accessor("period", {
    header: "Time",
    meta: { grow: true },
    cell: ({ getValue }) => <b>{periodNames[getValue()]}</b>,
  }),
  column.accessor("sent", { header: "Sent", meta: { right: true }, cell: ({ getValue }) => formatCount(getValue()) }),
  column.accessor("delivered", {
    header: "Delivered",
    meta: { right: true },
    cell: ({ getValue }) => formatCount(getValue()),
  }),
  column.accessor("failed", {
    header: "Failed",
    meta: { right: true },
    cell: ({ getValue }) => formatCount(getValue()),
  }),
  column.accessor("deliveryRate", {
    header: "Delivery rate",
    meta: { right: true },
    cell: ({ getValue }) => <Share of={getValue()} />,
  }),
  column.accessor("cost", {
    header: "Cost",
    meta: { right: true },
    cell: ({ row: { original } }) => <Money amount={original.cost} currency={original.currency} />,
  }),
]);

function Statistics() {
  const statistics = useQuery(
    liveQuery("getSupplierStatistics", { params: { supplierId: useSupplierId() } }, refreshMs.usual),
  );
  const { data } = statistics;
  return (
    <Section title="Statistics" says="Messages it took, in the hour they came in; today is the supplier's own day.">
      <DataTable
        label="Statistics"
        columns={columns}
        rows={data?.periods.map((period) => ({ ...period, currency: data.currency }))}
        error={statistics.error}
        rowId={({ period }) => period}
        empty={<EmptyState title="Nothing yet">Its first message will show here.</EmptyState>}
      />
    </Section>
  );
}

function About({ supplier }: { supplier: Supplier }) {
  const now = useNow(30_000);
  return (
    <Section title="About">
      <Facts>
        <Fact name="Currency">{supplier.currency}</Fact>
        <Fact name="Contact">{supplier.contact || "–"}</Fact>
        <Fact name="E-mail">{supplier.email || "–"}</Fact>
        <Fact name="Labels">
          <Labels of={supplier.labels} />
        </Fact>
        <Fact name="Time zone">
          {supplier.timeZone.replaceAll("_", " ")} · {formatZoneClock(supplier.timeZone, now)}
        </Fact>
        <Fact name="Low balance is told to">{supplier.noticeEmail || "–"}</Fact>
        <Fact name="Since">
          <Time at={supplier.createdAt} as="day" />
        </Fact>
        <Fact name="Comment">{supplier.comment || "–"}</Fact>
      </Facts>
    </Section>
  );
}
