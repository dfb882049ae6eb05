import { expect, it } from "vitest";
import { aSubmission } from "../../test/configuration.ts";
import { checkSender } from "./sender.ts";

it.each(["Switchyard", "A", "Elevenchars", "Shop & Co.", "12345", "491512345678", "+491512345678"])(
  "lets %s pass",
  (sender) => {
    expect(checkSender(aSubmission({ sender }))).toBeUndefined();
  },
);

it.each([
  ["", "empty"],
  ["TwelveChars!", "too_long"],
  ["Price €€€€€", "too_long"],
  ["Банк", "bad_character"],
  ["line\nfeed", "bad_character"],
  [" Bank", "outer_blank"],
  ["12", "too_short"],
  ["12345678901234567", "too_long"],
])("stops %j as %s, with the kind of fault as detail", (sender, detail) => {
  expect(checkSender(aSubmission({ sender }))).toEqual({ reason: "invalid_sender", detail });
});
