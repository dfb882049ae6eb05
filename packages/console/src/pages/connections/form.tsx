/** The settings of a connection in sections: where to, how to bind, how fast, and the supplier's ways. */
import { Button, Checkbox, Divider, Select, SimpleGrid, Stack, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import {
  type Connection,
  type ConnectionCreate,
  type ConnectionPatch,
  connectionCreate,
  connectionPatch,
} from "@switchyard/contract";
import { useContractForm } from "../../parts/contract-form.ts";
import { SupplierSelect } from "../../parts/library-selects.tsx";
import { WholeNumberInput } from "../../parts/number-input.tsx";
import { ProblemNote } from "../../parts/problem.tsx";
import { DrawerFoot, useDrawer } from "../../parts/route-drawer.tsx";
import { type ConnectionValues, choices, connectionBody, connectionValues } from "./values.ts";

interface NewConnectionFormProps {
  supplierId: string | undefined;
  onSave: (body: ConnectionCreate) => Promise<unknown>;
}

export function NewConnectionForm({ supplierId, onSave }: NewConnectionFormProps) {
  const { leave } = useDrawer();
  const { form, onSubmit, working, problem } = useContractForm({
    schema: connectionCreate,
    initialValues: { ...connectionValues(undefined), supplierId: supplierId ?? null, paused: false },
    toBody: ({ supplierId: chosen, paused, ...values }) => ({
      ...connectionBody(values),
      supplierId: chosen ? Number(chosen) : undefined,
      paused,
      password: values.password,
    }),
    submit: onSave,
  });
  const field = form.getInputProps;
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        {problem !== undefined && <ProblemNote error={problem} />}
        <SupplierSelect label="Supplier" withAsterisk {...field("supplierId")} />
        <Fields field={field} />
        <Checkbox
          mt="xs"
          label="Start paused"
          description="It binds only once it is resumed."
          {...form.getInputProps("paused", { type: "checkbox" })}
        />
      </Stack>
      <Foot action="Create connection" working={working} onCancel={leave} />
    </form>
  );
}

interface EditConnectionFormProps {
  connection: Connection;
  onSave: (body: ConnectionPatch) => Promise<unknown>;
}

export function EditConnectionForm({ connection, onSave }: EditConnectionFormProps) {
  const { leave } = useDrawer();
  const { form, onSubmit, working, problem } = useContractForm({
    schema: connectionPatch,
    initialValues: connectionValues(connection),
    toBody: (values) => ({ ...connectionBody(values), ...(values.password && { password: values.password }) }),
    submit: onSave,
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        {problem !== undefined && <ProblemNote error={problem} />}
        <Fields field={form.getInputProps} passwordNote="Empty: the present one stays." />
      </Stack>
      <Foot action="Save" working={working} onCancel={leave} />
    </form>
  );
}

function Foot({ action, working, onCancel }: { action: string; working: boolean; onCancel: () => void }) {
  return (
    <DrawerFoot>
      <Button variant="default" onClick={onCancel}>
        Cancel
      </Button>
      <Button type="submit" loading={working}>
        {action}
      </Button>
    </DrawerFoot>
  );
}

interface FieldsProps {
  field: UseFormReturnType<ConnectionValues>["getInputProps"];
  passwordNote?: string;
}

function Fields({ field, passwordNote }: FieldsProps) {
  return (
    <>
      <TextInput label="Name" withAsterisk data-autofocus {...field("name")} />
      <Divider label="Where to" labelPosition="left" mt="xs" />
      <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm">
        <TextInput label="Host" withAsterisk autoComplete="off" {...field("host")} />
        <WholeNumberInput label="Port" withAsterisk {...field("port")} />
        <Checkbox label="TLS" mt={{ base: 0, xs: 30 }} {...field("tls", { type: "checkbox" })} />
      </SimpleGrid>
      <Divider label="Bind" labelPosition="left" mt="xs" />
      <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm">
        <TextInput label="system_id" withAsterisk autoComplete="off" {...field("systemId")} />
        <TextInput
          label="Password"
          type="password"
          autoComplete="new-password"
          description={passwordNote}
          inputWrapperOrder={["label", "input", "description", "error"]}
          {...field("password")}
        />
        <TextInput label="system_type" {...field("systemType")} />
        <Select label="Bind as" allowDeselect={false} data={choices.bindType} {...field("bindType")} />
        <WholeNumberInput label="Sessions" {...field("sessions")} />
      </SimpleGrid>
      <Divider label="Speed and timers" labelPosition="left" mt="xs" />
      <SimpleGrid cols={{ base: 2, xs: 3 }} spacing="sm">
        <WholeNumberInput label="TPS" {...field("tps")} />
        <WholeNumberInput label="Window" {...field("windowMax")} />
        <WholeNumberInput label="Response timeout, s" {...field("responseTimeoutSeconds")} />
        <WholeNumberInput label="enquire_link every, s" {...field("enquireLinkSeconds")} />
        <WholeNumberInput label="Reconnect after, s" {...field("reconnectMinSeconds")} />
        <WholeNumberInput label="at most, s" {...field("reconnectMaxSeconds")} />
      </SimpleGrid>
      <Divider label="The supplier's ways" labelPosition="left" mt="xs" />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <Select
          label="data_coding 0 means"
          allowDeselect={false}
          data={choices.defaultAlphabet}
          {...field("defaultAlphabet")}
        />
        <Select label="Long messages as" allowDeselect={false} data={choices.longMessages} {...field("longMessages")} />
        <Select
          label="Id in receipts"
          allowDeselect={false}
          data={choices.receiptIdFormat}
          {...field("receiptIdFormat")}
        />
        <Select
          label="A submit whose answer was lost"
          allowDeselect={false}
          data={choices.lostAnswer}
          {...field("lostAnswer")}
        />
      </SimpleGrid>
      <SimpleGrid cols={{ base: 2, xs: 5 }} spacing="sm">
        <TextInput label="service_type" {...field("serviceType")} />
        <WholeNumberInput label="Sender TON" placeholder="by kind" {...field("sourceTon")} />
        <WholeNumberInput label="Sender NPI" placeholder="by kind" {...field("sourceNpi")} />
        <WholeNumberInput label="Recipient TON" {...field("destTon")} />
        <WholeNumberInput label="Recipient NPI" {...field("destNpi")} />
      </SimpleGrid>
    </>
  );
}
