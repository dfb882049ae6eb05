import { describe, expect, it } from "vitest";
import { messageOf } from "../../test/traffic/messages.ts";
import { LiveMessages } from "./live-messages.ts";

const message = (id: number) => messageOf({ id, status: "sent" });

describe("messages in memory", () => {
  it("are one copy each, however many read them at once", async () => {
    const live = new LiveMessages({ sentMax: 10 });
    const read = async (ids: readonly number[]) => ids.map(message);
    await Promise.all([live.load([1, 2], read), live.load([2, 3], read), live.load([1, 2, 3], read)]);
    const first = live.get(2);
    await live.load([2], read);
    expect(live.get(2)).toBe(first);
    expect(live.size).toBe(3);
  });

  it("are read again when they went while they were being read: what was read may be old", async () => {
    const live = new LiveMessages({ sentMax: 10 });
    const old = message(1);
    live.add(old);
    const rows = [message(1), message(1)];
    let reads = 0;
    live.drop(old);
    await live.load([1], async () => {
      if (reads++ === 0) {
        // Somebody else takes it up, ends with it and lets it go, all before this answer arrives.
        const theirs = message(1);
        live.add(theirs);
        live.drop(theirs);
      }
      return [rows[reads - 1] ?? message(1)];
    });
    expect(reads).toBe(2);
    expect(live.get(1)).toBe(rows[1]);
  });

  it("go in the order they came to rest when there are too many, but not while a change of them waits", () => {
    const live = new LiveMessages({ sentMax: 2 });
    const [a, b, c, d] = [1, 2, 3, 4].map(message);
    if (!a || !b || !c || !d) throw new Error("unreachable");
    for (const one of [a, b, c, d]) live.add(one);
    b.pendingChanges = 1;
    for (const one of [a, b, c, d]) live.rest(one);
    expect([1, 2, 3, 4].map((id) => live.get(id))).toEqual([undefined, b, c, d]);
  });

  it("are not dropped for an older copy's sake", () => {
    const live = new LiveMessages({ sentMax: 1 });
    const older = message(1);
    live.add(older);
    live.rest(older);
    live.drop(older);
    const newer = message(1);
    live.add(newer);
    // The older one falls out of rest now.
    live.rest(message(2));
    live.rest(message(3));
    expect(live.get(1)).toBe(newer);
  });

  it("answer a reading with the live copy, and with nothing that went meanwhile", async () => {
    const live = new LiveMessages({ sentMax: 10 });
    const held = message(1);
    const gone = message(2);
    live.add(held);
    live.add(gone);
    const current = await live.readCurrent(async () => {
      live.drop(gone);
      return [message(1), message(2), message(3)];
    });
    expect(current[0]).toBe(held);
    expect(current.map(({ id }) => id)).toEqual([1, 3]);
  });
});
