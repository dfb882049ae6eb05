/** A box to try filters on a text; nothing is sent. */
import { List, Stack, Text, Textarea } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import { api } from "../../../api.ts";
import { ClientSelect, CountrySelect } from "../../../parts/library-selects.tsx";
import { ProblemNote } from "../../../parts/problem.tsx";
import { RouteDrawer } from "../../../parts/route-drawer.tsx";
import { Status } from "../../../parts/status.tsx";
import { actionWords } from "../scope-fields.tsx";

const TYPING_PAUSE_MS = 250;

export function TryTextFilters() {
  const navigate = useNavigate();
  const close = useCallback(() => void navigate({ to: "/firewall/text-filters", search: true }), [navigate]);
  return (
    <RouteDrawer title="Try a text" onClose={close}>
      <TryBox />
    </RouteDrawer>
  );
}

function TryBox() {
  const [text, setText] = useState("");
  const [client, setClient] = useState<string | null>(null);
  const [country, setCountry] = useState<string | null>(null);
  const [asked] = useDebouncedValue(text, TYPING_PAUSE_MS);
  const body = { text: asked, ...(client && { clientId: Number(client) }), ...(country && { country }) };
  const tried = useQuery({
    queryKey: ["tryTextFilters", body],
    queryFn: () => api.tryTextFilters({ body }),
    enabled: asked !== "",
    placeholderData: keepPreviousData,
  });
  const hits = asked === "" ? undefined : tried.data?.hits;
  return (
    <Stack gap="sm">
      <Textarea
        label="Text"
        autosize
        minRows={4}
        maxRows={12}
        data-autofocus
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <ClientSelect
        label="Client"
        placeholder="None: only filters of every client"
        clearable
        value={client}
        onChange={setClient}
      />
      <CountrySelect
        label="Destination"
        placeholder="None: only filters of any destination"
        clearable
        value={country}
        onChange={setCountry}
      />
      {tried.error && <ProblemNote error={tried.error} />}
      <div aria-live="polite">
        {hits?.length === 0 && <Status tone="good">No filter in force meets this text</Status>}
        {hits && hits.length > 0 && (
          <>
            <Text size="sm" fw={600} mb={4}>
              {hits.some(({ action }) => action === "block") ? "It would be blocked" : "It would wait for approval"}
            </Text>
            <List size="sm" spacing={4}>
              {hits.map(({ filterId, name, action }) => (
                <List.Item key={filterId}>
                  <Link
                    to="/firewall/text-filters/$filterId"
                    params={{ filterId: String(filterId) }}
                    className="text-link"
                  >
                    {name}
                  </Link>{" "}
                  · {actionWords[action].toLowerCase()}
                </List.Item>
              ))}
            </List>
          </>
        )}
      </div>
    </Stack>
  );
}
