import { describe, expect, it } from "vitest";
import {
  buildSenderRegister,
  buildSenderRules,
  checkSenderRule,
  emptySenderRegister,
  emptySenderRules,
  type SenderRule,
} from "./senders.ts";

describe("the register", () => {
  const register = buildSenderRegister([
    { sender: "Bank", country: null, status: "approved" },
    { sender: "BANK", country: "FR", status: "denied" },
    { sender: "Café", country: "DE", status: "pending" },
    { sender: "Info", country: null, status: "seen" },
  ]);

  it("answers a country's row before the general one, letter case ignored", () => {
    expect(register.size).toBe(4);
    expect(register.statusOf("bank", "DE")).toBe("approved");
    expect(register.statusOf("bank", "FR")).toBe("denied");
    expect(register.statusOf("CAFÉ", "DE")).toBe("pending");
    expect(register.statusOf("CAFÉ", "FR")).toBeUndefined();
    expect(register.statusOf("Info", "FR")).toBe("seen");
    expect(register.statusOf("Other", "DE")).toBeUndefined();
    expect(emptySenderRegister.statusOf("Bank", "DE")).toBeUndefined();
  });
});

const aRule = (changes: Partial<SenderRule> = {}): SenderRule => ({
  id: 1,
  country: "DE",
  network: null,
  alphanumeric: true,
  longNumbers: true,
  shortNumbers: true,
  registrationNeeded: false,
  lengthMin: 1,
  lengthMax: 20,
  characters: null,
  ...changes,
});

describe("a destination's rule", () => {
  it("is the network's before the country's", () => {
    const rules = buildSenderRules([aRule(), aRule({ id: 2, network: "26201" }), aRule({ id: 3, country: "FR" })]);
    expect(rules.size).toBe(3);
    expect(rules.of({ country: "DE", network: "26201" })?.id).toBe(2);
    expect(rules.of({ country: "DE", network: "26202" })?.id).toBe(1);
    expect(rules.of({ country: "DE", network: null })?.id).toBe(1);
    expect(rules.of({ country: "US", network: null })).toBeUndefined();
    expect(emptySenderRules.of({ country: "DE", network: null })).toBeUndefined();
  });

  it.each<[Partial<SenderRule>, string, string | undefined]>([
    [{}, "Bank", undefined],
    [{ alphanumeric: false }, "Bank", "alphanumeric"],
    [{ alphanumeric: false }, "4915112345", undefined],
    [{ longNumbers: false }, "4915112345", "long_number"],
    [{ longNumbers: false }, "+4915112345", "long_number"],
    [{ shortNumbers: false }, "12345", "short_number"],
    [{ shortNumbers: false }, "+123456", undefined],
    [{ lengthMin: 5 }, "Bank", "too_short"],
    [{ lengthMin: 5 }, "Banks", undefined],
    [{ lengthMax: 4 }, "Banks", "too_long"],
    [{ lengthMax: 6 }, "+123456", undefined],
    [{ lengthMax: 6 }, "1234567", "too_long"],
    [{ characters: "" }, "Bank 1", "characters"],
    [{ characters: "" }, "Bank1", undefined],
    [{ characters: " -." }, "My-Bank 1.", undefined],
    [{ characters: " " }, "My-Bank", "characters"],
    [{ characters: "" }, "Café", "characters"],
    [{ characters: "é" }, "Café", undefined],
    [{ characters: "" }, "+123456", undefined],
  ])("%j says of %s: %s", (changes, sender, detail) => {
    expect(checkSenderRule(aRule(changes), sender, undefined)).toBe(detail);
  });

  it("may want senders that were approved", () => {
    const rule = aRule({ registrationNeeded: true });
    expect(checkSenderRule(rule, "Bank", "approved")).toBeUndefined();
    for (const status of [undefined, "seen", "pending", "denied"] as const)
      expect(checkSenderRule(rule, "Bank", status)).toBe("not_registered");
  });
});
