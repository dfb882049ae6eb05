/** Boxes to try filters on a text, those in force or one that is not saved yet; nothing is sent. */
import { List, Stack, Text, Textarea } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { type AdminCall, contractLimits } from "@switchyard/contract";
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

type Tried = NonNullable<AdminCall<"tryTextFilters">["body"]>;

function useTried(body: Tried, isReady = true) {
  return useQuery({
    queryKey: ["tryTextFilters", body],
    queryFn: () => api.tryTextFilters({ body }),
    enabled: isReady && body.text !== "",
    placeholderData: keepPreviousData,
    // A pattern half typed is refused, however often one asks.
    retry: false,
  });
}

/** Says whether a text meets the pattern in the form, as it is typed. */
export function TryDraft({ draft }: { draft: NonNullable<Tried["draft"]> }) {
  const [text, setText] = useState("");
  const [asked] = useDebouncedValue(text, TYPING_PAUSE_MS);
  const [pattern] = useDebouncedValue(draft.pattern, TYPING_PAUSE_MS);
  const tried = useTried({ text: asked, draft: { ...draft, pattern } }, pattern !== "");
  const isAnswered = asked !== "" && pattern !== "" && !tried.error;
  return (
    <Stack gap={6}>
      <Textarea
        label="Try it"
        description="A text, to see whether it would be caught. Nothing is sent."
        autosize
        minRows={2}
        maxRows={6}
        maxLength={contractLimits.triedTextCharsMax}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {asked !== "" && tried.error && <ProblemNote error={tried.error} />}
      <div aria-live="polite">
        {isAnswered && tried.data?.draft === true && <Status tone="bad">The text would be caught</Status>}
        {isAnswered && tried.data?.draft === false && <Status tone="good">The text would pass</Status>}
      </div>
    </Stack>
  );
}

function TryBox() {
  const [text, setText] = useState("");
  const [client, setClient] = useState<string | null>(null);
  const [country, setCountry] = useState<string | null>(null);
  const [asked] = useDebouncedValue(text, TYPING_PAUSE_MS);
  const tried = useTried({ text: asked, ...(client && { clientId: Number(client) }), ...(country && { country }) });
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
