/** The drawer that makes a text filter from a message that waits. */
import { Skeleton } from "@mantine/core";
import { contractLimits } from "@switchyard/contract";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { query, useSend } from "../../api.ts";
import { EmptyState } from "../../parts/empty-state.tsx";
import { ProblemNote } from "../../parts/problem.tsx";
import { RouteDrawer } from "../../parts/route-drawer.tsx";
import { TextFilterForm } from "../firewall/text-filters/form.tsx";

const route = getRouteApi("/signed-in/moderation/$messageId/filter");

export function SaveAsFilter() {
  const { messageId } = route.useParams();
  const navigate = useNavigate();
  const close = useCallback(() => void navigate({ to: "/moderation", search: true }), [navigate]);
  const { data: message, error } = useQuery(query("getMessage", { params: { messageId } }));
  const create = useSend("createTextFilter");
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
            name: `Like message ${message.id}`,
            pattern: message.text.slice(0, contractLimits.patternCharsMax),
            comment: `From message ${message.id} of ${message.clientLogin}, sender ${message.sender}.`,
          }}
          onSave={(body) => create.mutateAsync({ body })}
        />
      )}
    </RouteDrawer>
  );
}
