import { expect, it } from "vitest";
import { aClient, aConfiguration, type Configuration } from "../../test/configuration.ts";
import { snapshotOf } from "../../test/snapshot.ts";
import { checkNumber } from "./number.ts";

const digits = "4915123456789";
const judge = (parts: Partial<Configuration>, client = aClient()) =>
  checkNumber(digits, client, snapshotOf(aConfiguration(parts)).firewall);
const optOuts = (...clientIds: number[]) => clientIds.map((clientId) => ({ clientId, number: digits }));

it("stops a number on the black list, unless the client is exempt", () => {
  expect(judge({})).toBeUndefined();
  expect(judge({ blacklist: [digits] })).toEqual({ reason: "number_blacklisted", detail: "" });
  expect(judge({ blacklist: [digits] }, aClient({ skipBlacklist: true }))).toBeUndefined();
  expect(judge({ blacklist: ["4915123456780"] })).toBeUndefined();
});

it("stops a number that opted out from the client or from everybody, exempt or not", () => {
  const exempt = aClient({ skipBlacklist: true });
  expect(judge({ optOuts: optOuts(1) })).toEqual({ reason: "opted_out", detail: "" });
  expect(judge({ optOuts: optOuts(0) })).toEqual({ reason: "opted_out", detail: "everybody" });
  expect(judge({ optOuts: optOuts(1) }, exempt)).toEqual({ reason: "opted_out", detail: "" });
  expect(judge({ optOuts: optOuts(2) })).toBeUndefined();
});

it("names the black list first, then everybody's opt-outs", () => {
  expect(judge({ blacklist: [digits], optOuts: optOuts(0, 1) })?.reason).toBe("number_blacklisted");
  expect(judge({ optOuts: optOuts(1, 0) })?.detail).toBe("everybody");
});
