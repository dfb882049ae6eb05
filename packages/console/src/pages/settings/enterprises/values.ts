/** What the form of an enterprise holds, and what is sent of it. */
import type { Enterprise } from "@switchyard/contract";
import { numberOf } from "../../../parts/number-input.tsx";

export interface BankValues {
  /** Tells the lines of the form apart. */
  key: number;
  bank: string;
  holder: string;
  account: string;
  bic: string;
  currency: string | null;
}

export interface EnterpriseValues extends Record<string, unknown> {
  name: string;
  address: string;
  country: string | null;
  taxId: string;
  registration: string;
  contact: string;
  footer: string;
  invoicePattern: string;
  creditNotePattern: string;
  dueDays: string;
  isDefault: boolean;
  banks: BankValues[];
}

let lastKey = 0;

function nextKey(): number {
  lastKey += 1;
  return lastKey;
}

export function blankBank(): BankValues {
  return { key: nextKey(), bank: "", holder: "", account: "", bic: "", currency: null };
}

export function valuesOf(enterprise: Enterprise | undefined): EnterpriseValues {
  if (!enterprise) return newValues;
  const { id: _id, taxes: _taxes, createdAt: _at, dueDays, banks, ...facts } = enterprise;
  return { ...facts, dueDays: String(dueDays), banks: banks.map((bank) => ({ ...bank, key: nextKey() })) };
}

const newValues: EnterpriseValues = {
  name: "",
  address: "",
  country: null,
  taxId: "",
  registration: "",
  contact: "",
  footer: "",
  invoicePattern: "INV-{YYYY}-{NNNN}",
  creditNotePattern: "CN-{YYYY}-{NNNN}",
  dueDays: "14",
  isDefault: false,
  banks: [],
};

export function bodyOf({ dueDays, banks, ...facts }: EnterpriseValues) {
  return { ...facts, dueDays: numberOf(dueDays), banks: banks.map(({ key: _key, ...bank }) => bank) };
}
