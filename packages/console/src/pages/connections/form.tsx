/** The settings of a connection in sections: where to, how to speak, how fast, and the supplier's ways. */
import { Button, Checkbox, Input, SegmentedControl, Select, Stack, Text, TextInput } from "@mantine/core";
import {
  type Connection,
  type ConnectionCreate,
  type ConnectionKind,
  type ConnectionPatch,
  connectionCreate,
  connectionPatchOf,
  defaultPauseErrors,
  type HttpPreset,
} from "@switchyard/contract";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { query } from "../../api.ts";
import { useContractForm } from "../../parts/contract-form.ts";
import { copyName } from "../../parts/copy-name.ts";
import { FormSection } from "../../parts/form-section.tsx";
import { SupplierSelect } from "../../parts/library-selects.tsx";
import { ProblemNote } from "../../parts/problem.tsx";
import { DrawerFoot, useDrawer } from "../../parts/route-drawer.tsx";
import { HttpFields } from "./http-fields.tsx";
import previewClasses from "./preview.module.css";
import { RequestPreview } from "./preview.tsx";
import type { ConnectionForm } from "./rows.tsx";
import { ErrorFields, LimitFields, ReceiptFields } from "./shared-fields.tsx";
import { SmppFields, SmppWays } from "./smpp-fields.tsx";
import { fieldOf, keyed, templateValues } from "./template-values.ts";
import { choices, connectionBody, connectionValues } from "./values.ts";

interface NewConnectionFormProps {
  supplierId: string | undefined;
  /** Whose settings it begins with, when it is a copy. */
  of?: Connection | undefined;
  onSave: (body: ConnectionCreate) => Promise<unknown>;
}

export function NewConnectionForm({ supplierId, of, onSave }: NewConnectionFormProps) {
  const { leave } = useDrawer();
  const { form, onSubmit, working, problem } = useContractForm({
    schema: connectionCreate,
    initialValues: {
      ...connectionValues(of),
      name: of ? copyName(of.name) : "",
      supplierId: supplierId ?? null,
      paused: false,
    },
    toBody: ({ supplierId: chosen, paused, ...values }) => ({
      ...connectionBody(values),
      kind: values.kind,
      supplierId: chosen ? Number(chosen) : undefined,
      paused,
      password: values.password,
    }),
    fieldOf,
    submit: onSave,
  });
  // The two fields beyond those of every connection are used here alone.
  const shared = form as unknown as ConnectionForm;
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        {problem !== undefined && <ProblemNote error={problem} />}
        <SupplierSelect label="Supplier" withAsterisk {...form.getInputProps("supplierId")} />
        <TextInput label="Name" withAsterisk data-autofocus {...form.getInputProps("name")} />
        <KindChoice form={shared} />
        <Fields form={shared} passwordNote={of && "It is not copied: type it again."} />
        <Checkbox
          mt="xs"
          label="Start paused"
          description="It sends nothing until it is resumed."
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
  const [schema] = useState(() => connectionPatchOf(connection));
  const { form, onSubmit, working, problem } = useContractForm({
    schema,
    initialValues: connectionValues(connection),
    toBody: (values) => ({ ...connectionBody(values), ...(values.password && { password: values.password }) }),
    fieldOf,
    submit: onSave,
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        {problem !== undefined && <ProblemNote error={problem} />}
        <TextInput label="Name" withAsterisk data-autofocus {...form.getInputProps("name")} />
        <Fields form={form} passwordNote="Empty: the present one stays." />
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

/** Errors are of the one kind or the other: a list that was not touched goes with it. */
function KindChoice({ form }: { form: ConnectionForm }) {
  const choose = (kind: ConnectionKind) => {
    const before = defaultPauseErrors[form.values.kind];
    const isUntouched = form.values.pauseErrors.join() === before.join();
    form.setValues({ kind, ...(isUntouched && { pauseErrors: [...defaultPauseErrors[kind]] }) });
  };
  return (
    <Input.Wrapper label="Speaks">
      <SegmentedControl
        mt={4}
        size="xs"
        display="flex"
        w="fit-content"
        aria-label="Speaks"
        data={choices.kind}
        value={form.values.kind}
        onChange={(kind) => choose(kind as ConnectionKind)}
      />
    </Input.Wrapper>
  );
}

interface FieldsProps {
  form: ConnectionForm;
  passwordNote?: string | undefined;
}

function Fields({ form, passwordNote }: FieldsProps) {
  if (form.values.kind === "smpp") {
    return (
      <div>
        <SmppFields form={form} passwordNote={passwordNote} />
        <LimitFields form={form} />
        <ErrorFields form={form} />
        <SmppWays form={form} />
        <ReceiptFields form={form} />
      </div>
    );
  }
  return (
    <div className={previewClasses.beside}>
      <div>
        <PresetChoice form={form} />
        <HttpFields form={form} passwordNote={passwordNote} />
        <ReceiptFields form={form} />
        <LimitFields form={form} />
        <ErrorFields form={form} />
      </div>
      <RequestPreview values={form.values.http} systemId={form.values.systemId} />
    </div>
  );
}

function PresetChoice({ form }: { form: ConnectionForm }) {
  const { data } = useQuery({ ...query("listHttpPresets"), staleTime: Number.POSITIVE_INFINITY });
  const [chosen, setChosen] = useState<HttpPreset>();
  const choose = (id: string | null) => {
    const preset = data?.items.find((one) => one.id === id);
    setChosen(preset);
    if (!preset) return;
    const { receiptWords = [], receiptIdFormat = "as_is", rerouteErrors = [], pauseErrors } = preset.settings;
    form.setValues({
      http: templateValues(preset.http),
      receiptIdFormat,
      rerouteErrors,
      pauseErrors: pauseErrors ?? [...defaultPauseErrors.http],
      receiptWords: receiptWords.map((word) => keyed(word)),
    });
  };
  return (
    <FormSection
      title="Template"
      below={
        <Text size="xs" c="dimmed">
          {chosen?.says ?? "Begin with a well-known API, or write the request yourself below."}
        </Text>
      }
    >
      <Select
        label="Filled in as for"
        placeholder="an API of your own"
        clearable
        data={(data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={chosen?.id ?? null}
        onChange={choose}
      />
    </FormSection>
  );
}
