/** The drawer with the settings of the firewall as a whole. */
import { Checkbox, SimpleGrid, Skeleton, Stack, TextInput } from "@mantine/core";
import { adminEndpoints, type FirewallSettings } from "@switchyard/contract";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { query, useSend } from "../../../api.ts";
import { type FieldOf, useContractForm } from "../../../parts/contract-form.ts";
import { numberOf, WholeNumberInput } from "../../../parts/number-input.tsx";
import { ProblemNote } from "../../../parts/problem.tsx";
import { RouteDrawer, SaveFoot, useDrawer } from "../../../parts/route-drawer.tsx";
import { said } from "../../../parts/said.ts";

export function EditFirewallSettings() {
  const navigate = useNavigate();
  const close = useCallback(() => void navigate({ to: "/firewall/alerts", search: true }), [navigate]);
  const { data, error } = useQuery(query("getFirewallSettings"));
  return (
    <RouteDrawer title="Settings of the firewall" onClose={close}>
      {!data && !error && <Skeleton height={260} />}
      {error && !data && <ProblemNote error={error} />}
      {data && <SettingsForm settings={data} />}
    </RouteDrawer>
  );
}

function SettingsForm({ settings }: { settings: FirewallSettings }) {
  const { leave } = useDrawer();
  const update = useSend("updateFirewallSettings");
  const { form, onSubmit, working, problem } = useContractForm({
    schema: adminEndpoints.updateFirewallSettings.body,
    initialValues: {
      ...settings,
      pumpingMessagesMin: String(settings.pumpingMessagesMin),
      pumpingSharePercent: String(settings.pumpingSharePercent),
      pumpingWindowSeconds: String(settings.pumpingWindowSeconds),
      pumpingRangeDigits: String(settings.pumpingRangeDigits),
    },
    toBody: (values) => ({
      ...values,
      pumpingMessagesMin: numberOf(values.pumpingMessagesMin),
      pumpingSharePercent: numberOf(values.pumpingSharePercent),
      pumpingWindowSeconds: numberOf(values.pumpingWindowSeconds),
      pumpingRangeDigits: numberOf(values.pumpingRangeDigits),
    }),
    submit: async (body) => {
      await update.mutateAsync({ body });
      said("The settings are saved and count at once.");
      leave();
    },
  });
  const field = form.getInputProps;
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        {problem !== undefined && <ProblemNote error={problem} />}
        <Checkbox
          label="Block messages below cost"
          description="A message that costs more than its price is stopped as negative_margin; a client's profile may say otherwise."
          {...form.getInputProps("blockNegativeMargin", { type: "checkbox" })}
        />
        <Checkbox
          label="Watch for pumped number ranges"
          {...form.getInputProps("pumpingWatch", { type: "checkbox" })}
        />
        <PumpingFields field={field} isOff={!form.values.pumpingWatch} />
        <TextInput
          label="Tell by mail"
          description="One address or several, separated by commas; empty: nobody."
          {...field("alertEmail")}
        />
      </Stack>
      <SaveFoot action="Save" working={working} />
    </form>
  );
}

type PumpingField = "pumpingMessagesMin" | "pumpingSharePercent" | "pumpingWindowSeconds" | "pumpingRangeDigits";

/** From when on a range counts as pumped. */
function PumpingFields({ field, isOff }: { field: FieldOf<PumpingField>; isOff: boolean }) {
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
      <WholeNumberInput
        label="Messages"
        description="To a range, before it is told of."
        disabled={isOff}
        {...field("pumpingMessagesMin")}
      />
      <WholeNumberInput
        label="Share, percent"
        description="Of the client's messages to the country."
        disabled={isOff}
        {...field("pumpingSharePercent")}
      />
      <WholeNumberInput label="Within, seconds" disabled={isOff} {...field("pumpingWindowSeconds")} />
      <WholeNumberInput
        label="Last digits"
        description="Numbers that differ in so many are one range."
        disabled={isOff}
        {...field("pumpingRangeDigits")}
      />
    </SimpleGrid>
  );
}
