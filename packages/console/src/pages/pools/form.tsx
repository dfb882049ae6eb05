/** Drawers of a pool: its members with their shares or in their order. */
import { Button, Input, SegmentedControl, Skeleton, Stack, Textarea, TextInput } from "@mantine/core";
import { type Pool, type PoolCreate, poolCreate } from "@switchyard/contract";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import { query, useMay, useSend } from "../../api.ts";
import { ConfirmByTyping } from "../../parts/confirm-by-typing.tsx";
import { useContractForm } from "../../parts/contract-form.ts";
import { numberOf } from "../../parts/number-input.tsx";
import { ProblemNote } from "../../parts/problem.tsx";
import { DrawerFoot, RouteDrawer, useDrawer } from "../../parts/route-drawer.tsx";
import { said } from "../../parts/said.ts";
import { Members, memberLine, type PoolValues } from "./members.tsx";

function useCloseToPools() {
  const navigate = useNavigate();
  return useCallback(() => void navigate({ to: "/pools", search: true }), [navigate]);
}

export function NewPool() {
  const close = useCloseToPools();
  const create = useSend("createPool");
  return (
    <RouteDrawer title="Create pool" onClose={close} size="lg">
      <PoolForm onSave={(body) => create.mutateAsync({ body })} />
    </RouteDrawer>
  );
}

const route = getRouteApi("/signed-in/pools/$poolId");

export function EditPool() {
  const { poolId } = route.useParams();
  const close = useCloseToPools();
  const { data: pool, error } = useQuery(query("getPool", { params: { poolId } }));
  const update = useSend("updatePool");
  const remove = useSend("deletePool");
  return (
    <RouteDrawer title={`Edit ${pool?.name ?? "pool"}`} onClose={close} size="lg">
      {!pool && !error && <Skeleton height={260} />}
      {error && !pool && <ProblemNote error={error} />}
      {pool && (
        <PoolForm
          pool={pool}
          onSave={(body) => update.mutateAsync({ params: { poolId }, body })}
          onDelete={() => remove.mutateAsync({ params: { poolId } })}
        />
      )}
    </RouteDrawer>
  );
}

function valuesOf(pool: Pool | undefined): PoolValues {
  return {
    name: pool?.name ?? "",
    strategy: pool?.strategy ?? "percentage",
    comment: pool?.comment ?? "",
    members: pool?.members.map((one) => memberLine(String(one.connectionId), String(one.percent))) ?? [
      memberLine(null, "100"),
    ],
  };
}

interface PoolFormProps {
  pool?: Pool;
  onSave: (body: PoolCreate) => Promise<unknown>;
  onDelete?: () => Promise<unknown>;
}

function PoolForm({ pool, onSave, onDelete }: PoolFormProps) {
  const { leave } = useDrawer();
  const mayChange = useMay("routing.write");
  const [deleting, setDeleting] = useState(false);
  const { form, onSubmit, working, problem } = useContractForm<PoolValues, typeof poolCreate>({
    schema: poolCreate,
    initialValues: valuesOf(pool),
    toBody: ({ members, ...values }) => ({
      ...values,
      members: members.map(({ connectionId, percent }) => ({
        connectionId: connectionId ? Number(connectionId) : undefined,
        percent: values.strategy === "percentage" ? numberOf(percent) : 0,
      })),
    }),
    submit: async (body) => {
      await onSave(body);
      said("The pool is saved and counts at once.");
      leave();
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        {problem !== undefined && <ProblemNote error={problem} />}
        <TextInput label="Name" withAsterisk data-autofocus {...form.getInputProps("name")} />
        <Input.Wrapper label="Traffic is shared">
          <SegmentedControl
            mt={4}
            size="xs"
            display="flex"
            w="fit-content"
            aria-label="Traffic is shared"
            data={[
              { value: "percentage", label: "By percentage" },
              { value: "priority", label: "In order" },
            ]}
            {...form.getInputProps("strategy")}
          />
        </Input.Wrapper>
        <Members form={form} />
        <Textarea label="Comment" autosize minRows={2} {...form.getInputProps("comment")} />
      </Stack>
      <DrawerFoot>
        {onDelete && (
          <Button
            variant="subtle"
            color="red"
            c="var(--sy-bad)"
            mr="auto"
            disabled={!mayChange}
            onClick={() => setDeleting(true)}
          >
            Delete
          </Button>
        )}
        <Button variant="default" onClick={leave}>
          Cancel
        </Button>
        <Button type="submit" loading={working} disabled={!mayChange}>
          {pool ? "Save" : "Create pool"}
        </Button>
      </DrawerFoot>
      {onDelete && pool && (
        <DeletePool pool={pool} opened={deleting} onClose={() => setDeleting(false)} onDelete={onDelete} />
      )}
    </form>
  );
}

interface DeletePoolProps {
  pool: Pool;
  opened: boolean;
  onClose: () => void;
  onDelete: () => Promise<unknown>;
}

function DeletePool({ pool, opened, onClose, onDelete }: DeletePoolProps) {
  const { leave } = useDrawer();
  return (
    <ConfirmByTyping
      opened={opened}
      onClose={onClose}
      title={`Delete ${pool.name}`}
      phrase={pool.name}
      action="Delete pool"
      onConfirm={async () => {
        await onDelete();
        said(`${pool.name} is deleted.`);
        leave();
      }}
    >
      No route may lead to it any more. Its connections stay.
    </ConfirmByTyping>
  );
}
