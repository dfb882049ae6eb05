/** The filters of the credit notes, kept in the URL. */
import { type ListSearch, listSearch } from "../../../parts/list-state.ts";
import { validQuery } from "../../../parts/valid-query.ts";

export const creditNoteFilterKeys = ["client", "from", "to"] as const;
export const creditNotesSearch = listSearch(...creditNoteFilterKeys);

export function creditNotesQuery({ client, ...search }: ListSearch<(typeof creditNoteFilterKeys)[number]>) {
  return validQuery("listCreditNotes", { ...search, clientId: client });
}
