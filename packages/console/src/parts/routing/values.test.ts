import { routeCreate } from "@switchyard/contract";
import { describe, expect, it } from "vitest";
import { bodyOf, linesOf, valuesOf } from "./values.ts";

describe("a route's form", () => {
  it("takes lists as people paste them: lines, commas, numbers with signs and spaces", () => {
    expect(linesOf(" ACME\n\nBANK* ; two words,\r\nlast ")).toEqual(["ACME", "BANK*", "two words", "last"]);
    const body = bodyOf({ ...valuesOf(undefined), poolId: "3", recipients: "+49 (151) 23-4\n4917, nine" });
    expect(body.recipients).toEqual(["49151234", "4917", "nine"]);
    expect(routeCreate.safeParse(body).error?.issues.map(({ path }) => path)).toEqual([["recipients", 2]]);
  });

  it("sends of a look-up neither sender nor text, and of any text no pattern, whatever was typed before", () => {
    const typed = {
      ...valuesOf(undefined),
      poolId: "3",
      senders: "ACME",
      textMatch: "contains",
      textPattern: "x",
    } as const;
    expect(bodyOf({ ...typed, type: "hlr" })).toMatchObject({ senders: [], textMatch: "any", textPattern: "" });
    expect(bodyOf({ ...typed, textMatch: "any" })).toMatchObject({ senders: ["ACME"], textPattern: "" });
    expect(routeCreate.safeParse(bodyOf({ ...typed, type: "hlr" })).success).toBe(true);
  });

  it("begins with what a route is and sends the same again", () => {
    const whole = {
      type: "sms",
      country: "DE",
      network: "26201",
      poolId: 3,
      senders: ["ACME", "BANK*"],
      recipients: ["4915"],
      textMatch: "regex",
      textPattern: "code \\d+",
      priority: 7,
      enabled: false,
      comment: "codes",
      validFrom: "2026-01-01T00:00:00.000Z",
      validTo: null,
    } as const;
    const senders = [...whole.senders];
    const recipients = [...whole.recipients];
    const route = { ...whole, senders, recipients, id: 1, scope: "platform", poolName: "P", state: "current" } as const;
    expect(bodyOf(valuesOf({ ...route, createdAt: "2026-01-01T00:00:00.000Z" }))).toEqual(whole);
  });
});

it("tells what is wrong with an expression while the pool is still to be chosen", () => {
  const typed = { ...valuesOf(undefined), textMatch: "regex", textPattern: "(code" } as const;
  const issues = routeCreate.safeParse(bodyOf(typed)).error?.issues ?? [];
  expect(issues.map(({ path }) => path.join("."))).toEqual(["poolId", "textPattern"]);
});
