/** Drawers of a credential: a new one, whose password is then shown once, or the settings of one. */
import {
  Button,
  Checkbox,
  Divider,
  Group,
  Select,
  SimpleGrid,
  Skeleton,
  Stack,
  Text,
  Textarea,
  TextInput,
} from "@mantine/core";
import { type Credential, type CredentialCreate, credentialCreate } from "@switchyard/contract";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import { useSend } from "../../../../api.ts";
import { useContractForm } from "../../../../parts/contract-form.ts";
import { EmptyState } from "../../../../parts/empty-state.tsx";
import { numberOf, WholeNumberInput } from "../../../../parts/number-input.tsx";
import { ProblemNote } from "../../../../parts/problem.tsx";
import { DrawerFoot, RouteDrawer, useDrawer } from "../../../../parts/route-drawer.tsx";
import { said } from "../../../../parts/said.ts";
import { SecretOnce } from "../../../../parts/secret-once.tsx";
import { useClientId } from "../current.ts";
import { useCredentials } from "./credentials.tsx";

/** Closes a drawer over the tab. */
export function useCloseToSmpp(): () => void {
  const clientId = useClientId();
  const navigate = useNavigate();
  return useCallback(
    () => void navigate({ to: "/clients/$clientId/smpp", params: { clientId: String(clientId) }, resetScroll: false }),
    [clientId, navigate],
  );
}

export function NewCredential() {
  const clientId = useClientId();
  const close = useCloseToSmpp();
  const create = useSend("createCredential");
  const [made, setMade] = useState<{ credential: Credential; password: string }>();
  return (
    <RouteDrawer title={made ? `Credential ${made.credential.systemId}` : "Add credential"} onClose={close}>
      {made ? (
        <NewPassword systemId={made.credential.systemId} password={made.password} />
      ) : (
        <CredentialForm
          onSave={async (body) => setMade(await create.mutateAsync({ params: { clientId }, body }))}
          action="Create credential"
        />
      )}
    </RouteDrawer>
  );
}

/** What is shown after a password was made, and never again. */
export function NewPassword({ systemId, password, note }: { systemId: string; password: string; note?: string }) {
  const { leave } = useDrawer();
  return (
    <>
      <SecretOnce
        says={
          note ??
          "Hand it to the client's engineer over a safe channel. It is stored hashed: if it is lost, make a new one."
        }
        secrets={[
          { name: "system_id", value: systemId },
          { name: "Password", value: password },
        ]}
      />
      <DrawerFoot>
        <Button onClick={leave}>Done</Button>
      </DrawerFoot>
    </>
  );
}

const editRoute = getRouteApi("/signed-in/clients/$clientId/smpp/credentials/$credentialId");

export function EditCredential() {
  const clientId = useClientId();
  const credentialId = Number(editRoute.useParams().credentialId);
  const close = useCloseToSmpp();
  const { data } = useCredentials();
  const credential = data?.items.find(({ id }) => id === credentialId);
  return (
    <RouteDrawer title={`Credential ${credential?.systemId ?? ""}`} onClose={close}>
      {!data && <Skeleton height={240} />}
      {data && !credential && <EmptyState title="There is no such credential">It may have been deleted.</EmptyState>}
      {credential && <EditForm key={credential.id} clientId={clientId} credential={credential} />}
    </RouteDrawer>
  );
}

function EditForm({ clientId, credential }: { clientId: number; credential: Credential }) {
  const { leave } = useDrawer();
  const update = useSend("updateCredential");
  return (
    <CredentialForm
      credential={credential}
      action="Save"
      onSave={async ({ systemId: _, ...body }) => {
        await update.mutateAsync({ params: { clientId, credentialId: credential.id }, body });
        said(`${credential.systemId} is saved; live sessions follow at once.`);
        leave();
      }}
    />
  );
}

