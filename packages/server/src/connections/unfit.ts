import { invalidField } from "../refusal.ts";

/** No submit of this connection can carry the message. */
export class UnfitError extends Error {}

/** Does work with a person's message, and refuses one that cannot be carried with the reason. */
export async function orRefused<Result>(work: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof UnfitError ? invalidField("body.message", `can't be sent: ${error.message}`) : error;
  }
}
