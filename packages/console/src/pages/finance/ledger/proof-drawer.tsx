/** One proof of the books, with what it found. */
import { Skeleton, Stack } from "@mantine/core";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { EmptyState } from "../../../parts/empty-state.tsx";
import { ProblemNote } from "../../../parts/problem.tsx";
import { RouteDrawer } from "../../../parts/route-drawer.tsx";
import { useProofs } from "./page.tsx";
import { Agreement, ProofFigures, ProofResult } from "./proof-result.tsx";

const route = getRouteApi("/signed-in/finance/ledger/proofs/$proofId");

export function ProofDrawer() {
  const { proofId } = route.useParams();
  const navigate = useNavigate();
  const close = useCallback(() => void navigate({ to: "/finance/ledger", resetScroll: false }), [navigate]);
  const { data, error } = useProofs();
  const check = data?.items.find(({ id }) => String(id) === proofId);
  return (
    <RouteDrawer title={`Proof ${proofId}`} onClose={close} size="xl">
      {!data && !error && <Skeleton height={240} />}
      {!data && error && <ProblemNote error={error} />}
      {data && !check && (
        <EmptyState title="This proof is not listed any more">Only the latest proofs are kept at hand.</EmptyState>
      )}
      {data && check && (
        <Stack gap="lg">
          <Agreement check={check} />
          <ProofFigures check={check} />
          <ProofResult check={check} rules={data.rules} />
        </Stack>
      )}
    </RouteDrawer>
  );
}
