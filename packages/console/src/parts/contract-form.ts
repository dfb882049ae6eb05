/**
 * A form over a body of the contract: the contract's schema checks it while it is typed, and what the API refuses
 * lands on the field it is about.
 */
import { type FormErrors, type UseFormReturnType, useForm } from "@mantine/form";
import { useState } from "react";
import type { z } from "zod";
import { problemIn } from "../api.ts";
import { sentence } from "./field-sentence.ts";
import { useDrawer } from "./route-drawer.tsx";

interface ContractFormOptions<Values extends Record<string, unknown>, Schema extends z.ZodType> {
  schema: Schema;
  initialValues: Values;
  /** What is sent: the values as the contract names them; empty fields become null or are left out. */
  toBody: (values: Values) => unknown;
  /** The form's field for a path of the body, where they differ: `prices.0.price` → `lines.0.amount`. */
  fieldOf?: (path: string) => string;
  /** Sends it. */
  submit: (body: z.input<Schema>) => Promise<unknown>;
}

/** What a field of a form needs, for parts that serve several forms which share some fields. */
export type FieldOf<Name extends string> = (
  name: Name,
) => ReturnType<UseFormReturnType<Record<string, unknown>>["getInputProps"]>;

export interface ContractForm<Values> {
  form: UseFormReturnType<Values>;
  /** For `<form onSubmit>`. */
  onSubmit: (event: React.SyntheticEvent<HTMLFormElement>) => void;
  working: boolean;
  /** A refusal that is about no single field. */
  problem: unknown;
}

export function useContractForm<Values extends Record<string, unknown>, Schema extends z.ZodType>(
  options: ContractFormOptions<Values, Schema>,
): ContractForm<Values> {
  const { setDirty } = useDrawer();
  const [working, setWorking] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const fieldOf = options.fieldOf ?? ((path: string) => path);
  const form = useForm<Values>({
    initialValues: options.initialValues,
    validateInputOnChange: true,
    validate: (values) => schemaErrors(options.schema, options.toBody(values), fieldOf),
    onValuesChange: () => setDirty(form.isDirty()),
  });
  const send = async (values: Values) => {
    const body = options.toBody(values);
    const checked = options.schema.safeParse(body);
    if (!checked.success) return;
    setWorking(true);
    setProblem(undefined);
    try {
      await options.submit(body as z.input<Schema>);
      setDirty(false);
    } catch (error) {
      const errors = refusedFields(error, values, fieldOf);
      form.setErrors(errors);
      if (Object.keys(errors).length === 0) setProblem(error);
    } finally {
      setWorking(false);
    }
  };
  return { form, onSubmit: form.onSubmit((values) => void send(values)), working, problem };
}

function schemaErrors(schema: z.ZodType, body: unknown, fieldOf: (path: string) => string): FormErrors {
  const checked = schema.safeParse(body);
  if (checked.success) return {};
  const errors: FormErrors = {};
  for (const { path, message } of checked.error.issues) errors[fieldOf(path.join("."))] ??= sentence(message);
  return errors;
}

/** Which fields a refusal of the API is about, by the names of the form. */
function refusedFields(error: unknown, values: Record<string, unknown>, fieldOf: (path: string) => string): FormErrors {
  const problem = problemIn(error);
  const errors: FormErrors = {};
  for (const { path, message } of problem?.errors ?? []) {
    const field = fieldOf(path.replace(/^body\./, ""));
    if ((field.split(".")[0] ?? "") in values) errors[field] = sentence(message);
  }
  if (problem?.code === "login_taken" && "login" in values) errors.login = problem.detail;
  if (problem?.code === "name_taken" && "name" in values) errors.name = problem.detail;
  if (problem?.code === "system_id_taken" && "systemId" in values) errors.systemId = problem.detail;
  if (problem?.code === "wrong_credentials" && "currentPassword" in values) errors.currentPassword = problem.detail;
  if (problem?.code === "number_taken" && "number" in values) errors.number = problem.detail;
  if (problem?.code === "destination_listed" && "country" in values) errors.country = problem.detail;
  if (problem?.code === "sender_listed" && "pattern" in values) errors.pattern = problem.detail;
  if (problem?.code === "address_listed" && "network" in values) errors.network = problem.detail;
  return errors;
}
