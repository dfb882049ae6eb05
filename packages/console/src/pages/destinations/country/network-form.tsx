/** Drawers of a network: create it, rename it, close it, delete it. */
import { Skeleton, Stack, Switch, TextInput } from "@mantine/core";
import { type MobileNetwork, type NetworkCreate, networkCreate } from "@switchyard/contract";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import { query, useMay, useSend } from "../../../api.ts";
import { ConfirmByTyping } from "../../../parts/confirm-by-typing.tsx";
import { useContractForm } from "../../../parts/contract-form.ts";
import { formatCount } from "../../../parts/figures.ts";
import { ProblemNote } from "../../../parts/problem.tsx";
import { AskDelete, RouteDrawer, SaveFoot, useDrawer } from "../../../parts/route-drawer.tsx";
import { said } from "../../../parts/said.ts";
import { useCountryCode } from "./current.ts";

function useCloseToNetworks() {
  const navigate = useNavigate();
  const country = useCountryCode();
  return useCallback(
    () => void navigate({ to: "/destinations/$country", params: { country }, search: true }),
    [navigate, country],
  );
}

export function NewNetwork() {
  const country = useCountryCode();
  const create = useSend("createNetwork");
  return (
    <RouteDrawer title="Create network" onClose={useCloseToNetworks()}>
      <NetworkForm onSave={(body) => create.mutateAsync({ params: { country }, body })} />
    </RouteDrawer>
  );
}

const route = getRouteApi("/signed-in/destinations/$country/networks/networks/$network");

export function EditNetwork() {
  const { network } = route.useParams();
  const { data, error } = useQuery(query("getNetwork", { params: { network } }));
  const update = useSend("updateNetwork");
  const remove = useSend("deleteNetwork");
  return (
    <RouteDrawer title={`Edit ${data?.name ?? "network"}`} onClose={useCloseToNetworks()}>
      {!data && !error && <Skeleton height={200} />}
      {error && !data && <ProblemNote error={error} />}
      {data && (
        <NetworkForm
          network={data}
          onSave={({ network: _id, ...body }) => update.mutateAsync({ params: { network }, body })}
          onDelete={() => remove.mutateAsync({ params: { network } })}
        />
      )}
    </RouteDrawer>
  );
}

interface Values extends Record<string, unknown> {
  network: string;
  name: string;
  operational: boolean;
  closed: boolean;
}

interface NetworkFormProps {
  network?: MobileNetwork;
  onSave: (body: NetworkCreate) => Promise<unknown>;
  onDelete?: () => Promise<unknown>;
}

function NetworkForm({ network, onSave, onDelete }: NetworkFormProps) {
  const { leave } = useDrawer();
  const mayChange = useMay("destinations.write");
  const [deleting, setDeleting] = useState(false);
  const { form, onSubmit, working, problem } = useContractForm<Values, typeof networkCreate>({
    schema: networkCreate,
    initialValues: {
      network: network?.network ?? "",
      name: network?.name ?? "",
      operational: network?.operational ?? true,
      closed: network?.closed ?? false,
    },
    toBody: (values) => ({ ...values, network: values.network.replaceAll(/[\s-]/g, "") }),
    submit: async (body) => {
      await onSave(body);
      said("The network is saved and counts at once.");
      leave();
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        {problem !== undefined && <ProblemNote error={problem} />}
        {!network && (
          <TextInput
            label="MCC and MNC"
            description="Five or six digits, such as 26201. They never change."
            withAsterisk
            {...form.getInputProps("network")}
          />
        )}
        <TextInput label="Name" withAsterisk {...form.getInputProps("name")} />
        <Switch
          label="On the air"
          description="Others are not offered where a network is chosen."
          {...form.getInputProps("operational", { type: "checkbox" })}
        />
        <Switch
          label="Closed"
          description="Messages to it are blocked: destination_closed."
          {...form.getInputProps("closed", { type: "checkbox" })}
        />
      </Stack>
      <SaveFoot
        action={network ? "Save" : "Create network"}
        working={working}
        disabled={!mayChange}
        start={onDelete && <AskDelete disabled={!mayChange} onAsk={() => setDeleting(true)} />}
      />
      {network && onDelete && (
        <DeleteNetwork network={network} opened={deleting} onClose={() => setDeleting(false)} onDelete={onDelete} />
      )}
    </form>
  );
}

interface DeleteNetworkProps {
  network: MobileNetwork;
  opened: boolean;
  onClose: () => void;
  onDelete: () => Promise<unknown>;
}

function DeleteNetwork({ network, opened, onClose, onDelete }: DeleteNetworkProps) {
  const { leave } = useDrawer();
  return (
    <ConfirmByTyping
      opened={opened}
      onClose={onClose}
      title={`Delete ${network.name}`}
      phrase={network.network}
      action="Delete network"
      onConfirm={async () => {
        await onDelete();
        said("The network is deleted.");
        leave();
      }}
    >
      {network.prefixes === 0
        ? "No prefix leads to it."
        : `Its ${formatCount(network.prefixes)} prefixes lead to the country as a whole from then on.`}{" "}
      A network that prices, routes or rules name can't be deleted.
    </ConfirmByTyping>
  );
}
