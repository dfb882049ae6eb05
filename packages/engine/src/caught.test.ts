import { expect, it } from "vitest";
import { caughtBy } from "./caught.ts";

it("tells which filter or limit had a message wait, and else that the client's setting had", () => {
  expect(caughtBy("c;l;t7;q3.5.4.duplicate;a")).toEqual({ kind: "text_filter", id: 7, reason: "text_blocked" });
  expect(caughtBy("c;l;t;q3.5.4.duplicate;a")).toEqual({ kind: "spam_limit", id: 3, reason: "duplicate" });
  expect(caughtBy("c;l;t;q3.5.4.spam_limit;a")).toEqual({ kind: "spam_limit", id: 3, reason: "spam_limit" });
  for (const trace of ["c;l;t;q;a", ""]) {
    expect(caughtBy(trace)).toEqual({ kind: "client", id: null, reason: "text_blocked" });
  }
});

it("takes a limit that did not write its reason for one of the usual kind", () => {
  expect(caughtBy("c;t;q3.5.4;a").reason).toBe("spam_limit");
});
