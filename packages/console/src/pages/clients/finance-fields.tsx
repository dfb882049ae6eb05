/** The sections of the profile's forms that are about money: prices, credit, invoices. */
import { Select, TextInput } from "@mantine/core";
import { invoiceCycles, invoiceSteps } from "@switchyard/contract";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { query, useMay } from "../../api.ts";
import { AmountInput } from "../../parts/amount-input.tsx";
import type { FieldOf } from "../../parts/contract-form.ts";
import { FormSection } from "../../parts/form-section.tsx";
import { WholeNumberInput } from "../../parts/number-input.tsx";
import { cycleWords, type FinanceValues } from "./finance-values.ts";

interface SectionProps {
  field: FieldOf<keyof FinanceValues>;
}

/** Which product stands behind the client's own prices. */
export function PriceSection({ field, currency }: SectionProps & { currency: string }) {
  const mayPrices = useMay("prices.read");
  const products = useQuery({ ...query("listProducts"), enabled: mayPrices });
  const fitting = (products.data?.items ?? []).filter((product) => product.currency === currency);
  return (
    <FormSection title="Prices">
      {mayPrices && (
        <Select
          label="Product"
          description="Prices the client has none of its own for."
          placeholder={fitting.length === 0 ? `None in ${currency}` : "None"}
          clearable
          data={fitting.map(({ id, name }) => ({ value: String(id), label: name }))}
          {...field("productId")}
        />
      )}
      <TextInput
        label="E-mail for prices"
        description="One or several; empty: the general one."
        {...field("emailPrices")}
      />
    </FormSection>
  );
}

/** How far the client may go, and what is credited by itself. */
export function CreditSection({
  field,
  currency,
  children,
}: SectionProps & { currency: string; children?: ReactNode }) {
  return (
    <FormSection title="Credit and balance">
      <AmountInput
        label="Credit limit"
        description="How far below zero, for good."
        placeholder="0"
        currency={currency}
        {...field("creditLimit")}
      />
      <AmountInput
        label="Low balance"
        description="A mail goes out at this or below."
        placeholder="No mail"
        currency={currency}
        {...field("lowBalance")}
      />
      {children}
      <AmountInput
        label="Monthly top-up"
        description="Credited on the first, as unpaid."
        placeholder="None"
        currency={currency}
        {...field("monthlyTopUp")}
      />
    </FormSection>
  );
}

const stepWords: Record<(typeof invoiceSteps)[number], string> = {
  draft: "Draft, for someone to look at",
  issue: "Issue",
  send: "Issue and send by mail",
};

interface InvoiceSectionProps extends SectionProps {
  values: Pick<FinanceValues, "enterpriseId" | "invoiceCycle">;
  /** Another enterprise has other taxes: what was chosen goes. */
  onEnterprise: (enterpriseId: string | null) => void;
}

/** Who invoices the client, how often, and where the mail goes. */
export function InvoiceSection({ field, values, onEnterprise }: InvoiceSectionProps) {
  const mayInvoices = useMay("invoices.read");
  const isAutomatic = values.invoiceCycle !== "none";
  return (
    <FormSection title="Invoices">
      {mayInvoices && <Issuer field={field} enterpriseId={values.enterpriseId} onEnterprise={onEnterprise} />}
      <Select
        label="Invoice cycle"
        description="In the client's time zone."
        allowDeselect={false}
        data={invoiceCycles.map((value) => ({ value, label: cycleWords[value] }))}
        {...field("invoiceCycle")}
      />
      <Select
        label="Automatic invoices go as far as"
        description={isAutomatic ? "Then they wait for a person." : "Needs a cycle."}
        allowDeselect={false}
        disabled={!isAutomatic}
        data={invoiceSteps.map((value) => ({ value, label: stepWords[value] }))}
        {...field("invoiceStep")}
      />
      <WholeNumberInput label="Due after, days" description="Empty: as the enterprise says." {...field("dueDays")} />
      <TextInput
        label="E-mail for billing"
        description="One or several; empty: the general one."
        {...field("emailBilling")}
      />
    </FormSection>
  );
}

interface IssuerProps extends SectionProps {
  enterpriseId: string | null;
  onEnterprise: (enterpriseId: string | null) => void;
}

function Issuer({ field, enterpriseId, onEnterprise }: IssuerProps) {
  const enterprises = useQuery(query("listEnterprises"));
  const brands = useQuery(query("listBrands"));
  const all = enterprises.data?.items ?? [];
  const usual = all.find(({ isDefault }) => isDefault);
  const chosen = enterpriseId === null ? usual : all.find(({ id }) => String(id) === enterpriseId);
  const taxes = chosen?.taxes ?? [];
  const usualTax = taxes.find(({ isDefault }) => isDefault);
  const usualBrand = brands.data?.items.find(({ isDefault }) => isDefault);
  return (
    <>
      <Select
        label="Enterprise"
        description="Who invoices."
        placeholder={usual ? `Default: ${usual.name}` : "Default"}
        clearable
        data={all.map(({ id, name }) => ({ value: String(id), label: name }))}
        {...field("enterpriseId")}
        onChange={onEnterprise}
      />
      <Select
        label="Tax"
        description="Of that enterprise."
        placeholder={usualTax ? `Default: ${usualTax.name}, ${usualTax.percent}%` : "Default: none"}
        clearable
        data={taxes.map(({ id, name, percent }) => ({ value: String(id), label: `${name}, ${percent}%` }))}
        {...field("taxId")}
      />
      <Select
        label="Brand"
        description="Logo and words of mails and papers."
        placeholder={usualBrand ? `Default: ${usualBrand.name}` : "Default"}
        clearable
        data={(brands.data?.items ?? []).map(({ id, name }) => ({ value: String(id), label: name }))}
        {...field("brandId")}
      />
    </>
  );
}
