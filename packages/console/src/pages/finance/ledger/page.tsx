/** The books: whether they agree with the messages and balances, and what stands on their accounts. */
import { Button } from "@mantine/core";
import type { LedgerCheck } from "@switchyard/contract";
import { IconScale } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, Outlet, useNavigate } from "@tanstack/react-router";
import { liveQuery, refreshMs, useMay, useSend } from "../../../api.ts";
import { DataTable } from "../../../parts/data-table/data-table.tsx";
import { columnsOf } from "../../../parts/data-table/features.ts";
import { EmptyState } from "../../../parts/empty-state.tsx";
import { formatCount } from "../../../parts/figures.ts";
import { Page, Section } from "../../../parts/page.tsx";
import { ProblemNote } from "../../../parts/problem.tsx";
import { said } from "../../../parts/said.ts";
import { Time } from "../../../parts/time.tsx";
import { Agreement, countedDifferences, formatDuration, ProofFigures, ProofResult } from "./proof-result.tsx";
import { TrialBalance } from "./trial-balance.tsx";

const column = columnsOf<LedgerCheck>();

const columns = column.columns([
  column.accessor("at", {
    header: "When",
    cell: ({ row: { original } }) => (
      <Link
        to="/finance/ledger/proofs/$proofId"
        params={{ proofId: String(original.id) }}
        resetScroll={false}
        className="quiet-link"
      >
        <Time at={original.at} />
      </Link>
    ),
  }),
  column.display({ id: "result", header: "Result", cell: ({ row: { original } }) => <Agreement check={original} /> }),
  column.accessor("durationMs", {
    header: "Took",
    meta: { right: true },
    cell: ({ getValue }) => formatDuration(getValue()),
  }),
  counted("messages", "Messages"),
  counted("entries", "Ledger entries"),
  counted("clients", "Clients"),
]);

function counted(key: "messages" | "entries" | "clients", header: string) {
  return column.accessor(key, {
    header,
    meta: { right: true, wide: true },
    cell: ({ getValue }) => formatCount(getValue()),
  });
}

export function LedgerPage() {
  return (
    <Page title="Ledger" actions={<ProveNow />}>
      <Proofs />
      <TrialBalance />
      <EarlierProofs />
      <Outlet />
    </Page>
  );
}

function ProveNow() {
  const mayProve = useMay("ledger.read");
  const prove = useSend("runLedgerCheck");
  if (!mayProve) return null;
  const start = () =>
    prove.mutate(
      {},
      {
        onSuccess: ({ differenceCount, durationMs }) =>
          said(
            differenceCount === 0
              ? `The books agree. The proof took ${formatDuration(durationMs)}.`
              : `The proof found ${countedDifferences(differenceCount)}.`,
          ),
        onError: said,
      },
    );
  return (
    <Button leftSection={<IconScale size={14} />} loading={prove.isPending} onClick={start}>
      Prove now
    </Button>
  );
}

export function useProofs() {
  return useQuery(liveQuery("listLedgerChecks", {}, refreshMs.slow));
}

function Proofs() {
  const { data, error, refetch } = useProofs();
  const latest = data?.items[0];
  return (
    <Section
      title="Latest proof"
      says="Every few minutes messages, entries, payments and balances are each added up by themselves, and must come to the same."
      actions={latest && <Agreement check={latest} />}
    >
      {error && !data && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {data && !latest && (
        <EmptyState title="Not proved yet">The first proof comes within minutes, or prove the books now.</EmptyState>
      )}
      {!error && (!data || latest) && <ProofFigures check={latest} />}
      {data && latest && <ProofResult check={latest} rules={data.rules} />}
    </Section>
  );
}

function EarlierProofs() {
  const { data } = useProofs();
  const navigate = useNavigate();
  const earlier = data?.items.slice(1) ?? [];
  if (earlier.length === 0) return null;
  return (
    <Section title="Earlier proofs">
      <DataTable
        label="Earlier proofs"
        columns={columns}
        rows={earlier}
        rowId={({ id }) => String(id)}
        onOpen={({ id }) =>
          void navigate({
            to: "/finance/ledger/proofs/$proofId",
            params: { proofId: String(id) },
            resetScroll: false,
          })
        }
        empty={null}
      />
    </Section>
  );
}
