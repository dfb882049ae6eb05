import { z } from "zod";

/** Every error the admin API answers with: stable code, HTTP status, and what it means for a person. */
export const errorCodes = {
  invalid_request: { status: 400, title: "The request is not valid" },
  unauthenticated: { status: 401, title: "Not signed in" },
  wrong_credentials: { status: 401, title: "Login or password is wrong" },
  forbidden: { status: 403, title: "Not permitted" },
  csrf: { status: 403, title: "The request did not come from the console" },
  not_found: { status: 404, title: "Not found" },
  login_taken: { status: 409, title: "The login is taken" },
  name_taken: { status: 409, title: "The name is taken" },
  system_id_taken: { status: 409, title: "The system_id is taken" },
  number_taken: { status: 409, title: "The number is taken" },
  address_listed: { status: 409, title: "The address is listed already" },
  sender_listed: { status: 409, title: "The sender is listed already" },
  destination_listed: { status: 409, title: "The destination is listed already" },
  in_use: { status: 409, title: "Still in use" },
  wrong_state: { status: 409, title: "Not possible in its present state" },
  amount_too_large: { status: 409, title: "The amount does not fit the books" },
  more_than_corrected: { status: 409, title: "More than there is to correct" },
  not_allocatable: { status: 409, title: "The payment can't pay this invoice" },
  not_refundable: { status: 409, title: "There is nothing to refund" },
  too_many: { status: 409, title: "There are too many already" },
  too_many_messages: { status: 409, title: "Too many messages at once" },
  draft_has_bad_rows: { status: 409, title: "The draft has bad rows" },
  draft_is_stale: { status: 409, title: "The tariff changed meanwhile" },
  draft_is_saved: { status: 409, title: "The draft is saved already" },
  no_exchange_rate: { status: 409, title: "An exchange rate is missing" },
  no_address: { status: 409, title: "There is no address to send to" },
  period_invoiced: { status: 409, title: "The period is invoiced already" },
  period_not_over: { status: 409, title: "The period is not over" },
  invoice_is_issued: { status: 409, title: "The invoice is issued" },
  invoice_not_issued: { status: 409, title: "The invoice is not issued, or void" },
  invoice_is_credited: { status: 409, title: "The invoice has credit notes" },
  unreadable_file: { status: 422, title: "The file can't be read" },
  too_large: { status: 413, title: "The request is too large" },
  unsupported_media_type: { status: 415, title: "The request's content type is not supported" },
  too_many_attempts: { status: 429, title: "Too many attempts" },
  internal: { status: 500, title: "Something went wrong on our side" },
  busy: { status: 503, title: "Too much paperwork at the moment" },
  unavailable: { status: 503, title: "Not available at the moment" },
} as const satisfies Record<string, { status: number; title: string }>;

export type ErrorCode = keyof typeof errorCodes;

export const errorCodeNames = Object.keys(errorCodes) as [ErrorCode, ...ErrorCode[]];

/** One thing that is wrong with a request, and where: `body.prices.3.country`. */
export const fieldError = z.object({ path: z.string(), message: z.string() }).meta({ id: "FieldError" });

/** RFC 9457 problem+json, the body of every error. */
export const problem = z
  .object({
    type: z.string().describe("`urn:switchyard:error:` and the code."),
    title: z.string(),
    status: z.int(),
    detail: z.string().describe("What happened, why, and what to do, in a sentence or two."),
    code: z.enum(errorCodeNames),
    errors: z.array(fieldError).optional().describe("What is wrong with the request, field by field."),
  })
  .meta({ id: "Problem" });

export type Problem = z.output<typeof problem>;
export type FieldError = z.output<typeof fieldError>;

/** The problem+json body for a code. */
export function problemOf(code: ErrorCode, detail: string, errors?: readonly FieldError[]): Problem {
  const { status, title } = errorCodes[code];
  return { type: `urn:switchyard:error:${code}`, title, status, detail, code, ...(errors && { errors: [...errors] }) };
}
