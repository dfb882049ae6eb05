/** A route as its form holds it: lists as text, one a line, that a person can paste. */
import type { Route } from "@switchyard/contract";
import { numberOf } from "../number-input.tsx";

export function valuesOf(route: Route | undefined) {
  return {
    type: route?.type ?? "sms",
    country: route?.country ?? null,
    network: route?.network ?? null,
    poolId: route ? String(route.poolId) : null,
    senders: route?.senders.join("\n") ?? "",
    recipients: route?.recipients.join("\n") ?? "",
    textMatch: route?.textMatch ?? "any",
    textPattern: route?.textPattern ?? "",
    priority: String(route?.priority ?? 100),
    enabled: route?.enabled ?? true,
    comment: route?.comment ?? "",
    validFrom: route?.validFrom ?? "",
    validTo: route?.validTo ?? "",
  };
}

export type RouteValues = ReturnType<typeof valuesOf>;

export function bodyOf(values: RouteValues) {
  const isLookup = values.type === "hlr";
  const textMatch = isLookup ? "any" : values.textMatch;
  return {
    ...values,
    country: values.country || null,
    network: values.network || null,
    poolId: values.poolId ? Number(values.poolId) : undefined,
    // Look-ups have neither sender nor text.
    senders: isLookup ? [] : linesOf(values.senders),
    recipients: linesOf(values.recipients).map(digitsOf),
    textMatch,
    textPattern: textMatch === "any" ? "" : values.textPattern,
    priority: numberOf(values.priority),
    validFrom: values.validFrom || null,
    validTo: values.validTo || null,
  };
}

/** What stands between line breaks, commas or semicolons. */
export function linesOf(text: string): string[] {
  return text
    .split(/[\n,;]/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/** A number as people write it, `+49 (151) 23-4`, as digits alone; anything else stays for the contract to refuse. */
function digitsOf(written: string): string {
  return written.replace(/^\+/, "").replaceAll(/[\s().-]/g, "");
}
