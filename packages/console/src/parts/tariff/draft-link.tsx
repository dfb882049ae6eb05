/** A link to the draft a row was saved from, by what the draft was. */
import { tariffName } from "@switchyard/contract";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { query } from "../../api.ts";
import { draftTitle } from "./draft-title.ts";
import { type Tariff, tariffParam } from "./tariff.ts";

interface DraftLinkProps {
  tariff: Pick<Tariff, "tariff">;
  draftId: number;
}

export function DraftLink({ tariff, draftId }: DraftLinkProps) {
  const { data: draft } = useQuery({
    ...query("getTariffDraft", { params: { ...tariffParam(tariff), draftId } }),
    staleTime: 60_000,
  });
  return (
    <Link
      to="/tariffs/$tariff/drafts/$draftId"
      params={{ tariff: tariffName(tariff.tariff), draftId: String(draftId) }}
      className="text-link"
    >
      {draft ? draftTitle(draft) : `Draft ${draftId}`}
    </Link>
  );
}
