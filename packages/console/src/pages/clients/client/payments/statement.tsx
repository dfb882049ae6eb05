/** The client's account from day to day: opening balance, every movement, closing balance. */
import { Button, Group, Select, TextInput } from "@mantine/core";
import { adminPath, type Statement } from "@switchyard/contract";
import { IconDownload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { query } from "../../../../api.ts";
import { type DayPreset, type Days, dayPresets, formatCalendarDay, today } from "../../../../parts/calendar.ts";
import { DataTable } from "../../../../parts/data-table/data-table.tsx";
import { columnsOf } from "../../../../parts/data-table/features.ts";
import { EmptyState } from "../../../../parts/empty-state.tsx";
import { Figure, FigureStrip } from "../../../../parts/figure.tsx";
import { Money } from "../../../../parts/money.tsx";
import { Section } from "../../../../parts/page.tsx";
import { ProblemNote } from "../../../../parts/problem.tsx";
import { useClient, useClientId } from "../current.ts";

const route = getRouteApi("/signed-in/clients/$clientId/payments/statement");

export function ClientStatement() {
  const clientId = useClientId();
  const { data: client } = useClient();
  const search = route.useSearch();
  const now = today(client?.timeZone);
  const usual = dayPresets.this_month.of(now);
  const days = { from: search.from ?? usual.from, to: search.to ?? usual.to };
  const isOrdered = days.from <= days.to;
  const statement = useQuery({
    ...query("getStatement", { params: { clientId }, query: days }),
    enabled: client !== undefined && isOrdered,
  });
  return (
    <Section
      title="Statement"
      says={`Days are the client's own${client ? `, in ${client.timeZone.replaceAll("_", " ")}` : ""}. Messages are summed by day.`}
      actions={isOrdered && <Downloads clientId={clientId} days={days} />}
    >
      <DayChoice days={days} now={now} />
      {!isOrdered && <EmptyState title="The last day is before the first">Choose another.</EmptyState>}
      {statement.error && !statement.data && (
        <ProblemNote error={statement.error} onRetry={() => void statement.refetch()} />
      )}
      {isOrdered && !statement.error && <StatementFigures statement={statement.data} />}
      {isOrdered && !statement.error && <Movements statement={statement.data} />}
    </Section>
  );
}

function DayChoice({ days, now }: { days: Days; now: string }) {
  const navigate = useNavigate();
  const go = (chosen: Days) =>
    void navigate({
      to: ".",
      search: (search: Record<string, unknown>) => ({ ...search, ...chosen }) as never,
      replace: true,
      resetScroll: false,
    });
  const presets = Object.entries(dayPresets).map(([value, { label }]) => ({ value, label }));
  const chosen = presets.find(({ value }) => {
    const { from, to } = dayPresets[value as DayPreset].of(now);
    return from === days.from && to === days.to;
  });
  return (
    <Group gap="xs">
      <Select
        size="xs"
        w={140}
        aria-label="Period"
        placeholder="Other days"
        data={presets}
        value={chosen?.value ?? null}
        onChange={(value) => value && go(dayPresets[value as DayPreset].of(now))}
        allowDeselect={false}
      />
      <DayInput label="First day" value={days.from} onChange={(from) => go({ ...days, from })} />
      <DayInput label="Last day" value={days.to} onChange={(to) => go({ ...days, to })} />
    </Group>
  );
}

interface DayInputProps {
  label: string;
  value: string;
  onChange: (day: string) => void;
}

function DayInput({ label, value, onChange }: DayInputProps) {
  return (
    <TextInput
      type="date"
      size="xs"
      w={140}
      aria-label={label}
      value={value}
      // A date that is being typed is empty to the browser until it is whole.
      onChange={(event) => event.currentTarget.value && onChange(event.currentTarget.value)}
    />
  );
}

function Downloads({ clientId, days }: { clientId: number; days: Days }) {
  const asked = { params: { clientId }, query: days };
  return (
    <>
      <Button
        component="a"
        variant="default"
        leftSection={<IconDownload size={14} />}
        href={adminPath("statementCsv", asked)}
        download
      >
        CSV
      </Button>
      <Button
        component="a"
        variant="default"
        leftSection={<IconDownload size={14} />}
        href={adminPath("statementPdf", asked)}
      >
        PDF
      </Button>
    </>
  );
}

function StatementFigures({ statement }: { statement: Statement | undefined }) {
  const money = (amount: string | undefined) =>
    statement && amount !== undefined ? <Money amount={amount} currency={statement.currency} signed /> : undefined;
  return (
    <FigureStrip>
      <Figure label="Opening balance">{money(statement?.opening)}</Figure>
      <Figure label="Payments">{money(statement?.totals.payments)}</Figure>
      <Figure label="Refunds">{money(statement?.totals.refunds)}</Figure>
      <Figure label="Charges">{money(statement?.totals.charges)}</Figure>
      <Figure label="Closing balance">{money(statement?.closing)}</Figure>
    </FigureStrip>
  );
}

type Movement = Statement["movements"][number];

const kindWords: Record<Movement["kind"], string> = { payment: "Payment", refund: "Refund", charge: "Charges" };

/** A row of the table: a movement, or the balance at either end. */
interface Line extends Omit<Movement, "kind" | "amount" | "at"> {
  key: string;
  kind: string;
  amount: string | null;
  currency: string;
  clientId: number;
}

const column = columnsOf<Line>();

const columns = column.columns([
  column.accessor("date", { header: "Day", cell: ({ getValue }) => formatCalendarDay(getValue()) }),
  column.accessor("kind", {
    header: "Kind",
    cell: ({ row: { original } }) => (original.amount === null ? <b>{original.kind}</b> : original.kind),
  }),
  column.accessor("description", {
    header: "Description",
    meta: { grow: true, wide: true },
    cell: ({ row: { original } }) => <Described line={original} />,
  }),
  column.accessor("amount", {
    header: "Amount",
    meta: { right: true },
    cell: ({ row: { original } }) =>
      original.amount !== null && <Money amount={original.amount} currency={original.currency} signed />,
  }),
  column.accessor("balance", {
    header: "Balance",
    meta: { right: true },
    cell: ({ row: { original } }) => <Money amount={original.balance} currency={original.currency} signed />,
  }),
]);

function Described({ line: { paymentId, clientId, description } }: { line: Line }) {
  if (paymentId === null) return description;
  return (
    <Link
      to="/clients/$clientId/payments/$paymentId"
      params={{ clientId: String(clientId), paymentId: String(paymentId) }}
      className="quiet-link"
    >
      {description}
    </Link>
  );
}

function linesOf(statement: Statement): Line[] {
  const { from, to, opening, closing, movements, currency, clientId } = statement;
  const end = { description: "", amount: null, paymentId: null, currency, clientId };
  return [
    { ...end, key: "opening", date: from, kind: "Opening balance", balance: opening },
    ...movements.map((movement, place) => ({
      ...movement,
      key: String(place),
      kind: kindWords[movement.kind],
      currency,
      clientId,
    })),
    { ...end, key: "closing", date: to, kind: "Closing balance", balance: closing },
  ];
}

function Movements({ statement }: { statement: Statement | undefined }) {
  return (
    <DataTable
      label="Movements"
      columns={columns}
      rows={statement && linesOf(statement)}
      rowId={(line) => line.key}
      empty={null}
    />
  );
}
