/** The form of a route: which messages it takes, to which pool, in which order, and when. */
import { Checkbox, Select, SimpleGrid, Stack, Textarea, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { type Route, type RouteCreate, routeCreate } from "@switchyard/contract";
import { useState } from "react";
import { ConfirmByTyping } from "../confirm-by-typing.tsx";
import { useContractForm } from "../contract-form.ts";
import { FormSection } from "../form-section.tsx";
import { CountrySelect, NetworkSelect, PoolSelect } from "../library-selects.tsx";
import { MomentInput } from "../moment-input.tsx";
import { WholeNumberInput } from "../number-input.tsx";
import { ProblemNote } from "../problem.tsx";
import { AskDelete, SaveFoot, useDrawer } from "../route-drawer.tsx";
import { said } from "../said.ts";
import { bodyOf, linesOf, type RouteValues, valuesOf } from "./values.ts";
import { routeWords } from "./words.ts";

interface RouteFormProps {
  /** What the form begins with; undefined for a blank one. */
  begin?: Route;
  /** Whether it is a route that there is, and not a new one. */
  isStored: boolean;
  /** Look-ups go by the platform's routes alone. */
  mayLookUp: boolean;
  mayChange: boolean;
  onSave: (body: RouteCreate) => Promise<unknown>;
  onDelete?: () => Promise<unknown>;
}

export function RouteForm({ begin, isStored, mayLookUp, mayChange, onSave, onDelete }: RouteFormProps) {
  const { leave } = useDrawer();
  const [deleting, setDeleting] = useState(false);
  const { form, onSubmit, working, problem } = useContractForm<RouteValues, typeof routeCreate>({
    schema: routeCreate,
    initialValues: valuesOf(begin),
    toBody: bodyOf,
    // A line that is wrong is told under its list.
    fieldOf: (path) => path.replace(/^(senders|recipients)\..*/, "$1"),
    submit: async (body) => {
      await onSave(body);
      said("The route is saved and counts at once.");
      leave();
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        {problem !== undefined && <ProblemNote error={problem} />}
        <WhichMessages form={form} mayLookUp={mayLookUp} />
        <WhereTo form={form} />
      </Stack>
      <SaveFoot
        action={isStored ? "Save" : "Create route"}
        working={working}
        disabled={!mayChange}
        start={onDelete && <AskDelete disabled={!mayChange} onAsk={() => setDeleting(true)} />}
      />
      {onDelete && begin && (
        <DeleteRoute route={begin} opened={deleting} onClose={() => setDeleting(false)} onDelete={onDelete} />
      )}
    </form>
  );
}

interface FieldsProps {
  form: UseFormReturnType<RouteValues>;
}

const types = [
  { value: "sms", label: "Messages" },
  { value: "hlr", label: "Look-ups of numbers" },
];
const textMatches = [
  { value: "any", label: "Any text" },
  { value: "contains", label: "Contains" },
  { value: "regex", label: "Regular expression" },
];

function WhichMessages({ form, mayLookUp }: FieldsProps & { mayLookUp: boolean }) {
  const { country, type, textMatch, senders, recipients } = form.values;
  const isLookup = type === "hlr";
  return (
    <FormSection
      title="Which messages"
      below={
        <Stack gap="sm">
          {!isLookup && <TextCondition form={form} isAny={textMatch === "any"} />}
          <SimpleGrid cols={{ base: 1, xs: isLookup ? 1 : 2 }} spacing="sm">
            {!isLookup && (
              <Textarea
                label={`Senders${counted(senders)}`}
                description="One a line; * stands for any characters. Empty: any."
                placeholder={"ACME\nBANK*"}
                autosize
                minRows={3}
                maxRows={10}
                spellCheck={false}
                {...form.getInputProps("senders")}
              />
            )}
            <Textarea
              label={`Recipients${counted(recipients)}`}
              description="Numbers or their beginnings, one a line. Empty: any."
              placeholder={"49151\n491701234567"}
              autosize
              minRows={3}
              maxRows={10}
              spellCheck={false}
              inputMode="tel"
              {...form.getInputProps("recipients")}
            />
          </SimpleGrid>
        </Stack>
      }
    >
      <CountrySelect
        label="Country"
        placeholder="Any destination"
        clearable
        data-autofocus
        {...form.getInputProps("country")}
        onChange={(value) => form.setValues({ country: value, network: null })}
      />
      <NetworkSelect label="Network" country={country} {...form.getInputProps("network")} />
      {mayLookUp && <Select label="Type" data={types} allowDeselect={false} {...form.getInputProps("type")} />}
    </FormSection>
  );
}

function counted(text: string): string {
  const count = linesOf(text).length;
  return count > 1 ? ` (${count})` : "";
}

function TextCondition({ form, isAny }: FieldsProps & { isAny: boolean }) {
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
      <Select label="Text" data={textMatches} allowDeselect={false} {...form.getInputProps("textMatch")} />
      {!isAny && (
        <TextInput
          label={form.values.textMatch === "contains" ? "Contains" : "Expression"}
          description={
            form.values.textMatch === "contains"
              ? "Anywhere in the text, letter case ignored."
              : "RE2's syntax; found anywhere unless ^ and $ hold it. (?i) ignores letter case."
          }
          withAsterisk
          spellCheck={false}
          autoComplete="off"
          {...form.getInputProps("textPattern")}
        />
      )}
    </SimpleGrid>
  );
}

function WhereTo({ form }: FieldsProps) {
  return (
    <FormSection
      title="Where to"
      below={
        <Stack gap="sm">
          <Checkbox label="Switched on" {...form.getInputProps("enabled", { type: "checkbox" })} />
          <Textarea label="Comment" autosize minRows={2} {...form.getInputProps("comment")} />
        </Stack>
      }
    >
      <PoolSelect label="Pool" withAsterisk {...form.getInputProps("poolId")} />
      <WholeNumberInput
        label="Priority"
        description="Lower is tried first; of two alike the narrower destination."
        {...form.getInputProps("priority")}
      />
      <MomentInput label="Valid from" {...form.getInputProps("validFrom")} />
      <MomentInput label="Valid to" {...form.getInputProps("validTo")} />
    </FormSection>
  );
}

interface DeleteRouteProps {
  route: Route;
  opened: boolean;
  onClose: () => void;
  onDelete: () => Promise<unknown>;
}

function DeleteRoute({ route, opened, onClose, onDelete }: DeleteRouteProps) {
  const { leave } = useDrawer();
  return (
    <ConfirmByTyping
      opened={opened}
      onClose={onClose}
      title="Delete this route"
      phrase={route.poolName}
      action="Delete route"
      onConfirm={async () => {
        await onDelete();
        said("The route is deleted.");
        leave();
      }}
    >
      Messages no longer go by this route ({routeWords(route)}); the next that fits takes them, or they are blocked for
      want of one.
    </ConfirmByTyping>
  );
}
