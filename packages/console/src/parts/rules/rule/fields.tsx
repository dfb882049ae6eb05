/** The fields of a replacement rule; which of them show depends on what it does. */
import { ActionIcon, Button, Checkbox, SegmentedControl, Select, Stack, Textarea, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { contractLimits, type RuleOwner, ruleMatches, ruleOperations } from "@switchyard/contract";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { FormSection } from "../../form-section.tsx";
import { CountrySelect, NetworkSelect, SupplierSelect } from "../../library-selects.tsx";
import { WholeNumberInput } from "../../number-input.tsx";
import type { Rules } from "../owner.ts";
import classes from "../rules.module.css";
import { matchSearches, matchWords, operationWords, putsIn } from "../words.ts";
import type { RuleValues } from "./values.ts";

interface FieldsProps {
  form: UseFormReturnType<RuleValues>;
  rules: Rules;
}

export function RuleFields({ form, rules }: FieldsProps) {
  return (
    <>
      <FormSection title="What it does" below={<DeedFields form={form} rules={rules} />} />
      <FormSection
        title="For which messages"
        below={<p className={classes.quiet}>Left empty, it acts on all {whose(rules.owner)}.</p>}
      >
        <CountrySelect
          label="Country"
          placeholder="Any destination"
          clearable
          {...form.getInputProps("country")}
          onChange={(country) => form.setValues({ country, network: null })}
        />
        <NetworkSelect label="Network" country={form.values.country} {...form.getInputProps("network")} />
        {rules.owner.scope === "client" && (
          <SupplierSelect
            label="Leaves by supplier"
            placeholder="Any supplier"
            clearable
            {...form.getInputProps("viaSupplierId")}
          />
        )}
        {rules.kind === "content" && (
          <TextInput label="Sender" placeholder="Any sender" autoComplete="off" {...form.getInputProps("sender")} />
        )}
      </FormSection>
      <FormSection
        title="When it acts"
        below={
          <>
            <Checkbox label="Switched on" {...form.getInputProps("enabled", { type: "checkbox" })} />
            <Textarea label="Comment" autosize minRows={2} {...form.getInputProps("comment")} />
          </>
        }
      >
        <WholeNumberInput
          label="Priority"
          description="Lower acts first; of equal ones the older."
          {...form.getInputProps("priority")}
        />
      </FormSection>
    </>
  );
}

function whose({ scope }: RuleOwner): string {
  return scope === "client" ? "the client sends" : "that goes to this supplier";
}

function DeedFields({ form, rules: { kind } }: FieldsProps) {
  const { operation } = form.values;
  return (
    <>
      {kind === "content" && (
        <Select
          label="Operation"
          description={operationWords[operation].says}
          allowDeselect={false}
          data={ruleOperations.content.map((value) => ({ value, label: operationWords[value].label }))}
          data-autofocus
          {...form.getInputProps("operation")}
        />
      )}
      <SearchFields form={form} kind={kind} />
      {putsIn(operation) && <ReplacementFields form={form} isSender={kind === "sender"} />}
    </>
  );
}

function SearchFields({ form, kind }: { form: FieldsProps["form"]; kind: Rules["kind"] }) {
  const { match, operation } = form.values;
  const { phrase } = operationWords[operation];
  const Field = kind === "content" ? Textarea : TextInput;
  return (
    <>
      <Select
        label={kind === "content" ? "Looks for" : "Sender it changes"}
        allowDeselect={false}
        data={ruleMatches[kind].map((value) => ({ value, label: matchWords[value] }))}
        {...form.getInputProps("match")}
      />
      {matchSearches(match) && (
        <>
          <Field
            label={kind === "content" ? "Searched phrase" : "Sender"}
            className={match === "regex" ? (classes.code ?? "") : ""}
            {...(phrase === undefined ? { withAsterisk: true } : { description: phrase })}
            autoComplete="off"
            spellCheck={false}
            {...(kind === "content" && { autosize: true, minRows: 1 })}
            {...form.getInputProps("search")}
          />
          <Checkbox label="Ignore case" {...form.getInputProps("ignoreCase", { type: "checkbox" })} />
        </>
      )}
    </>
  );
}

const choiceOptions = [
  { value: "random", label: "At random" },
  { value: "by_recipient", label: "The same for a recipient" },
];

function ReplacementFields({ form, isSender }: { form: FieldsProps["form"]; isSender: boolean }) {
  const { replacements } = form.values;
  const Field = isSender ? TextInput : Textarea;
  const name = isSender ? "New sender" : "Text put in";
  return (
    <Stack gap={6}>
      {replacements.map((_, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line has nothing but its place
        <div className={classes.line} key={place}>
          <Field
            label={replacements.length > 1 ? `${name} ${place + 1}` : name}
            withAsterisk={place === 0}
            autoComplete="off"
            {...(!isSender && { autosize: true, minRows: 1 })}
            {...form.getInputProps(`replacements.${place}`)}
          />
          {replacements.length > 1 && (
            <ActionIcon
              variant="subtle"
              color="gray"
              mt={24}
              aria-label={`Remove ${name.toLowerCase()} ${place + 1}`}
              onClick={() => form.removeListItem("replacements", place)}
            >
              <IconTrash size={16} />
            </ActionIcon>
          )}
        </div>
      ))}
      {replacements.length > 1 && (
        <SegmentedControl
          aria-label="How one is chosen"
          data={choiceOptions}
          value={form.values.choice}
          onChange={(choice) => form.setFieldValue("choice", choice as RuleValues["choice"])}
        />
      )}
      {replacements.length < contractLimits.ruleReplacementsMax && (
        <Button
          variant="subtle"
          w="fit-content"
          leftSection={<IconPlus size={14} />}
          onClick={() => form.insertListItem("replacements", "")}
        >
          Choose among several
        </Button>
      )}
    </Stack>
  );
}
