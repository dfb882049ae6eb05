/** What the URL of a list asks of the API. */
import { type AdminCall, type AdminEndpoints, adminEndpoints } from "@switchyard/contract";
import type { z } from "zod";

type QueryingName = {
  [Name in keyof AdminEndpoints]: AdminEndpoints[Name] extends { query: z.ZodObject } ? Name : never;
}[keyof AdminEndpoints];

/** Of what is asked, what the endpoint knows and would take; a value it would refuse (half typed, mistyped) is left out. */
export function validQuery<Name extends QueryingName>(
  name: Name,
  asked: Readonly<Record<string, string | undefined>>,
): NonNullable<AdminCall<Name> extends { query?: infer Query } ? Query : never> {
  const shape: Readonly<Record<string, z.ZodType>> = adminEndpoints[name].query.shape;
  const valid = Object.entries(asked).filter(
    ([key, value]) => value !== undefined && shape[key]?.safeParse(value).success,
  );
  return Object.fromEntries(valid) as never;
}
