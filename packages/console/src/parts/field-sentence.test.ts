import { adminEndpoints, clientPatch } from "@switchyard/contract";
import { expect, test } from "vitest";
import type { z } from "zod";
import { sentence } from "./field-sentence.ts";

function said(schema: z.ZodType, value: unknown): string[] {
  const checked = schema.safeParse(value);
  return checked.success ? [] : checked.error.issues.map(({ message }) => sentence(message));
}

test("a field left empty is needed, whatever its type", () => {
  const credential = adminEndpoints.createCredential.body;
  expect(said(credential, {})).toEqual(["Needed"]);
  expect(said(adminEndpoints.blockClient.body, { mode: "hold", reason: "  " })).toEqual(["Needed"]);
});

test("a number that is none, too small or too large is said in words", () => {
  expect(said(clientPatch, { smsPriority: "high" })).toEqual(["Must be a whole number"]);
  expect(said(clientPatch, { smsPriority: 10 })).toEqual(["At most 9"]);
  expect(said(clientPatch, { dlrWaitingDays: 0 })).toEqual(["At least 1"]);
});

test("a text that is too short or too long says by how much", () => {
  const body = adminEndpoints.changePassword.body;
  expect(said(body, { currentPassword: "x", newPassword: "short" })).toEqual(["At least 10 characters"]);
  expect(said(clientPatch, { phone: "1".repeat(51) })).toEqual(["At most 50 characters"]);
});

test("the contract's own messages begin with a capital and stay as they are", () => {
  expect(said(clientPatch, { creditLimit: "-1" })).toEqual([
    "Must be a decimal number, zero or more, with at most six decimals",
  ]);
});
