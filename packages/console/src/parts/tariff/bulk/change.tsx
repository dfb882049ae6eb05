/** The drawer that raises or cuts rows in force, as a draft. */
import { Input, SegmentedControl } from "@mantine/core";
import { adminEndpoints } from "@switchyard/contract";
import { useSend } from "../../../api.ts";
import { AmountInput, decimalOf } from "../../amount-input.tsx";
import { useContractForm } from "../../contract-form.ts";
import { MomentInput } from "../../moment-input.tsx";
import { RouteDrawer } from "../../route-drawer.tsx";
import type { Selection } from "../selection.ts";
import { type Tariff, tariffParam } from "../tariff.ts";
import { AboutFields, type AboutValues, aboutField, aboutInitially, selectionOf } from "./about.tsx";
import classes from "./bulk.module.css";
import { DraftForm, useShowDraft } from "./draft-form.tsx";
import { noRounding, RoundingFields, type RoundingValues, roundingField, roundingOf } from "./rounding.tsx";

interface ChangeRowsProps {
  tariff: Tariff;
  selection: Selection;
  onClose: () => void;
}

export function ChangeRows({ tariff, selection, onClose }: ChangeRowsProps) {
  return (
    <RouteDrawer title={`Change ${tariff.noun}s`} onClose={onClose}>
      <ChangeForm tariff={tariff} selection={selection} />
    </RouteDrawer>
  );
}

interface ChangeValues extends AboutValues, RoundingValues {
  way: "raise" | "cut";
  unit: "percent" | "amount";
  value: string;
  validFrom: string;
}

function fieldOf(path: string): string {
  return /^(percent|amount)$/.test(path) ? "value" : roundingField(aboutField(path));
}

function ChangeForm({ tariff, selection }: Omit<ChangeRowsProps, "onClose">) {
  const showDraft = useShowDraft(tariff);
  const draft = useSend("draftTariffChange");
  const initialValues: ChangeValues = {
    ...aboutInitially(selection),
    ...noRounding,
    way: "raise",
    unit: "percent",
    value: "",
    validFrom: "",
  };
  const { form, onSubmit, working, problem } = useContractForm<
    ChangeValues,
    typeof adminEndpoints.draftTariffChange.body
  >({
    schema: adminEndpoints.draftTariffChange.body,
    initialValues,
    toBody: (values) => ({
      selection: selectionOf(values, selection),
      [values.unit]: `${values.way === "cut" ? "-" : ""}${decimalOf(values.value)}`,
      ...roundingOf(values),
      ...(values.validFrom && { validFrom: values.validFrom }),
    }),
    fieldOf,
    submit: async (body) => showDraft(await draft.mutateAsync({ params: tariffParam(tariff), body })),
  });
  return (
    <DraftForm onSubmit={onSubmit} working={working} problem={problem}>
      <AboutFields form={form} selection={selection} noun={tariff.noun} />
      <Input.Wrapper label="Change">
        <div className={classes.pair} style={{ marginTop: 4 }}>
          <SegmentedControl
            size="xs"
            aria-label="Which way"
            data={[
              { value: "raise", label: "Raise" },
              { value: "cut", label: "Cut" },
            ]}
            {...form.getInputProps("way")}
          />
          <SegmentedControl
            size="xs"
            aria-label="Percent or amount"
            data={[
              { value: "percent", label: "Percent" },
              { value: "amount", label: tariff.currency },
            ]}
            {...form.getInputProps("unit")}
          />
        </div>
      </Input.Wrapper>
      <AmountInput
        label="By"
        withAsterisk
        data-autofocus
        currency={form.values.unit === "percent" ? "%" : tariff.currency}
        {...form.getInputProps("value")}
      />
      <RoundingFields form={form} currency={tariff.currency} />
      <MomentInput
        label="Valid from"
        description="Empty: from the moment of saving."
        {...form.getInputProps("validFrom")}
      />
    </DraftForm>
  );
}
