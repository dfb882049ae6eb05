/** Drawers of a prefix: create it, lead it elsewhere, delete it. */
import { Select, Skeleton, Stack, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { type NumberPrefix, type PrefixCreate, prefixCreate } from "@switchyard/contract";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import { query, useMay, useSend } from "../../../api.ts";
import { ConfirmByTyping } from "../../../parts/confirm-by-typing.tsx";
import { useContractForm } from "../../../parts/contract-form.ts";
import { CountrySelect } from "../../../parts/library-selects.tsx";
import { ProblemNote } from "../../../parts/problem.tsx";
import { AskDelete, RouteDrawer, SaveFoot, useDrawer } from "../../../parts/route-drawer.tsx";
import { said } from "../../../parts/said.ts";
import { networkOptions } from "../network-options.ts";
import { useCountryCode } from "./current.ts";

function useCloseToPrefixes() {
  const navigate = useNavigate();
  const country = useCountryCode();
  return useCallback(
    () => void navigate({ to: "/destinations/$country/prefixes", params: { country }, search: true }),
    [navigate, country],
  );
}

export function NewPrefix() {
  const create = useSend("createPrefix");
  return (
    <RouteDrawer title="Create prefix" onClose={useCloseToPrefixes()}>
      <PrefixForm onSave={(body) => create.mutateAsync({ body })} />
    </RouteDrawer>
  );
}

const route = getRouteApi("/signed-in/destinations/$country/prefixes/$digits");

export function EditPrefix() {
  const { digits } = route.useParams();
  const { data, error } = useQuery(query("getPrefix", { params: { digits } }));
  const update = useSend("updatePrefix");
  const remove = useSend("deletePrefix");
  return (
    <RouteDrawer title={`Prefix +${digits}`} onClose={useCloseToPrefixes()}>
      {!data && !error && <Skeleton height={200} />}
      {error && !data && <ProblemNote error={error} />}
      {data && (
        <PrefixForm
          prefix={data}
          onSave={({ digits: _digits, ...body }) => update.mutateAsync({ params: { digits }, body })}
          onDelete={() => remove.mutateAsync({ params: { digits } })}
        />
      )}
    </RouteDrawer>
  );
}

interface Values extends Record<string, unknown> {
  digits: string;
  country: string | null;
  network: string | null;
}

interface PrefixFormProps {
  prefix?: NumberPrefix;
  onSave: (body: PrefixCreate) => Promise<unknown>;
  onDelete?: () => Promise<unknown>;
}

function PrefixForm({ prefix, onSave, onDelete }: PrefixFormProps) {
  const { leave } = useDrawer();
  const country = useCountryCode();
  const mayChange = useMay("destinations.write");
  const [deleting, setDeleting] = useState(false);
  const { form, onSubmit, working, problem } = useContractForm<Values, typeof prefixCreate>({
    schema: prefixCreate,
    initialValues: {
      digits: prefix?.digits ?? "",
      country: prefix?.country ?? country,
      network: prefix?.network ?? null,
    },
    toBody: (values) => ({ ...values, digits: values.digits.replaceAll(/[\s+-]/g, "") }),
    submit: async (body) => {
      await onSave(body);
      said("The prefix is saved and counts at once.");
      leave();
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        {problem !== undefined && <ProblemNote error={problem} />}
        {!prefix && (
          <TextInput
            label="First digits"
            description="With the country code, such as 49151."
            inputMode="numeric"
            autoComplete="off"
            withAsterisk
            {...form.getInputProps("digits")}
          />
        )}
        <PlaceFields form={form} />
      </Stack>
      <SaveFoot
        action={prefix ? "Save" : "Create prefix"}
        working={working}
        disabled={!mayChange}
        start={onDelete && <AskDelete disabled={!mayChange} onAsk={() => setDeleting(true)} />}
      />
      {prefix && onDelete && (
        <DeletePrefix digits={prefix.digits} opened={deleting} onClose={() => setDeleting(false)} onDelete={onDelete} />
      )}
    </form>
  );
}

function PlaceFields({ form }: { form: UseFormReturnType<Values> }) {
  const chosen = form.values.country;
  const networks = useQuery({
    ...query("listNetworks", { params: { country: chosen ?? "" } }),
    enabled: chosen !== null,
  });
  const options = networkOptions(networks.data?.items, form.values.network ?? undefined);
  return (
    <>
      <CountrySelect
        label="Country"
        withAsterisk
        allowDeselect={false}
        {...form.getInputProps("country")}
        onChange={(value) => form.setValues({ country: value, network: null })}
      />
      <Select
        label="Network"
        description="Left empty where the digits do not tell it."
        placeholder="Not told by the prefix"
        searchable
        clearable
        data={options}
        disabled={chosen === null}
        {...form.getInputProps("network")}
      />
    </>
  );
}

interface DeletePrefixProps {
  digits: string;
  opened: boolean;
  onClose: () => void;
  onDelete: () => Promise<unknown>;
}

function DeletePrefix({ digits, opened, onClose, onDelete }: DeletePrefixProps) {
  const { leave } = useDrawer();
  return (
    <ConfirmByTyping
      opened={opened}
      onClose={onClose}
      title={`Delete +${digits}`}
      phrase={digits}
      action="Delete prefix"
      onConfirm={async () => {
        await onDelete();
        said("The prefix is deleted.");
        leave();
      }}
    >
      Numbers that begin so belong where the next shorter prefix leads, or nowhere. It stays deleted when a release
      ships it.
    </ConfirmByTyping>
  );
}
