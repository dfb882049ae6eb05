import { type ErrorCode, errorCodes, type FieldError } from "@switchyard/contract";

/**
 * A request that can't be done, for a reason the caller is told: thrown inside a transaction, so that it rolls back,
 * and answered as a problem by the API. Anything else that is thrown is a fault of ours.
 */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: ErrorCode;
  readonly errors: readonly FieldError[] | undefined;

  /** `detail` says what happened, why, and what to do; `errors` what is wrong where (`body.network`). */
  constructor(code: ErrorCode, detail: string, errors?: readonly FieldError[]) {
    super(detail);
    this.code = code;
    this.errors = errors;
  }

  get status(): number {
    return errorCodes[this.code].status;
  }
}

/** Nothing has this id here. */
export function notFound(what: string, id: number | string): Refusal {
  return new Refusal("not_found", `There is no ${what} ${id} here.`);
}

/** One field of the request is wrong in a way only the books can tell. */
export function invalidField(path: string, message: string): Refusal {
  return new Refusal("invalid_request", `${path} ${message}.`, [{ path, message }]);
}

/** Faults of one request that are told one by one. */
const FAULTS_MAX = 100;

/** Refuses a list of lines (`body.numbers.3`) where some are bad: nothing is done, and each is told by its place. */
export function refuseLines(code: ErrorCode, faults: readonly FieldError[]): void {
  const [first] = faults;
  if (!first) return;
  const place = first.path.split(".").at(2);
  const line = place === undefined ? "The list" : `Line ${Number(place) + 1}`;
  const more = faults.length > 1 ? ` (and ${faults.length - 1} more)` : "";
  throw new Refusal(code, `${line} ${first.message}${more}. Nothing was changed.`, faults.slice(0, FAULTS_MAX));
}
