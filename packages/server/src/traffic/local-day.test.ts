import { expect, it } from "vitest";
import { localDay } from "./local-day.ts";

it("is the day on the client's own calendar, whichever moment was asked for before", () => {
  const newYear = Date.UTC(2026, 0, 1);
  const asked = [newYear, newYear - 1, newYear + 11 * 3_600_000, newYear - 14 * 3_600_000, newYear];
  const days = (zone: string) => asked.map((at) => localDay(zone, at));
  expect(days("UTC")).toEqual(["2026-01-01", "2025-12-31", "2026-01-01", "2025-12-31", "2026-01-01"]);
  expect(days("Pacific/Auckland")).toEqual(["2026-01-01", "2026-01-01", "2026-01-02", "2025-12-31", "2026-01-01"]);
  expect(days("America/Los_Angeles")).toEqual(["2025-12-31", "2025-12-31", "2026-01-01", "2025-12-31", "2025-12-31"]);
});

it("changes at local midnight also on days of 23 and 25 hours", () => {
  const berlin = (iso: string) => localDay("Europe/Berlin", Date.parse(iso));
  expect(berlin("2026-03-28T22:59:59Z")).toBe("2026-03-28");
  expect(berlin("2026-03-28T23:00:00Z")).toBe("2026-03-29");
  expect(berlin("2026-03-29T21:59:59Z")).toBe("2026-03-29");
  expect(berlin("2026-03-29T22:00:00Z")).toBe("2026-03-30");
  expect(berlin("2026-10-25T22:59:59Z")).toBe("2026-10-25");
  expect(berlin("2026-10-25T23:00:00Z")).toBe("2026-10-26");
});
