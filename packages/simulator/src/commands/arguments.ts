/** Readers of command-line values; each throws InvalidArgumentError with what was expected. */
import { type StatusName, statuses } from "@switchyard/smpp";
import { InvalidArgumentError } from "commander";
import { type Latency, parseLatency } from "../latency.ts";
import type { Weighted } from "../random.ts";
import type { Outcome } from "../smsc/behaviour.ts";

export function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError("A whole number is expected.");
  return Number(text);
}

/** A share as 0.05 or 5%. */
export function share(text: string): number {
  const number = text.endsWith("%") ? Number(text.slice(0, -1)) / 100 : Number(text);
  if (text === "" || !(number >= 0 && number <= 1)) throw new InvalidArgumentError("A share is expected: 0.05 or 5%.");
  return number;
}

export function latency(text: string): Latency {
  try {
    return parseLatency(text);
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
  }
}

/** "DE=3,FR=1": names with weights; a name alone weighs 1. */
export function weights(text: string): Record<string, number> {
  const result: Record<string, number> = {};
  for (const entry of text.split(",")) {
    const [name = "", weight = "1"] = entry.split("=");
    if (name === "" || !(Number(weight) >= 0))
      throw new InvalidArgumentError("Names with weights are expected: DE=3,FR=1.");
    result[name] = Number(weight);
  }
  return result;
}

/** One of a set of names. */
export function oneOf<T extends string>(names: readonly T[]): (text: string) => T {
  return (text) => {
    const found = names.find((name) => name === text);
    if (found === undefined) throw new InvalidArgumentError(`One of these is expected: ${names.join(", ")}.`);
    return found;
  };
}

/** "ESME_ROK=95,ESME_RSYSERR=5". */
export function responses(text: string): Weighted<StatusName>[] {
  return Object.entries(weights(text)).map(([name, weight]) => {
    if (!(name in statuses)) throw new InvalidArgumentError(`${name} is no command_status.`);
    return { value: name as StatusName, weight };
  });
}

const outcomeStates: readonly Outcome["state"][] = [
  "DELIVRD",
  "UNDELIV",
  "EXPIRED",
  "REJECTD",
  "DELETED",
  "UNKNOWN",
  "ACCEPTD",
];

/** "DELIVRD=90,UNDELIV:011=7,EXPIRED=3": state, error code after a colon, weight. */
export function outcomes(text: string): Weighted<Outcome>[] {
  return Object.entries(weights(text)).map(([written, weight]) => {
    const [name = "", error = "000"] = written.split(":");
    return { value: { state: oneOf(outcomeStates)(name), error }, weight };
  });
}

/** "alpha:secret", repeatable. */
export function account(
  text: string,
  before: readonly { system_id: string; password: string }[] = [],
): { system_id: string; password: string }[] {
  const colon = text.indexOf(":");
  if (colon < 1) throw new InvalidArgumentError("system_id:password is expected.");
  return [...before, { system_id: text.slice(0, colon), password: text.slice(colon + 1) }];
}
