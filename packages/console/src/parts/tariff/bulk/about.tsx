/** Which rows a bulk change is about: those ticked in the list, those of some countries, or all in force. */
import { Input, SegmentedControl, Stack, Text } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import type { MessageType } from "@switchyard/engine";
import { CountriesSelect } from "../../library-selects.tsx";
import { TypeSelect } from "../choices.tsx";
import { typeNames } from "../marks.tsx";
import type { Selection } from "../selection.ts";
import { counted, type Tariff } from "../tariff.ts";

export interface AboutValues extends Record<string, unknown> {
  about: "selected" | "countries" | "all";
  type: MessageType;
  countries: string[];
}

export function aboutInitially(selection: Selection): AboutValues {
  const [first] = selection.rows;
  return { about: first ? "selected" : "all", type: first?.type ?? "sms", countries: [] };
}

/** The contract's selection. */
export function selectionOf({ about, type, countries }: AboutValues, selection: Selection) {
  return {
    type,
    ...(about === "selected" && { rowIds: selection.rows.filter((row) => row.type === type).map(({ id }) => id) }),
    ...(about === "countries" && { countries }),
  };
}

/** `selection.countries` of the contract is `countries` here. */
export function aboutField(path: string): string {
  return path.replace(/^selection\.rowIds\b.*/, "about").replace(/^selection\.(countries|type)\b.*/, "$1");
}

interface AboutFieldsProps<Values extends AboutValues> {
  form: UseFormReturnType<Values>;
  selection: Selection;
  noun: Tariff["noun"];
}

export function AboutFields<Values extends AboutValues>({ form, selection, noun }: AboutFieldsProps<Values>) {
  const { about, type } = form.values;
  const chosen = selection.rows.filter((row) => row.type === type).length;
  const others = selection.rows.length - chosen;
  const choices = [
    ...(selection.rows.length > 0 ? [{ value: "selected", label: `${chosen} selected` }] : []),
    { value: "all", label: "All in force" },
    { value: "countries", label: "Countries" },
  ];
  return (
    <Stack gap="sm">
      <Input.Wrapper label={`Which ${noun}s`} error={form.errors.about}>
        <SegmentedControl
          mt={4}
          size="xs"
          display="flex"
          w="fit-content"
          aria-label={`Which ${noun}s`}
          data={choices}
          {...form.getInputProps("about")}
        />
      </Input.Wrapper>
      {about !== "selected" && <TypeSelect {...form.getInputProps("type")} />}
      {about === "countries" && <CountriesSelect label="Countries" withAsterisk {...form.getInputProps("countries")} />}
      {about === "selected" && others > 0 && (
        <Text size="xs" c="dimmed">
          One draft is about one type. {counted(noun, others)} of another type than {typeNames[type]}{" "}
          {others === 1 ? "is" : "are"} left out.
        </Text>
      )}
    </Stack>
  );
}
