/** The drawer of a country: its name, whether it is closed, and how the network of its numbers is known. */
import { Radio, SimpleGrid, Skeleton, Stack, Switch, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { type Destination, destinationPatch } from "@switchyard/contract";
import { type Portability, portabilities } from "@switchyard/engine";
import { useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { useSend } from "../../../api.ts";
import { useContractForm } from "../../../parts/contract-form.ts";
import { numberOf, WholeNumberInput } from "../../../parts/number-input.tsx";
import { ProblemNote } from "../../../parts/problem.tsx";
import { RouteDrawer, SaveFoot, useDrawer } from "../../../parts/route-drawer.tsx";
import { said } from "../../../parts/said.ts";
import { portabilityWords } from "../words.tsx";
import { useCountryCode, useDestination } from "./current.ts";

export function EditCountry() {
  const country = useCountryCode();
  const { data: destination, error } = useDestination();
  const navigate = useNavigate();
  const close = useCallback(
    () => void navigate({ to: "/destinations/$country", params: { country }, search: true }),
    [navigate, country],
  );
  return (
    <RouteDrawer title={`Edit ${destination?.name ?? "country"}`} onClose={close} size="lg">
      {!destination && !error && <Skeleton height={260} />}
      {error && !destination && <ProblemNote error={error} />}
      {destination && <CountryForm destination={destination} />}
    </RouteDrawer>
  );
}

interface Values extends Record<string, unknown> {
  name: string;
  closed: boolean;
  portability: Portability;
  lookupDays: string;
  lookupFallback: Destination["lookupFallback"];
}

function CountryForm({ destination }: { destination: Destination }) {
  const { leave } = useDrawer();
  const update = useSend("updateDestination");
  const { form, onSubmit, working, problem } = useContractForm<Values, typeof destinationPatch>({
    schema: destinationPatch,
    initialValues: {
      name: destination.name,
      closed: destination.closed,
      portability: destination.portability,
      lookupDays: String(destination.lookupDays),
      lookupFallback: destination.lookupFallback,
    },
    toBody: ({ lookupDays, ...values }) => ({ ...values, lookupDays: numberOf(lookupDays) }),
    submit: async (body) => {
      await update.mutateAsync({ params: { country: destination.code }, body });
      said("The country is saved and counts at once.");
      leave();
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        {problem !== undefined && <ProblemNote error={problem} />}
        <TextInput
          label="Name"
          description="As it stands on invoices, price lists and in the console's choices."
          withAsterisk
          {...form.getInputProps("name")}
        />
        <Switch
          label="Closed"
          description="Messages to it are blocked: destination_closed."
          {...form.getInputProps("closed", { type: "checkbox" })}
        />
        <Radio.Group label="How the network of a number is known" {...form.getInputProps("portability")}>
          <Stack gap={8} mt={6}>
            {portabilities.map((value) => (
              <Radio
                key={value}
                value={value}
                label={portabilityWords[value].label}
                description={portabilityWords[value].says}
              />
            ))}
          </Stack>
        </Radio.Group>
        {form.values.portability === "lookup" && <LookupFields form={form} />}
      </Stack>
      <SaveFoot action="Save" working={working} />
    </form>
  );
}

function LookupFields({ form }: { form: UseFormReturnType<Values> }) {
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
      <WholeNumberInput
        label="Days an answer counts"
        description="1 to 365. Afterwards the number is looked up anew."
        {...form.getInputProps("lookupDays")}
      />
      <Radio.Group label="When a look-up fails" {...form.getInputProps("lookupFallback")}>
        <Stack gap={8} mt={6}>
          <Radio value="prefix" label="The network by prefix counts" />
          <Radio value="highest_price" label="The highest price counts" />
        </Stack>
      </Radio.Group>
    </SimpleGrid>
  );
}
