import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createSecrets, readableAlphabet } from "./secrets.ts";

const secrets = createSecrets(randomBytes(32));

describe("secrets", () => {
  it("opens what was sealed, and seals the same text differently each time", () => {
    const sealed = secrets.seal("pässword");
    expect(secrets.open(sealed)).toBe("pässword");
    expect(secrets.seal("pässword").equals(sealed)).toBe(false);
    expect(sealed.includes("pässword")).toBe(false);
  });

  it("refuses to open what was changed or sealed with another key", () => {
    const sealed = secrets.seal("hello");
    for (let at = 0; at < sealed.length; at++) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      expect(() => secrets.open(changed), `octet ${at}`).toThrow();
    }
    expect(() => createSecrets(randomBytes(32)).open(sealed)).toThrow();
    expect(() => secrets.open(Buffer.alloc(0))).toThrow();
  });

  it("hashes under the master key only", () => {
    expect(secrets.equal(secrets.hash("a"), secrets.hash("a"))).toBe(true);
    expect(secrets.equal(secrets.hash("a"), secrets.hash("b"))).toBe(false);
    expect(secrets.equal(secrets.hash("a"), createSecrets(randomBytes(32)).hash("a"))).toBe(false);
    expect(secrets.equal(secrets.hash("a"), Buffer.alloc(0))).toBe(false);
  });

  it("generates from the alphabet it is given", () => {
    expect(secrets.generate(8)).toMatch(new RegExp(`^[${readableAlphabet}]{8}$`));
    expect(secrets.generate(50, "ab")).toMatch(/^[ab]{50}$/);
    expect(secrets.generate(30)).not.toBe(secrets.generate(30));
  });

  it("wants a key of 32 octets", () => {
    expect(() => createSecrets(randomBytes(16))).toThrow(RangeError);
  });
});
