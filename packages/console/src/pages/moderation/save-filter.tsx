/** The drawer that makes a text filter from a message that waits, and rejects with it what else it would catch. */
import { Checkbox, Skeleton } from "@mantine/core";
import { contractLimits, type TextFilterCreate } from "@switchyard/contract";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import { query, useMay, useSend } from "../../api.ts";
import { EmptyState } from "../../parts/empty-state.tsx";
import { ProblemNote } from "../../parts/problem.tsx";
import { RouteDrawer } from "../../parts/route-drawer.tsx";
import { said } from "../../parts/said.ts";
import { TextFilterForm } from "../firewall/text-filters/form.tsx";
import { useSweep } from "./use-decide.ts";

const route = getRouteApi("/signed-in/moderation/$messageId/filter");

export function SaveAsFilter() {
  const { messageId } = route.useParams();
  const navigate = useNavigate();
  const close = useCallback(() => void navigate({ to: "/moderation", search: true }), [navigate]);
  const { data: message, error } = useQuery(query("getMessage", { params: { messageId } }));
  const { mutateAsync: create } = useSend("createTextFilter");
  const sweep = useSweep();
  const mayDecide = useMay("moderation.write");
  const [rejects, setRejects] = useState(false);
  const save = async (body: TextFilterCreate) => {
    const { id, name } = await create({ body });
    if (!rejects) return;
    // The filter is saved, whatever becomes of what waits.
    const comment = `Caught by the new text filter ${name}.`;
    await sweep({ approve: false, comment, matching: { meetsFilterId: id } }).then(said, said);
  };
  return (
    <RouteDrawer title="Save as filter" onClose={close}>
      {!message && !error && <Skeleton height={260} />}
      {error && !message && <ProblemNote error={error} />}
      {message?.text === null && (
        <EmptyState title="The message has no text">Binary content is not looked at by text filters.</EmptyState>
      )}
      {message && message.text !== null && (
        <TextFilterForm
          isNew
          filter={{
            clientId: message.clientId,
            name: `Like message ${message.id}`,
            pattern: message.text.slice(0, contractLimits.patternCharsMax),
            comment: `From message ${message.id} of ${message.clientLogin}, sender ${message.sender}.`,
          }}
          onSave={save}
        >
          {mayDecide && (
            <Checkbox
              label="Reject the waiting messages it catches"
              description="This one and all others of the client and destination above that meet the filter once it is saved."
              checked={rejects}
              onChange={(event) => setRejects(event.currentTarget.checked)}
            />
          )}
        </TextFilterForm>
      )}
    </RouteDrawer>
  );
}
