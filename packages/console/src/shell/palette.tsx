/** Ctrl-K: goes to any page, finds a client, opens a message by its id, searches messages by number. */
import { useDebouncedValue } from "@mantine/hooks";
import { Spotlight, type SpotlightActionData, type SpotlightActionGroupData } from "@mantine/spotlight";
import { IconMessage2, IconSearch, IconUser } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { query } from "../api.ts";
import { navigationPages } from "./navigation.ts";

const FOUND_MAX = 8;

export function Palette() {
  const [typed, setTyped] = useState("");
  const groups = usePaletteGroups(typed.trim());
  return (
    <Spotlight
      shortcut={["mod + K"]}
      actions={groups}
      query={typed}
      onQueryChange={setTyped}
      // The groups hold only what fits already; Spotlight shows them as they are.
      filter={(_, actions) => actions}
      nothingFound="Nothing found. Try a login, a company, a phone number or a message id."
      highlightQuery
      scrollable
      maxHeight={420}
      searchProps={{
        leftSection: <IconSearch size={16} />,
        placeholder: "A page, a client, a message id or a phone number",
        "aria-label": "Search",
      }}
    />
  );
}

function usePaletteGroups(typed: string): SpotlightActionGroupData[] {
  const navigate = useNavigate();
  const [term] = useDebouncedValue(typed, 150);
  const clients = useQuery({
    ...query("listClients", { query: { search: term, limit: FOUND_MAX } }),
    enabled: term.length >= 2,
    placeholderData: keepPreviousData,
  });
  return useMemo(() => {
    const groups: SpotlightActionGroupData[] = [];
    const found = term.length >= 2 && typed.length >= 2 ? (clients.data?.items ?? []) : [];
    const clientActions: SpotlightActionData[] = found.map((client) => ({
      id: `client-${client.id}`,
      label: client.login,
      description: client.company,
      leftSection: <IconUser size={16} />,
      onClick: () => void navigate({ to: "/clients/$clientId", params: { clientId: String(client.id) } }),
    }));
    const pageActions: SpotlightActionData[] = navigationPages
      .filter(({ label, says }) => `${label} ${says}`.toLowerCase().includes(typed.toLowerCase()))
      .map(({ to, label, says, icon: Icon }) => ({
        id: `page-${to}`,
        label,
        description: says,
        leftSection: <Icon size={16} />,
        onClick: () => void navigate({ to }),
      }));
    if (clientActions.length > 0) groups.push({ group: "Clients", actions: clientActions });
    const messageActions = messageSearches(typed, (search) => void navigate(search));
    if (messageActions.length > 0) groups.push({ group: "Messages", actions: messageActions });
    if (pageActions.length > 0) groups.push({ group: "Pages", actions: pageActions });
    return groups;
  }, [clients.data, navigate, term, typed]);
}

type Going =
  | { to: "/messages/$messageId"; params: { messageId: string } }
  | { to: "/messages"; search: { recipient?: string; supplierMessageId?: string; sender?: string } };

/** What a term may mean for messages: an id of ours, a phone number, an id of a supplier, a sender. */
function messageSearches(term: string, go: (going: Going) => void): SpotlightActionData[] {
  if (term.length < 3 || /\s/.test(term)) return [];
  const action = (id: string, label: string, going: Going): SpotlightActionData => ({
    id,
    label,
    leftSection: <IconMessage2 size={16} />,
    onClick: () => go(going),
  });
  const digits = term.replace(/^\+/, "");
  const isNumber = /^\d+$/.test(digits);
  const found: SpotlightActionData[] = [];
  if (isNumber && digits.length >= 12) {
    found.push(
      action("message-id", `Open message ${digits}`, { to: "/messages/$messageId", params: { messageId: digits } }),
    );
  }
  if (isNumber && digits.length >= 5) {
    found.push(action("message-to", `Messages to ${digits}`, { to: "/messages", search: { recipient: digits } }));
  }
  found.push(action("message-from", `Messages from sender ${term}`, { to: "/messages", search: { sender: term } }));
  found.push(
    action("message-supplier", `Messages with supplier id ${term}`, {
      to: "/messages",
      search: { supplierMessageId: term },
    }),
  );
  return found;
}
