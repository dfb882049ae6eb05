/** The drawer that changes the ticked routes alike: to another pool, or to one priority. */
import { Stack, Text } from "@mantine/core";
import { type RouteRef, routesPatch } from "@switchyard/contract";
import { useSend } from "../../api.ts";
import { useContractForm } from "../contract-form.ts";
import type { Ticked } from "../data-table/selection.tsx";
import { EmptyState } from "../empty-state.tsx";
import { PoolSelect } from "../library-selects.tsx";
import { numberOf, WholeNumberInput } from "../number-input.tsx";
import { ProblemNote } from "../problem.tsx";
import { RouteDrawer, SaveFoot, useDrawer } from "../route-drawer.tsx";
import { said } from "../said.ts";
import { scopeParam } from "./owner.ts";
import { countedRoutes } from "./words.ts";

interface ChangeRoutesProps {
  owner: RouteRef;
  selection: Ticked;
  what: "pool" | "priority";
  onClose: () => void;
}

const words = {
  pool: { title: "Move routes to a pool", action: "Move", says: "take their messages to this pool from now on" },
  priority: { title: "Set the priority of routes", action: "Set", says: "get this priority and count at once" },
} as const;

export function ChangeRoutes({ owner, selection, what, onClose }: ChangeRoutesProps) {
  return (
    <RouteDrawer title={words[what].title} onClose={onClose}>
      {selection.ids.length === 0 ? (
        <EmptyState title="No routes are ticked">Close this and tick those that should change.</EmptyState>
      ) : (
        <ChangeForm owner={owner} selection={selection} what={what} />
      )}
    </RouteDrawer>
  );
}

function ChangeForm({ owner, selection, what }: Omit<ChangeRoutesProps, "onClose">) {
  const { leave } = useDrawer();
  const update = useSend("updateRoutes");
  const { form, onSubmit, working, problem } = useContractForm({
    schema: routesPatch,
    initialValues: { poolId: null as string | null, priority: "" },
    toBody: ({ poolId, priority }) => ({
      routeIds: [...selection.ids],
      ...(what === "pool" ? { poolId: Number(poolId) } : { priority: numberOf(priority) }),
    }),
    submit: async (body) => {
      const { changed } = await update.mutateAsync({ params: scopeParam(owner), body });
      selection.clear();
      said(`Changed: ${countedRoutes(changed)}.`);
      leave();
    },
  });
  const counted = countedRoutes(selection.ids.length);
  const field = what === "pool" ? "poolId" : "priority";
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        {problem !== undefined && <ProblemNote error={problem} />}
        <Text size="sm">
          The {counted} you ticked {words[what].says}.
        </Text>
        {what === "pool" ? (
          <PoolSelect label="Pool" withAsterisk {...form.getInputProps("poolId")} />
        ) : (
          <WholeNumberInput
            label="Priority"
            description="Lower is tried first; of two alike the narrower destination."
            withAsterisk
            {...form.getInputProps("priority")}
          />
        )}
      </Stack>
      <SaveFoot action={`${words[what].action} ${counted}`} working={working} disabled={!form.values[field]} />
    </form>
  );
}
