/** What a term of the palette may mean: clients, messages, pages. */
import { useDebouncedValue } from "@mantine/hooks";
import { IconMessage2, IconUser } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { query } from "../api.ts";
import { navigationPages } from "./navigation.ts";

const FOUND_MAX = 8;
const TERM_CHARS_MIN = 2;

export interface Found {
  id: string;
  label: string;
  says?: string;
  icon: typeof IconUser;
  go: () => void;
}

export interface FoundGroup {
  name: string;
  found: Found[];
}

export interface Finding {
  groups: FoundGroup[];
  /** The answer to what is typed now is still on its way. */
  isPending: boolean;
}

export function useFound(typed: string): Finding {
  const navigate = useNavigate();
  const [term] = useDebouncedValue(typed, 150);
  const clients = useQuery({
    ...query("listClients", { query: { search: term, limit: FOUND_MAX } }),
    enabled: term.length >= TERM_CHARS_MIN,
  });
  const isPending = typed.length >= TERM_CHARS_MIN && (term !== typed || clients.isPending);
  const groups = useMemo(() => {
    // An answer to another term would put the wrong client under the Enter key.
    const items = term === typed ? (clients.data?.items ?? []) : [];
    const all: FoundGroup[] = [
      {
        name: "Clients",
        found: items.map(({ id, login, company }) => ({
          id: `client-${id}`,
          label: login,
          says: company,
          icon: IconUser,
          go: () => void navigate({ to: "/clients/$clientId", params: { clientId: String(id) } }),
        })),
      },
      { name: "Pages", found: pagesMeant(typed, (to) => void navigate({ to })) },
      { name: "Messages", found: messagesMeant(typed, (going) => void navigate(going)) },
    ];
    return all.filter(({ found }) => found.length > 0);
  }, [clients.data, navigate, term, typed]);
  return { groups, isPending };
}

type PagePath = (typeof navigationPages)[number]["to"];

function pagesMeant(term: string, go: (to: PagePath) => void): Found[] {
  return navigationPages
    .filter(({ label, says }) => `${label} ${says}`.toLowerCase().includes(term.toLowerCase()))
    .map(({ to, label, says, icon }) => ({ id: `page-${to}`, label, says, icon, go: () => go(to) }));
}

type Going =
  | { to: "/messages/$messageId"; params: { messageId: string } }
  | { to: "/messages"; search: { recipient?: string; supplierMessageId?: string; sender?: string } };

/** What a term may mean for messages: an id of ours, a phone number, a sender, an id of a supplier. */
function messagesMeant(term: string, go: (going: Going) => void): Found[] {
  if (term.length < 3 || /\s/.test(term)) return [];
  const found = (id: string, label: string, going: Going): Found => ({
    id,
    label,
    icon: IconMessage2,
    go: () => go(going),
  });
  const digits = term.replace(/^\+/, "");
  const isNumber = /^\d+$/.test(digits);
  const messageId = digits;
  return [
    ...(isNumber && digits.length >= 12
      ? [found("message-id", `Message ${messageId}`, { to: "/messages/$messageId", params: { messageId } })]
      : []),
    ...(isNumber && digits.length >= 5
      ? [found("message-to", `Messages to ${digits}`, { to: "/messages", search: { recipient: digits } })]
      : []),
    found("message-from", `Messages from sender ${term}`, { to: "/messages", search: { sender: term } }),
    found("message-supplier", `Messages with supplier's id ${term}`, {
      to: "/messages",
      search: { supplierMessageId: term },
    }),
  ];
}
