/** The filters of the message search: what stands in the URL, and what is asked of the API. */
import { type MessageSearchQuery, messageSearchQuery } from "@switchyard/contract";
import { type ListSearch, listSearch } from "../../parts/list-state.ts";

export const messageFilterKeys = [
  "id",
  "supplierMessageId",
  "recipient",
  "sender",
  "client",
  "status",
  "reason",
  "connection",
  "country",
  "from",
  "to",
] as const;
export const messagesSearch = listSearch(...messageFilterKeys);

type MessagesSearch = ListSearch<(typeof messageFilterKeys)[number]>;

/** What the URL asks for; a value the API would refuse (half typed, mistyped) is left out. */
export function messagesQuery({
  client,
  connection,
  columns: _,
  sort: __,
  ...search
}: MessagesSearch): MessageSearchQuery {
  const asked: Record<string, string | undefined> = { ...search, clientId: client, connectionId: connection };
  const shape: Record<string, { safeParse: (value: unknown) => { success: boolean } }> = messageSearchQuery.shape;
  const valid = Object.entries(asked).filter(
    ([key, value]) => value !== undefined && shape[key]?.safeParse(value).success,
  );
  return Object.fromEntries(valid) as MessageSearchQuery;
}