function valuesOf(credential: Credential | undefined) {
  return {
    systemId: credential?.systemId ?? "",
    allowTransmitter: credential?.allowTransmitter ?? true,
    allowReceiver: credential?.allowReceiver ?? true,
    allowTransceiver: credential?.allowTransceiver ?? true,
    sessionsMax: String(credential?.sessionsMax ?? 5),
    tps: String(credential?.tps ?? 100),
    windowMax: String(credential?.windowMax ?? 100),
    defaultAlphabet: credential?.defaultAlphabet ?? "gsm7",
    systemType: credential?.systemType ?? "",
    receiptIdFormat: credential?.receiptIdFormat ?? "decimal",
    blockedAnswer: credential?.blockedAnswer ?? "status",
    enabled: credential?.enabled ?? true,
    comment: credential?.comment ?? "",
  };
}

type Values = ReturnType<typeof valuesOf>;

interface CredentialFormProps {
  credential?: Credential;
  action: string;
  onSave: (body: CredentialCreate) => Promise<unknown>;
}

function CredentialForm({ credential, action, onSave }: CredentialFormProps) {
  const { leave } = useDrawer();
  const { form, onSubmit, working, problem } = useContractForm({
    schema: credentialCreate,
    initialValues: valuesOf(credential),
    toBody: (values) => ({
      ...values,
      sessionsMax: numberOf(values.sessionsMax),
      tps: numberOf(values.tps),
      windowMax: numberOf(values.windowMax),
    }),
    submit: onSave,
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        {problem !== undefined && <ProblemNote error={problem} />}
        <TextInput
          label="system_id"
          description={credential ? "It can't be changed." : "Unique on this switch, at most 15 characters."}
          withAsterisk
          autoComplete="off"
          disabled={credential !== undefined}
          data-autofocus={!credential || undefined}
          className="mono-input"
          {...form.getInputProps("systemId")}
        />
        <Stack gap={6}>
          <Text size="sm" fw={500}>
            May bind as
          </Text>
          <Group gap="lg">
            <Checkbox label="Transceiver" {...form.getInputProps("allowTransceiver", { type: "checkbox" })} />
            <Checkbox label="Transmitter" {...form.getInputProps("allowTransmitter", { type: "checkbox" })} />
            <Checkbox label="Receiver" {...form.getInputProps("allowReceiver", { type: "checkbox" })} />
          </Group>
        </Stack>
        <SimpleGrid cols={3} spacing="sm">
          <WholeNumberInput label="Sessions at most" {...form.getInputProps("sessionsMax")} />
          <WholeNumberInput label="TPS" {...form.getInputProps("tps")} />
          <WholeNumberInput label="Window" {...form.getInputProps("windowMax")} />
        </SimpleGrid>
        <Divider label="Protocol" labelPosition="left" mt="sm" />
        <ProtocolFields field={form.getInputProps} />
        <Checkbox label="Switched on" mt="xs" {...form.getInputProps("enabled", { type: "checkbox" })} />
        <Textarea label="Comment" autosize minRows={2} {...form.getInputProps("comment")} />
      </Stack>
      <DrawerFoot>
        <Button variant="default" onClick={leave}>
          Cancel
        </Button>
        <Button type="submit" loading={working}>
          {action}
        </Button>
      </DrawerFoot>
    </form>
  );
}

type FieldProps = {
  field: ReturnType<typeof useContractForm<Values, typeof credentialCreate>>["form"]["getInputProps"];
};

function ProtocolFields({ field }: FieldProps) {
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
      <Select
        label="data_coding 0 means"
        allowDeselect={false}
        data={[
          { value: "gsm7", label: "GSM 7-bit, unpacked" },
          { value: "latin1", label: "Latin-1" },
        ]}
        {...field("defaultAlphabet")}
      />
      <TextInput label="system_type" placeholder="Any" {...field("systemType")} />
      <Select
        label="Message id in receipts"
        allowDeselect={false}
        data={[
          { value: "decimal", label: "Decimal" },
          { value: "hex", label: "Hexadecimal" },
        ]}
        {...field("receiptIdFormat")}
      />
      <Select
        label="A blocked message gets"
        allowDeselect={false}
        data={[
          { value: "status", label: "An error status" },
          { value: "receipt", label: "Acceptance, then REJECTD" },
        ]}
        {...field("blockedAnswer")}
      />
    </SimpleGrid>
  );
}
