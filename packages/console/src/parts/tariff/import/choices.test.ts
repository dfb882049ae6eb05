import type { FileReading } from "@switchyard/contract";
import { describe, expect, test } from "vitest";
import { fieldAt, fileQuery, usualChoices, withColumn } from "./choices.ts";

const reading: FileReading = {
  kind: "csv",
  encoding: "utf-8",
  separator: ";",
  decimal: ",",
  dateOrder: "dmy",
  sheets: [],
  sheet: "",
  headerLine: 1,
  columns: { country: 0, amount: 2 },
  header: ["Land", "Netz", "Preis"],
  sample: [["Germany", "26201", "0,05"]],
  lines: 1,
  merged: 0,
};

describe("how a price list is read", () => {
  test("a column given to another field leaves its former field in none", () => {
    const columns = withColumn(reading, usualChoices, 0, "dialCode");
    expect(columns).toEqual({ country: null, dialCode: 0, amount: 2 });
    expect(fileQuery("a.csv", { ...usualChoices, columns }).columns).toBe("country:none,amount:2,dialCode:0");
  });

  test("a field moves from the column it was found in", () => {
    expect(withColumn(reading, usualChoices, 1, "amount")).toEqual({ country: 0, amount: 1 });
  });

  test("what was taken away stays away when another column is chosen", () => {
    const columns = withColumn(reading, { ...usualChoices, columns: { validTo: null } }, 1, "mccmnc");
    expect(columns).toEqual({ validTo: null, country: 0, amount: 2, mccmnc: 1 });
  });

  test("the field of a column is told, or that it has none", () => {
    expect(fieldAt(reading, 2)).toBe("amount");
    expect(fieldAt(reading, 1)).toBeUndefined();
  });

  test("a start that is not chosen is left out", () => {
    expect(fileQuery("a.csv", usualChoices)).toEqual({
      name: "a.csv",
      type: "sms",
      billing: "submitted",
      missing: "keep",
    });
  });
});
