/** What a step of a decision found, with links to what it names. */
import type { StepMention, StepPiece } from "@switchyard/contract";
import { Link, linkOptions } from "@tanstack/react-router";
import { ownerPage } from "./routing/owner.ts";

export function StepDetail({ pieces }: { pieces: readonly StepPiece[] }) {
  return pieces.map(({ text, names }, place) =>
    names ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: a finished list that never changes places
      <Link key={place} {...pageOf(names)} className="text-link">
        {text}
      </Link>
    ) : (
      text
    ),
  );
}

/** Where the console shows it: a page of its own, a drawer, or its owner's list. */
function pageOf(named: StepMention) {
  const id = String(named.id);
  if (named.kind === "connection")
    return linkOptions({ to: "/connections/$connectionId", params: { connectionId: id } });
  if (named.kind === "pool") return linkOptions({ to: "/pools/$poolId", params: { poolId: id } });
  if (named.kind === "route") return { ...ownerPage(named), search: { route: id } };
  return { ...rulesPage(named), search: { rule: id } };
}

function rulesPage({ scope, ownerId, of }: Extract<StepMention, { kind: "rule" }>) {
  const id = String(ownerId);
  const pages = {
    client: {
      content: linkOptions({ to: "/clients/$clientId/rules", params: { clientId: id } }),
      sender: linkOptions({ to: "/clients/$clientId/rules/sender", params: { clientId: id } }),
    },
    supplier: {
      content: linkOptions({ to: "/suppliers/$supplierId/rules", params: { supplierId: id } }),
      sender: linkOptions({ to: "/suppliers/$supplierId/rules/sender", params: { supplierId: id } }),
    },
  } as const;
  return pages[scope][of];
}
