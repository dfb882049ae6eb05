/** Drawers of what senders one destination takes. */
import { Checkbox, Input, SimpleGrid, Skeleton, Stack, Textarea, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { type SenderRule, type SenderRuleCreate, senderRuleCreate } from "@switchyard/contract";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { type ReactNode, useCallback } from "react";
import { query, useMay, useSend } from "../../api.ts";
import { useContractForm } from "../../parts/contract-form.ts";
import { DeleteButton } from "../../parts/delete-button.tsx";
import { CountrySelect, NetworkSelect } from "../../parts/library-selects.tsx";
import { numberOf, WholeNumberInput } from "../../parts/number-input.tsx";
import { countryName } from "../../parts/place.tsx";
import { ProblemNote } from "../../parts/problem.tsx";
import { RouteDrawer, SaveFoot, useDrawer } from "../../parts/route-drawer.tsx";
import { said } from "../../parts/said.ts";

function useClose() {
  const navigate = useNavigate();
  return useCallback(() => void navigate({ to: "/senders/rules", search: true }), [navigate]);
}

export function NewSenderRule() {
  const create = useSend("createSenderRule");
  return (
    <RouteDrawer title="Create sender rule" onClose={useClose()}>
      <RuleForm onSave={(body) => create.mutateAsync({ body })} />
    </RouteDrawer>
  );
}

const route = getRouteApi("/signed-in/senders/rules/$ruleId");

export function EditSenderRule() {
  const params = route.useParams();
  const { data: rule, error } = useQuery(query("getSenderRule", { params }));
  const update = useSend("updateSenderRule");
  const remove = useSend("deleteSenderRule");
  const mayChange = useMay("senders.write");
  const name = rule && `${countryName(rule.country)}${rule.network ? ` ${rule.network}` : ""}`;
  return (
    <RouteDrawer title={name ? `Senders to ${name}` : "Sender rule"} onClose={useClose()}>
      {!rule && !error && <Skeleton height={260} />}
      {error && !rule && <ProblemNote error={error} />}
      {rule && (
        <RuleForm
          rule={rule}
          onSave={(body) => update.mutateAsync({ params, body })}
          start={
            mayChange && (
              <DeleteButton
                what={name ?? ""}
                says="The destination takes every sender then, unless its country has a rule."
                onDelete={() => remove.mutateAsync({ params })}
              />
            )
          }
        />
      )}
    </RouteDrawer>
  );
}

function valuesOf(rule: SenderRule | undefined) {
  return {
    country: rule?.country ?? null,
    network: rule?.network ?? null,
    alphanumeric: rule?.alphanumeric ?? true,
    longNumbers: rule?.longNumbers ?? true,
    shortNumbers: rule?.shortNumbers ?? true,
    registrationNeeded: rule?.registrationNeeded ?? false,
    lengthMin: String(rule?.lengthMin ?? 1),
    lengthMax: String(rule?.lengthMax ?? 20),
    limitsCharacters: rule !== undefined && rule.characters !== null,
    characters: rule?.characters ?? "",
    enabled: rule?.enabled ?? true,
    comment: rule?.comment ?? "",
  };
}

interface RuleFormProps {
  rule?: SenderRule;
  start?: ReactNode;
  onSave: (body: SenderRuleCreate) => Promise<unknown>;
}

function RuleForm({ rule, start, onSave }: RuleFormProps) {
  const { leave } = useDrawer();
  const mayChange = useMay("senders.write");
  const { form, onSubmit, working, problem } = useContractForm({
    schema: senderRuleCreate,
    initialValues: valuesOf(rule),
    toBody: ({ limitsCharacters, ...values }) => ({
      ...values,
      country: values.country ?? undefined,
      lengthMin: numberOf(values.lengthMin),
      lengthMax: numberOf(values.lengthMax),
      characters: limitsCharacters ? values.characters : null,
    }),
    submit: async (body) => {
      await onSave(body);
      said("The rule is saved and counts at once.");
      leave();
    },
  });
  const field = form.getInputProps;
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        {problem !== undefined && <ProblemNote error={problem} />}
        <CountrySelect
          label="Country"
          withAsterisk
          {...field("country")}
          onChange={(country) => form.setValues({ country, network: null })}
        />
        <NetworkSelect label="Network" country={form.values.country} {...field("network")} />
        <TakenFields form={form} />
        <Checkbox label="On" {...form.getInputProps("enabled", { type: "checkbox" })} />
        <Textarea label="Comment" autosize minRows={2} {...field("comment")} />
      </Stack>
      <SaveFoot action={rule ? "Save" : "Create rule"} working={working} disabled={!mayChange} start={start} />
    </form>
  );
}

type Box = "alphanumeric" | "longNumbers" | "shortNumbers" | "registrationNeeded" | "limitsCharacters";

/** Which senders it takes: their kinds, their length and characters. */
function TakenFields({ form }: { form: UseFormReturnType<ReturnType<typeof valuesOf>> }) {
  const field = form.getInputProps;
  const box = (name: Box) => form.getInputProps(name, { type: "checkbox" });
  return (
    <>
      <Input.Wrapper label="Takes">
        <Stack gap={8} mt={6}>
          <Checkbox label="Names" {...box("alphanumeric")} />
          <Checkbox label="Long numbers" description="6 to 16 digits." {...box("longNumbers")} />
          <Checkbox label="Short numbers" description="3 to 5 digits." {...box("shortNumbers")} />
        </Stack>
      </Input.Wrapper>
      <Checkbox
        label="Only senders approved in the register"
        description="What must be registered with the networks first."
        {...box("registrationNeeded")}
      />
      <SimpleGrid cols={2} spacing="sm">
        <WholeNumberInput label="At least, characters" {...field("lengthMin")} />
        <WholeNumberInput label="At most, characters" {...field("lengthMax")} />
      </SimpleGrid>
      <Checkbox label="Limit the characters of names" {...box("limitsCharacters")} />
      {form.values.limitsCharacters && (
        <TextInput
          label="Beside letters and digits"
          description="The characters a name may have too; empty: none."
          placeholder="-. "
          autoComplete="off"
          {...field("characters")}
        />
      )}
    </>
  );
}
