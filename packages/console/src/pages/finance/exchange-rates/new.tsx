/** Entering the rates of a day, several currencies at once. */
import { ActionIcon, Button, Stack, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { adminEndpoints } from "@switchyard/contract";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { useSend } from "../../../api.ts";
import { AmountInput, decimalOf } from "../../../parts/amount-input.tsx";
import { useContractForm } from "../../../parts/contract-form.ts";
import { CurrencySelect } from "../../../parts/library-selects.tsx";
import { ProblemNote } from "../../../parts/problem.tsx";
import { RouteDrawer, SaveFoot, useDrawer } from "../../../parts/route-drawer.tsx";
import { said } from "../../../parts/said.ts";
import classes from "./new.module.css";
import { useReferenceCurrency } from "./page.tsx";

interface RateLine {
  key: number;
  currency: string | null;
  rate: string;
}

interface RateValues extends Record<string, unknown> {
  day: string;
  lines: RateLine[];
}

let lastKey = 0;

function blankLine(): RateLine {
  lastKey += 1;
  return { key: lastKey, currency: null, rate: "" };
}

export function NewExchangeRates() {
  const navigate = useNavigate();
  const close = useCallback(() => void navigate({ to: "/finance/exchange-rates", search: true }), [navigate]);
  return (
    <RouteDrawer title="Add exchange rates" onClose={close}>
      <RatesForm reference={useReferenceCurrency() ?? ""} />
    </RouteDrawer>
  );
}

/** `rates.0.day` of the contract is the one day of the form, `rates.0.rate` its line's. */
function fieldOf(path: string): string {
  return /^rates\.\d+\.day$/.test(path)
    ? "day"
    : path.replace(/^rates\.(\d+)$/, "lines.$1.currency").replace(/^rates\b/, "lines");
}

function RatesForm({ reference }: { reference: string }) {
  const { leave } = useDrawer();
  const enter = useSend("setExchangeRates");
  const { form, onSubmit, working, problem } = useContractForm<RateValues, typeof adminEndpoints.setExchangeRates.body>(
    {
      schema: adminEndpoints.setExchangeRates.body,
      initialValues: { day: new Date().toISOString().slice(0, 10), lines: [blankLine()] },
      toBody: ({ day, lines }) => ({
        rates: lines.map(({ currency, rate }) => ({ currency: currency ?? "", day, rate: decimalOf(rate) })),
      }),
      fieldOf,
      submit: async (body) => {
        const { items } = await enter.mutateAsync({ body });
        said(items.length === 1 ? "The rate is entered." : `${items.length} rates are entered.`);
        leave();
      },
    },
  );
  const { lines } = form.values;
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        {problem !== undefined && <ProblemNote error={problem} />}
        <TextInput
          type="date"
          label="From"
          description="A rate counts from this day, in UTC, until the next. One already entered for the day is replaced."
          w={220}
          inputWrapperOrder={["label", "input", "description", "error"]}
          {...form.getInputProps("day")}
        />
        <RateLines form={form} reference={reference} />
        <Button
          variant="subtle"
          w="fit-content"
          leftSection={<IconPlus size={14} />}
          onClick={() => form.insertListItem("lines", blankLine())}
        >
          Another currency
        </Button>
      </Stack>
      <SaveFoot action={lines.length === 1 ? "Add rate" : `Add ${lines.length} rates`} working={working} />
    </form>
  );
}

function RateLines({ form, reference }: { form: UseFormReturnType<RateValues>; reference: string }) {
  const { lines } = form.values;
  return (
    <>
      {lines.map((line, place) => (
        <div key={line.key} className={classes.line}>
          <CurrencySelect
            label="Currency"
            withAsterisk
            data-autofocus={place === 0 || undefined}
            {...form.getInputProps(`lines.${place}.currency`)}
          />
          <AmountInput
            label="One unit is worth"
            withAsterisk
            currency={reference}
            {...form.getInputProps(`lines.${place}.rate`)}
          />
          {lines.length > 1 && (
            <ActionIcon
              className={classes.remove ?? ""}
              variant="subtle"
              color="gray"
              aria-label={`Remove line ${place + 1}`}
              onClick={() => form.removeListItem("lines", place)}
            >
              <IconTrash size={16} />
            </ActionIcon>
          )}
        </div>
      ))}
    </>
  );
}
