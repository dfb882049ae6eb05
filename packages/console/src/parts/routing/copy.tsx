/** The drawer that copies routes to another owner: those ticked, or all. */
import { Button, Input, Stack, Text } from "@mantine/core";
import { type RouteRef, routeScopeName } from "@switchyard/contract";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useSend } from "../../api.ts";
import type { Ticked } from "../data-table/selection.tsx";
import { ProblemNote } from "../problem.tsx";
import { DrawerFoot, RouteDrawer, SaveFoot, useDrawer } from "../route-drawer.tsx";
import { ownerPage, scopeParam, useOwnerName } from "./owner.ts";
import { chosenOwner, type OwnerChoice, OwnerChoiceFields } from "./owner-choice.tsx";

interface CopyRoutesProps {
  owner: RouteRef;
  selection: Ticked;
  onClose: () => void;
}

export function CopyRoutes({ owner, selection, onClose }: CopyRoutesProps) {
  return (
    <RouteDrawer title="Copy routes" onClose={onClose}>
      <CopyForm owner={owner} selection={selection} />
    </RouteDrawer>
  );
}

function CopyForm({ owner, selection }: Omit<CopyRoutesProps, "onClose">) {
  const { leave } = useDrawer();
  const copy = useSend("copyRoutes");
  const [choice, setChoice] = useState<OwnerChoice>({ scope: "client", ownerId: undefined });
  const from = useOwnerName(owner);
  const to = chosenOwner(choice);
  const isSame = to !== undefined && routeScopeName(to) === routeScopeName(owner);
  const { ids } = selection;
  if (copy.isSuccess && to) return <Copied to={to} count={copy.data.items.length} onDone={leave} />;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!to || isSame) return;
        const body = { to: routeScopeName(to), ...(ids.length > 0 && { routeIds: [...ids] }) };
        copy.mutate({ params: scopeParam(owner), body }, { onSuccess: selection.clear });
      }}
    >
      <Stack gap="sm">
        {copy.error && <ProblemNote error={copy.error} />}
        <Text size="sm">
          {ids.length > 0
            ? `The ${ids.length} ticked ${ids.length === 1 ? "route" : "routes"} of ${from ?? "…"}`
            : `All routes of ${from ?? "…"} that have not ended`}{" "}
          are copied as they are and count at once there. What is there already stays.
        </Text>
        <Input.Wrapper label="To" error={isSame ? "They are here already." : undefined}>
          <OwnerChoiceFields label="To whom" value={choice} onChange={setChoice} />
        </Input.Wrapper>
      </Stack>
      <SaveFoot action="Copy" working={copy.isPending} disabled={!to || isSame} />
    </form>
  );
}

function Copied({ to, count, onDone }: { to: RouteRef; count: number; onDone: () => void }) {
  const name = useOwnerName(to);
  return (
    <>
      <Text size="sm">
        {count === 0 ? "There was no route to copy." : `${count} ${count === 1 ? "route is" : "routes are"} copied.`}{" "}
        <Link {...ownerPage(to)} className="text-link">
          Routes of {name ?? "…"}
        </Link>
      </Text>
      <DrawerFoot>
        <Button onClick={onDone} data-autofocus>
          Done
        </Button>
      </DrawerFoot>
    </>
  );
}
