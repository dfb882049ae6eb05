import { describe, expect, it } from "vitest";
import {
  aConfiguration,
  aMoment,
  aRoutable,
  aRule,
  aSubmission,
  type Configuration,
} from "../../test/configuration.ts";
import { liveOf, snapshotOf } from "../../test/snapshot.ts";
import { sizeMessage } from "../check/encoding.ts";
import type { Submission } from "../submission.ts";
import { leavingFor, outgoingOf } from "./leaving.ts";

const live = liveOf(aMoment());
const leave = (rules: Configuration["rules"], supplierId = 1) =>
  leavingFor(aRoutable(), supplierId, snapshotOf(aConfiguration({ rules })), live);

describe("what rules make of a message", () => {
  const ofClient = aRule({ id: 1 });
  const ofSupplier = aRule({ id: 2, supplierId: 1, search: "word", replacements: ["PIN"] });

  it("is nothing where no rule applies", () => {
    expect(leave([])).toBeUndefined();
    expect(
      leave([aRule({ search: "casino" }), aRule({ id: 2, clientId: 9 }), { ...ofSupplier, supplierId: 7 }]),
    ).toBeUndefined();
  });

  it("is what the client's rules leave, then the supplier's", () => {
    expect(leave([ofClient])).toEqual({ sender: "Switchyard", text: "Your word is 123456.", applied: [1] });
    expect(leave([ofClient, ofSupplier])).toEqual({
      sender: "Switchyard",
      text: "Your PIN is 123456.",
      applied: [1, 2],
    });
    expect(leave([ofClient, ofSupplier], 2)?.text).toBe("Your word is 123456.");
    expect(leave([{ ...ofSupplier, search: "code" }])).toEqual({
      sender: "Switchyard",
      text: "Your PIN is 123456.",
      applied: [2],
    });
  });

  it("keeps what the client's rules made where the supplier's do nothing", () => {
    expect(leave([ofClient, { ...ofSupplier, search: "casino" }])?.applied).toEqual([1]);
  });
});

describe("a message as it leaves", () => {
  const outgoing = (text: string | null, fields: Partial<Submission> = {}, sender = "Switchyard") => {
    const submission = aSubmission(fields);
    const { sizing, sentSender, sentText } = outgoingOf(submission, sizeMessage(submission), { sender, text });
    return [`${sizing.alphabet} ${sizing.parts}`, sentSender, sentText];
  };
  const udh = Uint8Array.of(5, 0, 3, 7, 3, 1);

  it("tells only what has changed", () => {
    expect(outgoing("Your code is 123456.")).toEqual(["gsm7 1", null, null]);
    expect(outgoing("Your code is 123456.", {}, "Other")).toEqual(["gsm7 1", "Other", null]);
    expect(outgoing("Hello", {})).toEqual(["gsm7 1", null, "Hello"]);
    expect(outgoing(null, { text: null, binary: new Uint8Array(141) }, "Other")).toEqual(["binary 2", "Other", null]);
  });

  it("is sized anew", () => {
    expect(outgoing("a".repeat(161))).toEqual(["gsm7 2", null, "a".repeat(161)]);
    expect(outgoing("ж")).toEqual(["ucs2 1", null, "ж"]);
    expect(outgoing("a", { text: "ж".repeat(71) })).toEqual(["gsm7 1", null, "a"]);
  });

  it("stays in UCS-2 where the client chose that, but not where its own text needed it", () => {
    expect(outgoing("a".repeat(71), { alphabet: "ucs2" })).toEqual(["ucs2 2", null, "a".repeat(71)]);
    expect(outgoing("a".repeat(71), { alphabet: "ucs2", text: "ж".repeat(71) })[0]).toBe("gsm7 1");
    expect(outgoing("é".repeat(70), { alphabet: "ucs2", text: "ж".repeat(71), udh })[0]).toBe("ucs2 2");
  });

  it("leaves as it came where it is a part that the client cut and no longer fits one", () => {
    expect(outgoing("a".repeat(153), { udh })[2]).toBe("a".repeat(153));
    expect(outgoing("a".repeat(154), { udh })).toEqual(["gsm7 1", null, null]);
    expect(outgoing("a".repeat(154), { udh }, "Other")).toEqual(["gsm7 1", "Other", null]);
  });
});
