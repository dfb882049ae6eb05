import fc from "fast-check";
import { expect, it } from "vitest";
import { messageOf } from "../../test/traffic/messages.ts";
import { LiveMessages } from "./live-messages.ts";
import type { Message } from "./message.ts";
import { Queues } from "./queues.ts";

const CONNECTION = 1;

type Step =
  | { readonly kind: "accept"; readonly count: number }
  | { readonly kind: "take"; readonly count: number }
  /** Somebody takes a waiting message into memory and leaves it as it is, as a receipt for another part does. */
  | { readonly kind: "look"; readonly nth: number }
  | { readonly kind: "cancel"; readonly nth: number }
  | { readonly kind: "schedule" }
  /** The oldest scheduled message joins; other things happen between its announcement and its commit. */
  | { readonly kind: "release" }
  | { readonly kind: "wait" };

const small = fc.integer({ min: 1, max: 12 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant("accept" as const), count: small }),
  fc.record({ kind: fc.constant("take" as const), count: small }),
  fc.record({ kind: fc.constant("look" as const), nth: fc.nat(40) }),
  fc.record({ kind: fc.constant("cancel" as const), nth: fc.nat(40) }),
  fc.record({ kind: fc.constant("schedule" as const) }),
  fc.record({ kind: fc.constant("release" as const) }),
  fc.record({ kind: fc.constant("wait" as const) }),
);

/** The queue's rows as the database has them, read with a delay in which memory goes on. */
class World {
  readonly rows = new Map<number, Message["status"]>();
  readonly live = new LiveMessages({ sentMax: 5 });
  readonly taken: number[] = [];
  readonly cancelled = new Set<number>();
  readonly scheduled: number[] = [];
  readonly queues: Queues;
  #nextId = 0;

  constructor() {
    this.queues = new Queues({
      live: this.live,
      inMemoryMax: 8,
      refillMax: 5,
      read: async (_connectionId, after, limit) => {
        await turn();
        const ids = [...this.rows].filter(([id, status]) => id > after && status === "queued").map(([id]) => id);
        const found = ids.slice(0, limit).map((id) => this.#copy(id));
        await turn();
        return found;
      },
      onTrouble: (error) => {
        throw error;
      },
    });
  }

  accept(count: number): void {
    const messages = Array.from({ length: count }, () => this.#insert("queued"));
    this.queues.add(messages);
  }

  schedule(): void {
    this.scheduled.push(this.#insert("scheduled").id);
  }

  take(count: number): void {
    for (let i = 0; i < count; i++) {
      const message = this.queues.take(CONNECTION);
      if (!message) return;
      if (message.status !== "queued") continue;
      this.taken.push(message.id);
      message.status = "sent";
      this.rows.set(message.id, "sent");
      this.live.rest(message);
    }
  }

  async look(nth: number): Promise<Message | undefined> {
    const waiting = [...this.rows].filter(([, status]) => status === "queued");
    const id = waiting[nth % Math.max(1, waiting.length)]?.[0];
    if (id === undefined) return undefined;
    await this.live.load([id], async (ids) => {
      await turn();
      return ids.map((one) => this.#copy(one));
    });
    return this.live.get(id);
  }

  async cancel(nth: number): Promise<void> {
    const message = await this.look(nth);
    if (message?.status !== "queued") return;
    message.status = "cancelled";
    this.cancelled.add(message.id);
    this.rows.delete(message.id);
    this.live.drop(message);
  }

  async release(): Promise<void> {
    const id = this.scheduled.shift();
    if (id === undefined) return;
    await this.live.load([id], async (ids) => ids.map((one) => this.#copy(one)));
    const message = this.live.get(id);
    if (!message) throw new Error("a scheduled message is not there");
    message.status = "queued";
    this.queues.announce(message);
    await turn();
    this.rows.set(id, "queued");
    await turn();
    this.queues.join(message);
  }

  async run(one: Step): Promise<void> {
    if (one.kind === "accept") this.accept(one.count);
    else if (one.kind === "take") this.take(one.count);
    else if (one.kind === "look") await this.look(one.nth);
    else if (one.kind === "cancel") await this.cancel(one.nth);
    else if (one.kind === "schedule") this.schedule();
    else if (one.kind === "release") void this.release();
    else await turn();
  }

  #insert(status: "queued" | "scheduled"): Message {
    const message = messageOf({ id: ++this.#nextId, connectionId: CONNECTION, status });
    this.rows.set(message.id, status);
    return message;
  }

  #copy(id: number): Message {
    return messageOf({ id, connectionId: CONNECTION, status: this.rows.get(id) ?? "cancelled" });
  }
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

it("hands out every waiting message once, however much of it waits in the database alone", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      const world = new World();
      for (const one of steps) await world.run(one);
      for (let i = 0; i < 200 && [...world.rows.values()].includes("queued"); i++) {
        world.take(100);
        await turn();
      }
      while (world.scheduled.length > 0) await world.release();
      for (let i = 0; i < 20; i++) {
        world.take(100);
        await turn();
      }
      const everything = [...world.rows.keys()];
      expect([...world.taken].sort((a, b) => a - b)).toEqual(everything);
      expect(world.queues.waiting(CONNECTION)).toBe(0);
      expect(world.taken.filter((id) => world.cancelled.has(id))).toEqual([]);
    }),
    { numRuns: 150 },
  );
});

it("keeps the order of arrival through the database and back", async () => {
  const world = new World();
  for (let i = 0; i < 30; i++) {
    world.accept(7);
    if (i % 3 === 0) world.take(2);
    await turn();
  }
  for (let i = 0; i < 300 && world.taken.length < 210; i++) {
    world.take(3);
    await turn();
  }
  expect(world.taken).toEqual(Array.from({ length: 210 }, (_, i) => i + 1));
});
