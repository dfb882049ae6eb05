import fc from "fast-check";
import { expect, it } from "vitest";
import { messageOf } from "../../test/traffic/messages.ts";
import { Fifo } from "./fifo.ts";
import { MessageFifo } from "./message-fifo.ts";

it("gives back in the order of a plain list, whatever is put at either end", () => {
  const acts = fc.array(fc.constantFrom("push", "push", "push", "unshift", "shift", "shift"), { maxLength: 6_000 });
  fc.assert(
    fc.property(acts, (list) => {
      const fifo = new Fifo<number>();
      const model: number[] = [];
      list.forEach((act, i) => {
        if (act === "push") model.push(i);
        if (act === "unshift") model.unshift(i);
        if (act === "push" || act === "unshift") fifo[act](i);
        else expect(fifo.shift()).toBe(model.shift());
        expect([fifo.size, fifo.peek()]).toEqual([model.length, model[0]]);
      });
    }),
    { numRuns: 30 },
  );
});

it("lets the more urgent go first, and within one priority who came first", () => {
  const message = fc.integer({ min: 0, max: 9 });
  fc.assert(
    fc.property(fc.array(message, { maxLength: 100 }), (priorities) => {
      const fifo = new MessageFifo();
      const messages = priorities.map((priority, id) => messageOf({ id, priority }));
      for (const one of messages) fifo.push(one);
      const expected = [...messages].sort((a, b) => b.priority - a.priority || a.id - b.id);
      expect(messages.map(() => fifo.shift())).toEqual(expected);
      expect(fifo.shift()).toBeUndefined();
      expect(fifo.size).toBe(0);
    }),
  );
});
