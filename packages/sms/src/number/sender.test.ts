import { describe, expect, it } from "vitest";
import { senderKind, tonNpiFor, validSender } from "./sender.ts";

describe("a sender", () => {
  it.each([
    ["Switchyard", "alphanumeric", { ton: 5, npi: 0 }],
    ["1-800-TAXI", "alphanumeric", { ton: 5, npi: 0 }],
    ["٣٤٥", "alphanumeric", { ton: 5, npi: 0 }],
    ["4915123456789", "long_number", { ton: 1, npi: 1 }],
    ["+4915123456789", "long_number", { ton: 1, npi: 1 }],
    ["123456", "long_number", { ton: 1, npi: 1 }],
    ["12345", "short_number", { ton: 3, npi: 0 }],
    ["", "alphanumeric", { ton: 5, npi: 0 }],
  ] as const)("%j is %s", (sender, kind, tonNpi) => {
    expect(senderKind(sender)).toBe(kind);
    expect(tonNpiFor(sender)).toEqual(tonNpi);
  });

  it.each([
    "Switchyard",
    "Elevenchars",
    "A",
    "O'Neil & Co",
    "Müller",
    "Bank {1}",
    "123",
    "12345",
    "123456",
    "+4915123456789",
    "1234567890123456",
  ])("may be %j", (sender) => {
    expect(validSender(sender)).toEqual({ ok: true });
  });

  it.each([
    ["", "empty"],
    ["Twelve chars", "too_long"],
    ["Ten chars€€", "too_long"],
    ["Çağdaş", "bad_character"],
    ["two\nlines", "bad_character"],
    ["emoji😀", "bad_character"],
    [" Bank", "outer_blank"],
    ["   ", "outer_blank"],
    ["12", "too_short"],
    ["+12345", "too_short"],
    ["12345678901234567", "too_long"],
  ] as const)("may not be %j: %s", (sender, reason) => {
    expect(validSender(sender)).toEqual({ ok: false, reason });
  });
});
