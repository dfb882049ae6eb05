/** Drawers of a pool, a new one, a copy or one there is: how it chooses among its members, and how often a refused message goes on. */
import { Radio, SimpleGrid, Skeleton, Stack, Textarea, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { type Pool, type PoolCreate, poolCreate } from "@switchyard/contract";
import { poolStrategies } from "@switchyard/engine";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import { query, useMay, useSend } from "../../api.ts";
import { AmountInput, decimalOf } from "../../parts/amount-input.tsx";
import { ConfirmByTyping } from "../../parts/confirm-by-typing.tsx";
import { useContractForm } from "../../parts/contract-form.ts";
import { copyName } from "../../parts/copy-name.ts";
import { CurrencySelect } from "../../parts/library-selects.tsx";
import { numberOf, WholeNumberInput } from "../../parts/number-input.tsx";
import { ProblemNote } from "../../parts/problem.tsx";
import { AskDelete, RouteDrawer, SaveFoot, useDrawer } from "../../parts/route-drawer.tsx";
import { said } from "../../parts/said.ts";
import { Members, memberLine, type PoolValues } from "./members.tsx";
import { strategies } from "./strategies.ts";

function useCloseToPools() {
  const navigate = useNavigate();
  return useCallback(() => void navigate({ to: "/pools", search: ({ copy: _, ...rest }) => rest }), [navigate]);
}

const newRoute = getRouteApi("/signed-in/pools/new");

export function NewPool() {
  const { copy } = newRoute.useSearch();
  const close = useCloseToPools();
  return (
    <RouteDrawer title={copy ? "Copy pool" : "Create pool"} onClose={close} size="lg">
      {copy ? <Copy poolId={copy} /> : <Create values={valuesOf(undefined)} />}
    </RouteDrawer>
  );
}

function Copy({ poolId }: { poolId: string }) {
  const { data, error } = useQuery(query("getPool", { params: { poolId } }));
  if (data) return <Create values={{ ...valuesOf(data), name: copyName(data.name) }} />;
  return error ? <ProblemNote error={error} /> : <Skeleton height={260} />;
}

function Create({ values }: { values: PoolValues }) {
  const create = useSend("createPool");
  return <PoolForm values={values} onSave={(body) => create.mutateAsync({ body })} />;
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
          values={valuesOf(pool)}
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
    ceilingAmount: pool?.costCeiling?.amount ?? "",
    ceilingCurrency: pool?.costCeiling?.currency ?? "EUR",
    rerouteMax: String(pool?.rerouteMax ?? 3),
    comment: pool?.comment ?? "",
    members: pool?.members.map((one) => memberLine(String(one.connectionId), String(one.percent))) ?? [
      memberLine(null, "100"),
    ],
  };
}

interface PoolFormProps {
  /** The one that is edited. */
  pool?: Pool;
  values: PoolValues;
  onSave: (body: PoolCreate) => Promise<unknown>;
  onDelete?: () => Promise<unknown>;
}

function PoolForm({ pool, values: initialValues, onSave, onDelete }: PoolFormProps) {
  const { leave } = useDrawer();
  const mayChange = useMay("routing.write");
  const [deleting, setDeleting] = useState(false);
  const { form, onSubmit, working, problem } = useContractForm<PoolValues, typeof poolCreate>({
    schema: poolCreate,
    initialValues,
    toBody: ({ members, ceilingAmount, ceilingCurrency, rerouteMax, ...values }) => ({
      ...values,
      costCeiling:
        values.strategy === "best_delivery" && ceilingAmount.trim() !== ""
          ? { amount: decimalOf(ceilingAmount), currency: ceilingCurrency }
          : null,
      rerouteMax: numberOf(rerouteMax),
      members: members.map(({ connectionId, percent }) => ({
        connectionId: connectionId ? Number(connectionId) : undefined,
        percent: values.strategy === "percentage" ? numberOf(percent) : 0,
      })),
    }),
    fieldOf: (path) =>
      path.replace("costCeiling.amount", "ceilingAmount").replace("costCeiling.currency", "ceilingCurrency"),
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
        <StrategyFields form={form} />
        <Members form={form} />
        <WholeNumberInput
          label="Reroutes"
          description="How often a message that a supplier refuses with a rerouting error goes on to another member; 0: never."
          {...form.getInputProps("rerouteMax")}
        />
        <Textarea label="Comment" autosize minRows={2} {...form.getInputProps("comment")} />
      </Stack>
      <SaveFoot
        action={pool ? "Save" : "Create pool"}
        working={working}
        disabled={!mayChange}
        start={onDelete && <AskDelete disabled={!mayChange} onAsk={() => setDeleting(true)} />}
      />
      {onDelete && pool && (
        <DeletePool pool={pool} opened={deleting} onClose={() => setDeleting(false)} onDelete={onDelete} />
      )}
    </form>
  );
}

function StrategyFields({ form }: { form: UseFormReturnType<PoolValues> }) {
  return (
    <>
      <Radio.Group label="How a member is chosen" {...form.getInputProps("strategy")}>
        <Stack gap={8} mt={6}>
          {poolStrategies.map((strategy) => (
            <Radio
              key={strategy}
              value={strategy}
              label={strategies[strategy].label}
              description={strategies[strategy].says}
            />
          ))}
        </Stack>
      </Radio.Group>
      {form.values.strategy === "best_delivery" && (
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          <AmountInput
            label="Cost ceiling"
            description="Members that cost more per part are passed over. Empty: none."
            currency={form.values.ceilingCurrency}
            {...form.getInputProps("ceilingAmount")}
          />
          <CurrencySelect
            label="Currency of the ceiling"
            description="Costs in others are compared by exchange rate."
            allowDeselect={false}
            {...form.getInputProps("ceilingCurrency")}
          />
        </SimpleGrid>
      )}
    </>
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
