/** What of a client's profile is about money, as forms hold it: text, for which empty means none or the usual. */
import type { Client } from "@switchyard/contract";
import { decimalOf } from "../../parts/amount-input.tsx";
import { isZero } from "../../parts/exact.ts";
import { numberOf } from "../../parts/number-input.tsx";

export interface FinanceValues {
  productId: string | null;
  emailPrices: string;
  creditLimit: string;
  monthlyTopUp: string;
  lowBalance: string;
  enterpriseId: string | null;
  taxId: string | null;
  brandId: string | null;
  invoiceCycle: string;
  invoiceStep: string;
  dueDays: string;
  emailBilling: string;
}

/** How often invoices are made by themselves. */
export const cycleWords: Record<Client["invoiceCycle"], string> = {
  none: "On demand",
  weekly: "Weekly",
  half_monthly: "Half-monthly",
  monthly: "Monthly",
};

export const blankFinance: FinanceValues = {
  productId: null,
  emailPrices: "",
  creditLimit: "",
  monthlyTopUp: "",
  lowBalance: "",
  enterpriseId: null,
  taxId: null,
  brandId: null,
  invoiceCycle: "none",
  invoiceStep: "draft",
  dueDays: "",
  emailBilling: "",
};

export function financeValuesOf(client: Client): FinanceValues {
  return {
    productId: choiceOf(client.productId),
    emailPrices: client.emailPrices,
    creditLimit: client.creditLimit,
    monthlyTopUp: isZero(client.monthlyTopUp) ? "" : client.monthlyTopUp,
    lowBalance: client.lowBalance ?? "",
    enterpriseId: choiceOf(client.enterpriseId),
    taxId: choiceOf(client.taxId),
    brandId: choiceOf(client.brandId),
    invoiceCycle: client.invoiceCycle,
    invoiceStep: client.invoiceStep,
    dueDays: client.dueDays === null ? "" : String(client.dueDays),
    emailBilling: client.emailBilling,
  };
}

/** The values as the contract takes them. */
export function financeBodyOf(values: FinanceValues) {
  return {
    productId: idOf(values.productId),
    emailPrices: values.emailPrices,
    creditLimit: decimalOf(values.creditLimit) || "0",
    monthlyTopUp: decimalOf(values.monthlyTopUp) || "0",
    lowBalance: decimalOf(values.lowBalance) || null,
    enterpriseId: idOf(values.enterpriseId),
    taxId: idOf(values.taxId),
    brandId: idOf(values.brandId),
    invoiceCycle: values.invoiceCycle,
    invoiceStep: values.invoiceStep,
    dueDays: values.dueDays.trim() === "" ? null : numberOf(values.dueDays),
    emailBilling: values.emailBilling,
  };
}

function choiceOf(id: number | null): string | null {
  return id === null ? null : String(id);
}

function idOf(choice: string | null): number | null {
  return choice === null || choice === "" ? null : Number(choice);
}
