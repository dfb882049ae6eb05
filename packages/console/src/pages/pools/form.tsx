/** Drawers of a pool: its members with their shares or in their order. */
import {
  ActionIcon,
  Button,
  Group,
  Input,
  SegmentedControl,
  Skeleton,
  Stack,
  Text,
  Textarea,
  TextInput,
} from "@mantine/core";
import { type Pool, type PoolCreate, poolCreate } from "@switchyard/contract";
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import { query, useMay, useSend } from "../../api.ts";
import { ConfirmByTyping } from "../../parts/confirm-by-typing.tsx";
import { useContractForm } from "../../parts/contract-form.ts";
import { ConnectionSelect } from "../../parts/library-selects.tsx";
import { numberOf, WholeNumberInput } from "../../parts/number-input.tsx";
import { ProblemNote } from "../../parts/problem.tsx";
import { DrawerFoot, RouteDrawer, useDrawer } from "../../parts/route-drawer.tsx";
import { said } from "../../parts/said.ts";
import classes from "./form.module.css";

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

interface MemberLine {
  key: number;
  connectionId: string | null;
  percent: string;
}

interface PoolValues extends Record<string, unknown> {
  name: string;
  strategy: Pool["strategy"];
  comment: string;
  members: MemberLine[];
}

let lastKey = 0;

function line(connectionId: string | null, percent: string): MemberLine {
  lastKey += 1;
  return { key: lastKey, connectionId, percent };
}

function valuesOf(pool: Pool | undefined): PoolValues {
  return {
    name: pool?.name ?? "",
    strategy: pool?.strategy ?? "percentage",
    comment: pool?.comment ?? "",
    members: pool?.members.map((one) => line(String(one.connectionId), String(one.percent))) ?? [line(null, "100")],
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
          <Button variant="subtle" color="red.8" mr="auto" disabled={!mayChange} onClick={() => setDeleting(true)}>
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
        <ConfirmByTyping
          opened={deleting}
          onClose={() => setDeleting(false)}
          title={`Delete ${pool.name}`}
          phrase={pool.name}
          action="Delete pool"
          onConfirm={async () => {
            await onDelete();
            said(`${pool.name} is deleted.`);
            leave();
          }}
        >
          <Text size="sm">No route may lead to it any more. Its connections stay.</Text>
        </ConfirmByTyping>
      )}
    </form>
  );
}

type PoolFormState = ReturnType<typeof useContractForm<PoolValues, typeof poolCreate>>["form"];

function Members({ form }: { form: PoolFormState }) {
  const { members, strategy } = form.values;
  const shares = strategy === "percentage";
  const sum = members.reduce((total, { percent }) => total + (Number(percent) || 0), 0);
  return (
    <Stack gap={6}>
      <Group justify="space-between">
        <Text size="sm" fw={500}>
          Members
        </Text>
        {shares && (
          <Text size="xs" className="figures" c={sum === 100 ? "dimmed" : "var(--sy-wait)"} aria-live="polite">
            {sum}% of 100%
          </Text>
        )}
      </Group>
      {members.map((member, place) => (
        <div key={member.key} className={classes.member}>
          <ConnectionSelect
            aria-label={`Connection ${place + 1}`}
            placeholder="Connection"
            {...form.getInputProps(`members.${place}.connectionId`)}
          />
          {shares ? (
            <WholeNumberInput
              aria-label={`Percent of connection ${place + 1}`}
              w={76}
              rightSection="%"
              {...form.getInputProps(`members.${place}.percent`)}
            />
          ) : (
            <Group gap={2} wrap="nowrap">
              <Mover
                label={`Move connection ${place + 1} up`}
                off={place === 0}
                onClick={() => form.reorderListItem("members", { from: place, to: place - 1 })}
              >
                <IconArrowUp size={14} />
              </Mover>
              <Mover
                label={`Move connection ${place + 1} down`}
                off={place === members.length - 1}
                onClick={() => form.reorderListItem("members", { from: place, to: place + 1 })}
              >
                <IconArrowDown size={14} />
              </Mover>
            </Group>
          )}
          <Mover
            label={`Remove connection ${place + 1}`}
            off={members.length === 1}
            onClick={() => form.removeListItem("members", place)}
          >
            <IconTrash size={14} />
          </Mover>
        </div>
      ))}
      {form.errors.members && (
        <Text size="xs" c="var(--mantine-color-error)">
          {form.errors.members}
        </Text>
      )}
      <Button
        variant="subtle"
        w="fit-content"
        leftSection={<IconPlus size={14} />}
        onClick={() => form.insertListItem("members", line(null, String(Math.max(0, 100 - sum))))}
      >
        Another connection
      </Button>
    </Stack>
  );
}

interface MoverProps {
  label: string;
  off: boolean;
  onClick: () => void;
  children: React.ReactNode;
}

function Mover({ label, off, onClick, children }: MoverProps) {
  return (
    <ActionIcon variant="subtle" color="gray" size={30} aria-label={label} disabled={off} onClick={onClick}>
      {children}
    </ActionIcon>
  );
}
