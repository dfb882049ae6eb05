/** A draft of a tariff: everything it would change, before it counts; and, once saved, what it changed. */
import { Skeleton } from "@mantine/core";
import { type TariffDraft, type TariffRef, tariffParams } from "@switchyard/contract";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { problemIn, query } from "../../../api.ts";
import { EmptyState } from "../../../parts/empty-state.tsx";
import { Page } from "../../../parts/page.tsx";
import { ProblemNote } from "../../../parts/problem.tsx";
import { Status } from "../../../parts/status.tsx";
import { draftTitle } from "../../../parts/tariff/draft-title.ts";
import {
  headingOf,
  nounOf,
  type Tariff,
  tariffPage,
  tariffParam,
  useTariffOwner,
} from "../../../parts/tariff/tariff.ts";
import { Time } from "../../../parts/time.tsx";
import { shownClass } from "./filters.ts";
import { DraftRows } from "./rows.tsx";
import { SavePanel } from "./save-panel.tsx";
import { ClassTabs } from "./tabs.tsx";

const route = getRouteApi("/signed-in/tariffs/$tariff/drafts/$draftId");

export function DraftPage() {
  const params = route.useParams();
  const parsed = tariffParams.safeParse({ tariff: params.tariff });
  if (!parsed.success) {
    return (
      <Page title="Draft">
        <EmptyState title="There is no such tariff">Open a client, a product or a supplier to see theirs.</EmptyState>
      </Page>
    );
  }
  return <Draft tariff={parsed.data.tariff} draftId={Number(params.draftId)} />;
}

function Draft({ tariff, draftId }: { tariff: TariffRef; draftId: number }) {
  const { owner, error: ownerError } = useTariffOwner(tariff);
  const { data: draft, error: draftError } = useQuery(
    query("getTariffDraft", { params: { ...tariffParam({ tariff }), draftId } }),
  );
  const error = ownerError ?? draftError;
  const above = (
    <Link {...tariffPage(tariff)}>
      {owner ? `${owner.name} · ${headingOf(nounOf(tariff))}` : headingOf(nounOf(tariff))}
    </Link>
  );
  if (error && !draft) {
    return (
      <Page title="Draft" above={above}>
        {problemIn(error)?.status === 404 ? (
          <EmptyState title="There is no such draft">
            Drafts that nobody saved are deleted after two days. Make it again.
          </EmptyState>
        ) : (
          <ProblemNote error={error} />
        )}
      </Page>
    );
  }
  return (
    <Page title={draft ? draftTitle(draft) : "…"} above={above} aside={draft && <DraftStatus draft={draft} />}>
      {draft && owner ? (
        <DraftBody
          draft={draft}
          owner={owner.name}
          tariff={{ tariff, currency: owner.currency, noun: nounOf(tariff) }}
        />
      ) : (
        <Skeleton height={120} />
      )}
    </Page>
  );
}

function DraftStatus({ draft }: { draft: TariffDraft }) {
  return (
    <>
      <Status tone={draft.savedAt ? "good" : "wait"}>{draft.savedAt ? "Saved" : "Not saved"}</Status>
      <span style={{ fontSize: "var(--mantine-font-size-xs)", color: "var(--mantine-color-dimmed)" }}>
        {draft.savedAt ? draft.savedBy : `made by ${draft.createdBy}`}, <Time at={draft.savedAt ?? draft.createdAt} />
      </span>
    </>
  );
}

function DraftBody({ draft, owner, tariff }: { draft: TariffDraft; owner: string; tariff: Tariff }) {
  const search = route.useSearch();
  const shown = shownClass(search.class, draft.counts);
  return (
    <>
      {draft.savedAt === null && <SavePanel draft={draft} owner={owner} tariff={tariff} />}
      <ClassTabs counts={draft.counts} shown={shown} />
      <DraftRows key={shown} draft={draft} tariff={tariff} shown={shown} cursor={search.cursor} />
    </>
  );
}
