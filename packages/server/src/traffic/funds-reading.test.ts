import { expect, it } from "vitest";
import { FundsReading } from "./funds-reading.ts";

it("lets work wait while any reading is under way, and then go in the order it came", async () => {
  const troubles: unknown[] = [];
  const reading = new FundsReading((error) => troubles.push(error));
  const done: string[] = [];
  reading.after(() => done.push("before"));
  let end = () => {};
  const first = reading.during(() => new Promise((resolve) => (end = resolve)));
  await reading.during(async () => undefined);
  expect(reading.isUnderWay).toBe(true);
  reading.after(() => {
    throw new Error("lost");
  });
  reading.after(() => done.push("after"));
  expect(done).toEqual(["before"]);
  end();
  await first;
  expect(reading.isUnderWay).toBe(false);
  expect(done).toEqual(["before", "after"]);
  expect(troubles).toEqual([new Error("lost")]);
});

it("lets work go on when a reading fails", async () => {
  const reading = new FundsReading(() => undefined);
  await expect(reading.during(() => Promise.reject(new Error("away")))).rejects.toThrow("away");
  expect(reading.isUnderWay).toBe(false);
});
