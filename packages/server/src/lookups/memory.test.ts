import { expect, it } from "vitest";
import { AnswerMemory } from "./memory.ts";

it("knows an answer until its time, and none that was not asked for", () => {
  const memory = new AnswerMemory(10);
  memory.set("491511", "26201", 1_000);
  memory.set("491512", null, 1_000);
  expect(memory.get("491511", 999)).toBe("26201");
  expect(memory.get("491512", 999)).toBeNull();
  expect(memory.get("491513", 0)).toBeUndefined();
  expect(memory.get("491511", 1_000)).toBeUndefined();
  expect(memory.size).toBe(1);
});

it("forgets what was used longest ago when it is full", () => {
  const memory = new AnswerMemory(2);
  memory.set("1", "26201", 10);
  memory.set("2", "26202", 10);
  memory.get("1", 0);
  memory.set("3", "26203", 10);
  expect([memory.get("1", 0), memory.get("2", 0), memory.get("3", 0)]).toEqual(["26201", undefined, "26203"]);
  memory.set("3", "26201", 10);
  expect(memory.size).toBe(2);
});
