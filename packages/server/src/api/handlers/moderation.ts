import type { AdminParsed, ModerationDone, moderationEndpoints } from "@switchyard/contract";
import { idAtTime } from "../../ids.ts";
import { readCursor, writeCursor } from "../../paging.ts";
import { findModerated, listModeration } from "../../reports/moderation.ts";
import type { ApiParts, Handlers } from "../call.ts";

/** Messages decided by one request that names a filter; its cursor goes on. */
const DECIDED_MAX = 500;

export function moderationHandlers(parts: ApiParts): Handlers<keyof typeof moderationEndpoints> {
  return {
    listModeration: ({ query }) => listModeration(parts.db, query),
    decideModeration: ({ query, body, author }) => decide(parts, { ...body, cursor: query.cursor, by: author.actor }),
  };
}

type Decision = AdminParsed<"decideModeration">["body"] & { readonly cursor: string | undefined; readonly by: string };

/** Who decided, and when, stands with each message; its lane writes it with what becomes of the message. */
async function decide(
  { db, live, clock }: ApiParts,
  { approve, comment, messageIds, matching, cursor, by }: Decision,
): Promise<ModerationDone> {
  // What comes while one decides is not decided: nobody has seen it.
  const [after = 0, upTo = idAtTime(clock.now())] = (readCursor(cursor, 2) ?? []).map(Number);
  const { ids, next } = matching
    ? await findModerated(db, { filters: matching, after, upTo, wanted: DECIDED_MAX })
    : { ids: [...new Set(messageIds)], next: undefined };
  const outcomes = await Promise.all(ids.map((id) => live.moderate(id, { approved: approve, by, comment })));
  const decided = outcomes.filter((outcome) => outcome === "done").length;
  return { decided, tooLate: ids.length - decided, nextCursor: next === undefined ? null : writeCursor([next, upTo]) };
}
