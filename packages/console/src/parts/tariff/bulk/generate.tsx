/** The drawer that makes prices from the costs of suppliers and a margin, as a draft. */
import { Select } from "@mantine/core";
import { adminEndpoints } from "@switchyard/contract";
import type { BillingMode, MessageType } from "@switchyard/engine";
import { useSend } from "../../../api.ts";
import { AmountInput, decimalOf } from "../../amount-input.tsx";
import { useContractForm } from "../../contract-form.ts";
import { CountriesSelect, SuppliersSelect } from "../../library-selects.tsx";
import { MomentInput } from "../../moment-input.tsx";
import { RouteDrawer } from "../../route-drawer.tsx";
import { BillingSelect, TypeSelect } from "../choices.tsx";
import { type Tariff, tariffParam } from "../tariff.ts";
import classes from "./bulk.module.css";
import { DraftForm, useShowDraft } from "./draft-form.tsx";
import { noRounding, RoundingFields, type RoundingValues, roundingField, roundingOf } from "./rounding.tsx";

interface GeneratePricesProps {
  tariff: Tariff;
  onClose: () => void;
}

export function GeneratePrices({ tariff, onClose }: GeneratePricesProps) {
  return (
    <RouteDrawer title="Generate prices from costs" onClose={onClose}>
      <GenerateForm tariff={tariff} />
    </RouteDrawer>
  );
}

interface GenerateValues extends RoundingValues {
  supplierIds: string[];
  basis: "lowest" | "highest" | "average";
  countries: string[];
  type: MessageType;
  marginPercent: string;
  marginAmount: string;
  minimum: string;
  billing: BillingMode;
  only: "all" | "missing";
  validFrom: string;
}

const initialValues: GenerateValues = {
  ...noRounding,
  supplierIds: [],
  basis: "lowest",
  countries: [],
  type: "sms",
  marginPercent: "20",
  marginAmount: "0",
  minimum: "",
  billing: "submitted",
  only: "missing",
  validFrom: "",
};

function bodyOf(values: GenerateValues) {
  const { supplierIds, basis, countries, type, marginPercent, marginAmount, minimum, billing, only, validFrom } =
    values;
  return {
    ...{ type, basis, billing, only },
    ...(supplierIds.length > 0 && { supplierIds: supplierIds.map(Number) }),
    ...(countries.length > 0 && { countries }),
    marginPercent: decimalOf(marginPercent) || "0",
    marginAmount: decimalOf(marginAmount) || "0",
    ...(minimum.trim() && { minimum: decimalOf(minimum) }),
    ...roundingOf(values),
    ...(validFrom && { validFrom }),
  };
}

const bases = [
  { value: "lowest", label: "The lowest cost" },
  { value: "average", label: "The average cost" },
  { value: "highest", label: "The highest cost" },
];

const scopes = [
  { value: "missing", label: "Only destinations without a price" },
  { value: "all", label: "Every destination with a cost" },
];

function GenerateForm({ tariff }: { tariff: Tariff }) {
  const { currency } = tariff;
  const showDraft = useShowDraft(tariff);
  const draft = useSend("draftTariffGenerate");
  const { form, onSubmit, working, problem } = useContractForm<
    GenerateValues,
    typeof adminEndpoints.draftTariffGenerate.body
  >({
    schema: adminEndpoints.draftTariffGenerate.body,
    initialValues,
    toBody: bodyOf,
    fieldOf: (path) => roundingField(path.replace(/^(supplierIds|countries)\..*/, "$1")),
    submit: async (body) => showDraft(await draft.mutateAsync({ params: tariffParam(tariff), body })),
  });
  return (
    <DraftForm onSubmit={onSubmit} working={working} problem={problem}>
      <SuppliersSelect
        label="Suppliers"
        placeholder="All that are not blocked"
        {...form.getInputProps("supplierIds")}
      />
      <TypeSelect {...form.getInputProps("type")} />
      <Select label="Where several have one" allowDeselect={false} data={bases} {...form.getInputProps("basis")} />
      <CountriesSelect label="Countries" placeholder="All" {...form.getInputProps("countries")} />
      <div className={classes.pair}>
        <AmountInput label="Margin" currency="%" data-autofocus {...form.getInputProps("marginPercent")} />
        <AmountInput
          label={`and per ${form.values.type === "hlr" ? "look-up" : "part"}`}
          currency={currency}
          {...form.getInputProps("marginAmount")}
        />
      </div>
      <RoundingFields form={form} currency={currency} />
      <div className={classes.pair}>
        <AmountInput
          label="No price under"
          placeholder="no minimum"
          currency={currency}
          {...form.getInputProps("minimum")}
        />
        <BillingSelect label="Charged" {...form.getInputProps("billing")} />
      </div>
      <Select label="For" allowDeselect={false} data={scopes} {...form.getInputProps("only")} />
      <MomentInput
        label="Valid from"
        description="Empty: from the moment of saving. Costs in other currencies are converted at the latest exchange rates."
        {...form.getInputProps("validFrom")}
      />
    </DraftForm>
  );
}
