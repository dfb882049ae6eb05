import { describe, expect, it } from "vitest";
import { commandName, isResponse, pdus, responseName } from "./pdus.ts";
import { statusAliases, statusCode, statuses, statusName, statusSentence } from "./statuses.ts";
import { tlvs } from "./tlvs.ts";

describe("the tables", () => {
  it("have no number twice", () => {
    for (const numbers of [
      Object.values(pdus).map((row) => row.id),
      Object.values(statuses).map((row) => row.code),
      Object.values(tlvs).map((row) => row.tag),
    ])
      expect(new Set(numbers).size).toBe(numbers.length);
  });

  it("pair every request with the response whose id has the top bit set", () => {
    for (const [name, { id }] of Object.entries(pdus)) {
      const command = commandName(id);
      expect(command).toBe(name);
      if (command === undefined) continue;
      expect(isResponse(command)).toBe(id >= 0x80000000);
      const response = responseName(command);
      if (response !== undefined) expect(pdus[response].id).toBe(id + 0x80000000);
    }
    expect(responseName("alert_notification")).toBeUndefined();
    expect(responseName("outbind")).toBeUndefined();
  });

  it("read a status both ways, the 5.0 names included", () => {
    for (const name of Object.keys(statuses) as (keyof typeof statuses)[])
      expect(statusName(statusCode(name))).toBe(name);
    for (const [alias, name] of Object.entries(statusAliases))
      expect(statusCode(alias as keyof typeof statusAliases)).toBe(statuses[name].code);
    expect(statusName(0x403)).toBe("0x00000403");
    expect(statusSentence(0x58)).toMatch(/^Throttled/);
    expect(statusSentence(0x403)).toContain("0x00000403");
  });
});
