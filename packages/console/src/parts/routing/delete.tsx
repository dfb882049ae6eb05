/** The drawer that deletes the routes ticked in a list, once it is confirmed. */
import { Button, Stack, Text, TextInput } from "@mantine/core";
import type { RouteRef } from "@switchyard/contract";
import { useState } from "react";
import { useSend } from "../../api.ts";
import type { Ticked } from "../data-table/selection.tsx";
import { EmptyState } from "../empty-state.tsx";
import { ProblemNote } from "../problem.tsx";
import { DrawerFoot, RouteDrawer, useDrawer } from "../route-drawer.tsx";
import { said } from "../said.ts";
import { scopeParam } from "./owner.ts";

interface DeleteRoutesProps {
  owner: RouteRef;
  selection: Ticked;
  onClose: () => void;
}

export function DeleteRoutes({ owner, selection, onClose }: DeleteRoutesProps) {
  return (
    <RouteDrawer title="Delete routes" onClose={onClose}>
      {selection.ids.length === 0 ? (
        <EmptyState title="No routes are ticked">Close this and tick those that should go.</EmptyState>
      ) : (
        <DeleteForm owner={owner} selection={selection} />
      )}
    </RouteDrawer>
  );
}

function DeleteForm({ owner, selection }: Omit<DeleteRoutesProps, "onClose">) {
  const { leave } = useDrawer();
  const [typed, setTyped] = useState("");
  const remove = useSend("deleteRoutes");
  const { ids } = selection;
  const phrase = String(ids.length);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (typed.trim() !== phrase) return;
        remove.mutate(
          { params: scopeParam(owner), body: { routeIds: [...ids] } },
          {
            onSuccess: ({ deleted }) => {
              selection.clear();
              said(`${deleted} ${deleted === 1 ? "route is" : "routes are"} deleted.`);
              leave();
            },
          },
        );
      }}
    >
      <Stack gap="sm">
        {remove.error && <ProblemNote error={remove.error} />}
        <Text size="sm">
          The ticked routes go for good. Their messages take the next route that fits, or are blocked for want of one.
        </Text>
        <TextInput
          label={`Type ${phrase}, how many they are, to confirm`}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          autoComplete="off"
          inputMode="numeric"
          data-autofocus
        />
      </Stack>
      <DrawerFoot>
        <Button variant="default" onClick={leave}>
          Cancel
        </Button>
        <Button type="submit" color="red.9" disabled={typed.trim() !== phrase} loading={remove.isPending}>
          Delete {ids.length === 1 ? "route" : "routes"}
        </Button>
      </DrawerFoot>
    </form>
  );
}
