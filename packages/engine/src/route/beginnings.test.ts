import { expect, it } from "vitest";
import { Beginnings, ByBeginning } from "./beginnings.ts";

it("fits a number that begins with any of them, or is one of them", () => {
  const beginnings = new Beginnings(["4915", "33612345678", "4917"]);
  expect(beginnings.fits("4915123456789")).toBe(true);
  expect(beginnings.fits("4917")).toBe(true);
  expect(beginnings.fits("33612345678")).toBe(true);
  expect(beginnings.fits("336123456789")).toBe(true);
  for (const digits of ["4916123456789", "3361234567", "491", "", "04915123456789"]) {
    expect(beginnings.fits(digits)).toBe(false);
  }
});

it("fits nothing without a beginning, and anything with an empty one", () => {
  expect(new Beginnings([]).fits("4915123456789")).toBe(false);
  expect(new Beginnings([""]).fits("4915123456789")).toBe(true);
});

it("finds the values of each beginning of a number, the longest first, in the order they came", () => {
  const byBeginning = new ByBeginning(
    new Map([
      ["49151", ["narrow"]],
      ["49", ["wide", "wide too"]],
      ["33", ["elsewhere"]],
      ["0491", ["after a zero"]],
      ["+49", ["never"]],
    ]),
  );
  const found = (digits: string) => {
    const values: string[] = [];
    for (let level = byBeginning.find(digits); level; level = level.shorter) values.push(...level.values);
    return values;
  };
  expect(found("4915123456789")).toEqual(["narrow", "wide", "wide too"]);
  expect(found("4930123456")).toEqual(["wide", "wide too"]);
  expect(found("49151")).toEqual(["narrow", "wide", "wide too"]);
  expect(found("0491")).toEqual(["after a zero"]);
  expect(found("4")).toEqual([]);
  expect(found("4400")).toEqual([]);
  expect(new ByBeginning(new Map()).find("49")).toBeUndefined();
  expect(new ByBeginning(new Map([["", ["any"]]])).find("49")?.values).toEqual(["any"]);
});
