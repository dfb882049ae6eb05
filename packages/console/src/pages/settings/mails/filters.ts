/** What the URL of the list of mails keeps, and what it asks of the API. */
import { type ListSearch, listSearch } from "../../../parts/list-state.ts";
import { validQuery } from "../../../parts/valid-query.ts";

export const mailFilterKeys = ["kind", "status", "client"] as const;
export const mailsSearch = listSearch(...mailFilterKeys);

export function mailsQuery({ client, ...search }: ListSearch<(typeof mailFilterKeys)[number]>) {
  return validQuery("listMails", { ...search, clientId: client });
}
