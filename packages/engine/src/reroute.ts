import { sizeMessage } from "./check/encoding.ts";
import { checkLeavingSender } from "./check/sender.ts";
import type { LiveFacts } from "./decision.ts";
import type { TariffEntry } from "./rate/tariff.ts";
import { leavingFor, outgoingOf } from "./route/leaving.ts";
import { chooseMember, type MemberChoice, type Routable } from "./route/members.ts";
import type { Snapshot } from "./snapshot/snapshot.ts";
import type { AlphabetName } from "./vocabulary/codes.ts";

/** An accepted message of which nothing has been taken by a supplier yet. */
export interface Movable extends Omit<Routable, "client"> {
  readonly poolId: number;
  readonly udh: Uint8Array | null;
  readonly binary: Uint8Array | null;
  /** As it was sized, and is paid for. */
  readonly alphabet: AlphabetName;
  readonly parts: number;
}

/** Where a message goes on to, and how it leaves there. */
export interface Move {
  readonly connectionId: number;
  readonly cost: TariffEntry;
  readonly sentSender: string | null;
  readonly sentText: string | null;
}

/**
 * Chooses another member of the message's pool, one that can carry it at once and where it has not been. The client has
 * paid for so many parts in one alphabet: a member for which rules make something else of it, or give it a sender that
 * the destination does not take, is passed over. Undefined where there is nobody.
 */
export function rechoose(
  message: Movable,
  snapshot: Snapshot,
  live: LiveFacts,
  nowMs: number,
  tried: ReadonlySet<number>,
): Move | undefined {
  const client = snapshot.clients.get(message.clientId);
  const pool = snapshot.pools.get(message.poolId);
  if (!client || !pool) return undefined;
  const passedOver = new Set(tried);
  for (;;) {
    const member = chooseMember(pool, { ...message, client }, { snapshot, live, nowMs, tried: passedOver });
    if (typeof member === "string") return undefined;
    const move = moveTo({ ...message, client }, member, snapshot, live);
    if (move) return move;
    passedOver.add(member.connectionId);
  }
}

function moveTo(
  message: Movable & Pick<Routable, "client">,
  member: MemberChoice,
  snapshot: Snapshot,
  live: LiveFacts,
): Move | undefined {
  const { connectionId, cost, supplierId } = member;
  const { client, destination, sender, alphabet, parts } = message;
  const leaving = member.leaving ?? leavingFor(message, supplierId, snapshot, live);
  const { sizing, sentSender, sentText } = outgoingOf(message, sizeMessage(message), leaving ?? message);
  if (sizing.parts !== parts || sizing.alphabet !== alphabet) return undefined;
  if (checkLeavingSender(sentSender, sender, destination, client, snapshot.firewall)) return undefined;
  return { connectionId, cost, sentSender, sentText };
}
