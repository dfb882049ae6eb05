import { expect, it } from "vitest";
import { aSubmission, hourMs, nowMs } from "../../test/configuration.ts";
import { limits } from "../limits.ts";
import { checkValidity, validityEndMs } from "./validity.ts";

function endOf(validUntilMs: number | null, dueAtMs: number | null = null): number {
  return validityEndMs(aSubmission({ validUntilMs, dueAtMs }), nowMs) - nowMs;
}

function faultOf(validUntilMs: number | null, dueAtMs: number | null = null): string | undefined {
  const submission = aSubmission({ validUntilMs, dueAtMs });
  return checkValidity(submission, validityEndMs(submission, nowMs), nowMs)?.detail;
}

it("ends where the client asks, after two days by default, and after a week at the latest", () => {
  expect(endOf(nowMs + hourMs)).toBe(hourMs);
  expect(endOf(null)).toBe(48 * hourMs);
  expect(endOf(nowMs + 1000 * hourMs)).toBe(7 * 24 * hourMs);
  expect(limits.validityDefaultMs).toBeLessThan(limits.validityMaxMs);
});

it("counts the default and the bound from the scheduled moment, if that is still to come", () => {
  const dueAtMs = nowMs + 10 * hourMs;
  expect(endOf(null, dueAtMs)).toBe(58 * hourMs);
  expect(endOf(nowMs + 1000 * hourMs, dueAtMs)).toBe((10 + 7 * 24) * hourMs);
  expect(endOf(nowMs + 11 * hourMs, dueAtMs)).toBe(11 * hourMs);
  expect(endOf(null, nowMs - hourMs)).toBe(48 * hourMs);
});

it("stops a message whose validity has ended, to the millisecond", () => {
  expect(faultOf(nowMs + 1)).toBeUndefined();
  expect(faultOf(nowMs)).toBe("0");
  expect(faultOf(nowMs - 1)).toBe("-1");
});

it("stops a message that would expire before it may leave, to the millisecond", () => {
  const dueAtMs = nowMs + hourMs;
  expect(faultOf(dueAtMs + 1, dueAtMs)).toBeUndefined();
  expect(faultOf(dueAtMs, dueAtMs)).toBe("0");
  expect(faultOf(dueAtMs - 1, dueAtMs)).toBe("-1");
});

it("lets a message pass whose scheduled moment is past or now", () => {
  expect(faultOf(null, nowMs)).toBeUndefined();
  expect(faultOf(null, nowMs - 1000 * hourMs)).toBeUndefined();
  expect(faultOf(nowMs + 1, nowMs - hourMs)).toBeUndefined();
});
