/** The steps of a decision in words, with the names of what they speak of. */
import type { JudgedStep, StepMention, StepPiece } from "@switchyard/contract";
import { type Mention, type TraceStep, tellStep, traceSteps } from "@switchyard/engine";
import type { Queryable } from "../history/history.ts";

/** Reads the names of all that is mentioned at once, by primary keys. */
export async function tellSteps(db: Queryable, steps: readonly TraceStep[]): Promise<JudgedStep[]> {
  const told = steps.map(tellStep);
  const nameOf = await namesOf(
    db,
    told.flat().filter((piece): piece is Mention => typeof piece !== "string"),
  );
  return steps.map(({ step, outcome }, at) => {
    const pieces = (told[at] ?? []).map(
      (piece): StepPiece => (typeof piece === "string" ? { text: piece, names: null } : nameOf(piece)),
    );
    const detail = pieces.map(({ text }) => text).join("");
    return { step, says: traceSteps[step].says, outcome, detail, pieces };
  });
}

type MentionRow = { readonly text: string } & StepMention;

async function namesOf(db: Queryable, mentions: readonly Mention[]): Promise<(mention: Mention) => StepPiece> {
  const found = new Map<string, StepPiece>();
  if (mentions.length > 0) {
    const idsOf = (kind: Mention["kind"]) => mentions.flatMap((one) => (one.kind === kind ? [one.id] : []));
    const { rows } = await db.query<{ told: MentionRow }>(mentionsSql, [
      idsOf("connection"),
      idsOf("pool"),
      idsOf("route"),
      idsOf("rule"),
    ]);
    for (const { told } of rows) {
      const { text, ...names } = told;
      found.set(`${names.kind} ${names.id}`, { text, names });
    }
  }
  return ({ kind, id }) => found.get(`${kind} ${id}`) ?? { text: `#${id}`, names: null };
}

const mentionsSql = `
  select jsonb_build_object('kind', 'connection', 'id', id, 'text', name) as told from connections where id = any($1)
  union all
  select jsonb_build_object('kind', 'pool', 'id', id, 'text', name) from pools where id = any($2)
  union all
  select jsonb_build_object(
           'kind', 'route', 'id', id, 'text', id::text, 'ownerId', coalesce(client_id, product_id, 0),
           'scope', case when client_id is not null then 'client' when product_id is not null then 'product'
                         else 'platform' end)
  from routes where id = any($3)
  union all
  select jsonb_build_object(
           'kind', 'rule', 'id', id, 'text', id::text, 'ownerId', coalesce(client_id, supplier_id), 'of', kind,
           'scope', case when client_id is not null then 'client' else 'supplier' end)
  from replacement_rules where id = any($4)`;
