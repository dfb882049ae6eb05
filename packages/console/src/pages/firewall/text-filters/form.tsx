/** Drawers of a text filter. */
import { Checkbox, Select, Skeleton, Stack, Textarea, TextInput } from "@mantine/core";
import { type TextFilter, type TextFilterCreate, textFilterCreate } from "@switchyard/contract";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { type ReactNode, useCallback } from "react";
import { query, useMay, useSend } from "../../../api.ts";
import { useContractForm } from "../../../parts/contract-form.ts";
import { DeleteButton } from "../../../parts/delete-button.tsx";
import { ProblemNote } from "../../../parts/problem.tsx";
import { RouteDrawer, SaveFoot, useDrawer } from "../../../parts/route-drawer.tsx";
import { said } from "../../../parts/said.ts";
import { ActionField, idOrNull, ScopeFields } from "../scope-fields.tsx";
import { TryDraft } from "./try.tsx";

function useClose() {
  const navigate = useNavigate();
  return useCallback(() => void navigate({ to: "/firewall/text-filters", search: true }), [navigate]);
}

export function NewTextFilter() {
  const create = useSend("createTextFilter");
  return (
    <RouteDrawer title="Create text filter" onClose={useClose()}>
      <TextFilterForm onSave={(body) => create.mutateAsync({ body })} />
    </RouteDrawer>
  );
}

const route = getRouteApi("/signed-in/firewall/text-filters/$filterId");

export function EditTextFilter() {
  const { filterId } = route.useParams();
  const { data: filter, error } = useQuery(query("getTextFilter", { params: { filterId } }));
  const update = useSend("updateTextFilter");
  const remove = useSend("deleteTextFilter");
  const mayChange = useMay("firewall.write");
  const params = { filterId };
  return (
    <RouteDrawer title={filter ? `Edit ${filter.name}` : "Text filter"} onClose={useClose()}>
      {!filter && !error && <Skeleton height={260} />}
      {error && !filter && <ProblemNote error={error} />}
      {filter && (
        <TextFilterForm
          filter={filter}
          onSave={(body) => update.mutateAsync({ params, body })}
          start={
            mayChange && (
              <DeleteButton
                what={filter.name}
                says="Messages that it caught pass from now on."
                onDelete={() => remove.mutateAsync({ params })}
              />
            )
          }
        />
      )}
    </RouteDrawer>
  );
}

/** What a form begins with: a filter that is changed, or what a new one is made from. */
export type TextFilterStart = Partial<Omit<TextFilter, "id" | "createdAt" | "clientLogin">>;

function valuesOf(start: TextFilterStart) {
  return {
    name: start.name ?? "",
    clientId: start.clientId == null ? null : String(start.clientId),
    country: start.country ?? null,
    match: start.match ?? "plain",
    pattern: start.pattern ?? "",
    ignoreCase: start.ignoreCase ?? true,
    action: start.action ?? "block",
    enabled: start.enabled ?? true,
    comment: start.comment ?? "",
  };
}

interface TextFilterFormProps {
  filter?: TextFilterStart;
  /** It is not saved yet, though it begins with something. */
  isNew?: boolean;
  /** What stands at the other end of the foot. */
  start?: ReactNode;
  onSave: (body: TextFilterCreate) => Promise<unknown>;
  /** What else is asked when it is saved. */
  children?: ReactNode;
}

export function TextFilterForm({ filter, isNew = filter === undefined, start, onSave, children }: TextFilterFormProps) {
  const { leave } = useDrawer();
  const mayChange = useMay("firewall.write");
  const { form, onSubmit, working, problem } = useContractForm({
    schema: textFilterCreate,
    initialValues: valuesOf(filter ?? {}),
    toBody: (values) => ({ ...values, clientId: idOrNull(values.clientId) }),
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
        <Select
          label="The text"
          allowDeselect={false}
          data={[
            { value: "plain", label: "contains" },
            { value: "word", label: "has the whole word" },
            { value: "regex", label: "matches the regular expression" },
          ]}
          {...field("match")}
        />
        <Textarea
          label={form.values.match === "regex" ? "Expression" : "Words"}
          description={
            form.values.match === "regex"
              ? "RE2, as Go and Google have it: no look-around, no back-references."
              : undefined
          }
          withAsterisk
          autosize
          minRows={2}
          maxRows={8}
          spellCheck={false}
          {...field("pattern")}
        />
        <Checkbox label="Ignore letter case" {...form.getInputProps("ignoreCase", { type: "checkbox" })} />
        <TryDraft
          draft={{
            match: form.values.match,
            pattern: form.values.pattern,
            ignoreCase: form.values.ignoreCase,
          }}
        />
        <ScopeFields field={field} />
        <ActionField field={field} />
        <Checkbox label="On" {...form.getInputProps("enabled", { type: "checkbox" })} />
        <Textarea label="Comment" autosize minRows={2} {...field("comment")} />
        {children}
      </Stack>
      <SaveFoot action={isNew ? "Create filter" : "Save"} working={working} disabled={!mayChange} start={start} />
    </form>
  );
}
