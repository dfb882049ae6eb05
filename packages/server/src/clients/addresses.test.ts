import { describe, expect, it } from "vitest";
import { canonicalNetwork } from "./addresses.ts";

describe("an allowed address", () => {
  it.each([
    ["203.0.113.9", "203.0.113.9/32"],
    ["203.0.113.0/24", "203.0.113.0/24"],
    ["2001:DB8::1", "2001:db8::1/128"],
    ["2001:db8:0::/48", "2001:db8::/48"],
    ["::ffff:203.0.113.9", "203.0.113.9/32"],
    ["::ffff:203.0.113.0/120", "203.0.113.0/24"],
  ])("%s is kept as %s", (given, kept) => {
    expect(canonicalNetwork(given)).toBe(kept);
  });

  it("must not have bits beyond the length of its network", () => {
    expect(() => canonicalNetwork("203.0.113.9/24")).toThrow("203.0.113.0/24");
    expect(() => canonicalNetwork("2001:db8::1/48")).toThrow("2001:db8::/48");
  });

  it("is never the whole world by accident", () => {
    expect(() => canonicalNetwork("0.0.0.0/0")).toThrow("every address");
    expect(() => canonicalNetwork("::/0")).toThrow("every address");
    expect(() => canonicalNetwork("::ffff:0.0.0.0/96")).toThrow("every address");
  });
});
