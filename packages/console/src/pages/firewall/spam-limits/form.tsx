/** Drawers of a spam limit. */
import { Checkbox, Group, Input, Select, SimpleGrid, Skeleton, Stack, Textarea, TextInput } from "@mantine/core";
import { type SpamLimit, type SpamLimitCreate, spamLimitCreate } from "@switchyard/contract";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { type ReactNode, useCallback } from "react";
import { query, useMay, useSend } from "../../../api.ts";
import { useContractForm } from "../../../parts/contract-form.ts";
import { DeleteButton } from "../../../parts/delete-button.tsx";
import { numberOf, WholeNumberInput } from "../../../parts/number-input.tsx";
import { ProblemNote } from "../../../parts/problem.tsx";
import { RouteDrawer, SaveFoot, useDrawer } from "../../../parts/route-drawer.tsx";
import { said } from "../../../parts/said.ts";
import { ActionField, idOrNull, ScopeFields } from "../scope-fields.tsx";

function useClose() {
  const navigate = useNavigate();
  return useCallback(() => void navigate({ to: "/firewall/spam-limits", search: true }), [navigate]);
}

export function NewSpamLimit() {
  const create = useSend("createSpamLimit");
  return (
    <RouteDrawer title="Create spam limit" onClose={useClose()}>
      <SpamLimitForm onSave={(body) => create.mutateAsync({ body })} />
    </RouteDrawer>
  );
}

const route = getRouteApi("/signed-in/firewall/spam-limits/$limitId");

export function EditSpamLimit() {
  const params = route.useParams();
  const { data: limit, error } = useQuery(query("getSpamLimit", { params }));
  const update = useSend("updateSpamLimit");
  const remove = useSend("deleteSpamLimit");
  const mayChange = useMay("firewall.write");
  return (
    <RouteDrawer title={limit ? `Edit ${limit.name}` : "Spam limit"} onClose={useClose()}>
      {!limit && !error && <Skeleton height={260} />}
      {error && !limit && <ProblemNote error={error} />}
      {limit && (
        <SpamLimitForm
          limit={limit}
          onSave={(body) => update.mutateAsync({ params, body })}
          start={
            mayChange && (
              <DeleteButton
                what={limit.name}
                says="Like messages are counted by it no more."
                onDelete={() => remove.mutateAsync({ params })}
              />
            )
          }
        />
      )}
    </RouteDrawer>
  );
}

function valuesOf(limit: SpamLimit | undefined) {
  return {
    name: limit?.name ?? "",
    clientId: limit?.clientId == null ? null : String(limit.clientId),
    country: limit?.country ?? null,
    byRecipient: limit?.byRecipient ?? true,
    bySender: limit?.bySender ?? false,
    byText: limit?.byText ?? true,
    messagesMax: String(limit?.messagesMax ?? 1),
    windowSeconds: String(limit?.windowSeconds ?? 60),
    reason: limit?.reason ?? "duplicate",
    action: limit?.action ?? "block",
    enabled: limit?.enabled ?? true,
    comment: limit?.comment ?? "",
  };
}

interface SpamLimitFormProps {
  limit?: SpamLimit;
  start?: ReactNode;
  onSave: (body: SpamLimitCreate) => Promise<unknown>;
}

function SpamLimitForm({ limit, start, onSave }: SpamLimitFormProps) {
  const { leave } = useDrawer();
  const mayChange = useMay("firewall.write");
  const { form, onSubmit, working, problem } = useContractForm({
    schema: spamLimitCreate,
    initialValues: valuesOf(limit),
    toBody: (values) => ({
      ...values,
      clientId: idOrNull(values.clientId),
      messagesMax: numberOf(values.messagesMax),
      windowSeconds: numberOf(values.windowSeconds),
    }),
    submit: async (body) => {
      await onSave(body);
      said(`${body.name} is saved and counts at once.`);
      leave();
    },
  });
  const field = form.getInputProps;
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        {problem !== undefined && <ProblemNote error={problem} />}
        <TextInput label="Name" withAsterisk data-autofocus autoComplete="off" {...field("name")} />
        <Input.Wrapper
          label="Alike are messages with the same"
          error={form.errors.byRecipient ? "Choose what is compared." : undefined}
        >
          <Group gap="md" mt={6}>
            <Checkbox
              label="Recipient"
              {...form.getInputProps("byRecipient", { type: "checkbox" })}
              error={undefined}
            />
            <Checkbox label="Sender" {...form.getInputProps("bySender", { type: "checkbox" })} />
            <Checkbox label="Text" {...form.getInputProps("byText", { type: "checkbox" })} />
          </Group>
        </Input.Wrapper>
        <SimpleGrid cols={2} spacing="sm">
          <WholeNumberInput label="At most, messages" withAsterisk {...field("messagesMax")} />
          <WholeNumberInput label="Within, seconds" withAsterisk {...field("windowSeconds")} />
        </SimpleGrid>
        <ScopeFields field={field} />
        <ActionField field={field} />
        <Select
          label="What one too many is called"
          description="The reason the client is told."
          allowDeselect={false}
          data={[
            { value: "duplicate", label: "Duplicate" },
            { value: "spam_limit", label: "Spam limit" },
          ]}
          {...field("reason")}
        />
        <Checkbox label="On" {...form.getInputProps("enabled", { type: "checkbox" })} />
        <Textarea label="Comment" autosize minRows={2} {...field("comment")} />
      </Stack>
      <SaveFoot action={limit ? "Save" : "Create limit"} working={working} disabled={!mayChange} start={start} />
    </form>
  );
}
