import type { tariffDraftEndpoints } from "@switchyard/contract";
import { draftChange, draftEnd } from "../../catalogue/drafts/change.ts";
import { deleteDraft, readDraft } from "../../catalogue/drafts/draft.ts";
import { draftFile } from "../../catalogue/drafts/file.ts";
import { draftGenerate } from "../../catalogue/drafts/generate.ts";
import { listDraftRows } from "../../catalogue/drafts/rows.ts";
import { saveDraft } from "../../catalogue/drafts/save.ts";
import type { ApiParts, Handlers } from "../call.ts";

type DraftEndpointName = keyof typeof tariffDraftEndpoints;

export function tariffDraftHandlers(parts: ApiParts): Handlers<DraftEndpointName> {
  const { db, transact, clock } = parts;
  return {
    draftTariffFile: ({ params: { tariff }, query: choices, upload: octets, author }) =>
      draftFile(parts, author, tariff, { octets, choices, nowMs: clock.now() }),
    draftTariffChange: ({ params: { tariff }, body, author }) =>
      transact((tx) => draftChange(tx, author, tariff, { ...body, nowMs: clock.now() })),
    draftTariffEnd: ({ params: { tariff }, body, author }) =>
      transact((tx) => draftEnd(tx, author, tariff, { ...body, nowMs: clock.now() })),
    draftTariffGenerate: ({ params: { tariff }, body, author }) =>
      transact((tx) => draftGenerate(tx, author, tariff, { ...body, nowMs: clock.now() })),
    getTariffDraft: ({ params: { tariff, draftId } }) => readDraft(db, tariff, draftId),
    listTariffDraftRows: ({ params: { tariff, draftId }, query }) =>
      listDraftRows(db, tariff, draftId, { ...query, nowMs: clock.now() }),
    saveTariffDraft: ({ params: { tariff, draftId }, body, author }) =>
      saveDraft(parts, author, tariff, { ...body, draftId, nowMs: clock.now() }),
    async deleteTariffDraft({ params: { tariff, draftId } }) {
      await transact((tx) => deleteDraft(tx, tariff, draftId));
      return undefined;
    },
  };
}
