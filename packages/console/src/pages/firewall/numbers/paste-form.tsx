/** A form for numbers that are pasted, a line each, to be put on a list or taken off it. */
import { Stack, Textarea, TextInput } from "@mantine/core";
import { contractLimits } from "@switchyard/contract";
import type { ReactNode } from "react";
import type { z } from "zod";
import { BadLines } from "../../../parts/bad-lines.tsx";
import { useContractForm } from "../../../parts/contract-form.ts";
import { SaveFoot, useDrawer } from "../../../parts/route-drawer.tsx";

interface PasteFormProps<Schema extends z.ZodType> {
  schema: Schema;
  /** Whose list, where it is not the platform's. */
  owner?: (field: (name: "client") => object) => ReactNode;
  /** What goes beside the numbers. */
  bodyOf?: (values: PasteValues) => object;
  hasComment?: boolean;
  action: string;
  client?: string | undefined;
  onSend: (body: z.input<Schema>) => Promise<unknown>;
}

export interface PasteValues extends Record<string, unknown> {
  /** Not named as in the contract: its faults are told line by line, not on the field. */
  pasted: string;
  callingCode: string;
  comment: string;
  client: string | null;
}

export function PasteForm<Schema extends z.ZodType>(props: PasteFormProps<Schema>) {
  const { schema, owner, bodyOf, hasComment = false, action, onSend } = props;
  const { leave } = useDrawer();
  const { form, onSubmit, working, problem } = useContractForm<PasteValues, Schema>({
    schema,
    initialValues: { pasted: "", callingCode: "", comment: "", client: props.client ?? null },
    toBody: (values) => ({
      numbers: linesOf(values.pasted),
      ...(values.callingCode.trim() !== "" && { callingCode: values.callingCode.trim().replace(/^\+/, "") }),
      ...(hasComment && { comment: values.comment }),
      ...bodyOf?.(values),
    }),
    fieldOf: (path) => (path === "numbers" ? "pasted" : path === "clientId" ? "client" : path),
    submit: async (body) => {
      await onSend(body);
      leave();
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        {problem !== undefined && <BadLines error={problem} />}
        {owner?.((name) => form.getInputProps(name))}
        <Textarea
          label="Numbers"
          description={`One a line, in any usual spelling; up to ${contractLimits.numbersMax.toLocaleString("en")}.`}
          placeholder={"+49 151 23456789\n0044 7700 900123"}
          withAsterisk
          autosize
          minRows={8}
          maxRows={18}
          spellCheck={false}
          data-autofocus
          styles={{ input: { fontVariantNumeric: "tabular-nums" } }}
          {...form.getInputProps("pasted")}
        />
        <TextInput
          label="Country calling code"
          description="Only for numbers written the national way, 0151 …: 49 for Germany."
          inputMode="numeric"
          autoComplete="off"
          {...form.getInputProps("callingCode")}
        />
        {hasComment && <TextInput label="Comment" autoComplete="off" {...form.getInputProps("comment")} />}
      </Stack>
      <SaveFoot action={action} working={working} />
    </form>
  );
}

/** A line stays a line, so that a fault is told by the line it is on; blank ones at the end are none. */
function linesOf(pasted: string): string[] {
  const text = pasted.trimEnd();
  if (text === "") return [];
  return text.split(/\r?\n|[,;]/).map((line) => line.trim().slice(0, contractLimits.numberCharsMax));
}
