/** Fields that filters and limits share: whom they concern and what becomes of a message. */
import { Radio, Stack } from "@mantine/core";
import type { FieldOf } from "../../parts/contract-form.ts";
import { ClientSelect, CountrySelect } from "../../parts/library-selects.tsx";

/** A form's client, as the contract has it. */
export const idOrNull = (chosen: string | null): number | null => (chosen ? Number(chosen) : null);

export function ScopeFields({ field }: { field: FieldOf<"clientId" | "country"> }) {
  return (
    <>
      <ClientSelect label="Client" placeholder="Every client" clearable {...field("clientId")} />
      <CountrySelect label="Destination" placeholder="Any destination" clearable {...field("country")} />
    </>
  );
}

export const actionWords = { block: "Block", moderate: "Moderate" } as const;

export function ActionField({ field }: { field: FieldOf<"action"> }) {
  return (
    <Radio.Group label="What becomes of it" {...field("action")}>
      <Stack gap={8} mt={6}>
        <Radio value="block" label="Block" description="The message is refused and never charged." />
        <Radio
          value="moderate"
          label="Moderate"
          description="It waits under Moderation, if the client's moderation is manual or automatic; otherwise it passes."
        />
      </Stack>
    </Radio.Group>
  );
}
