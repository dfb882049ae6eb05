import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it } from "vitest";
import { createEventStream, type EventStream } from "./event-stream.ts";

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** Serves the stream and answers what one viewer receives until its stream ends. */
async function view(stream: EventStream, mayWatch: () => Promise<boolean>): Promise<string> {
  const server = createServer((_request, response) => stream.attach(response, mayWatch));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => server.close());
  const { port } = server.address() as AddressInfo;
  return (await fetch(`http://127.0.0.1:${port}`)).text();
}

it("ends for a viewer who may no longer watch", async () => {
  let asked = 0;
  let sampled = 0;
  const stream = createEventStream(() => ({ n: ++sampled }), 1);
  const received = await view(stream, async () => ++asked < 2);
  expect(asked).toBe(2);
  const events = received.trimEnd().split("\n\n");
  expect(events.slice(0, 2)).toEqual(['data: {"n":1}', 'data: {"n":2}']);
});

it("ends for everybody when it is closed, and samples no more", async () => {
  let sampled = 0;
  const stream = createEventStream(() => {
    if (++sampled === 5) queueMicrotask(() => stream.close());
    return sampled;
  }, 1);
  const received = await view(stream, async () => true);
  expect(received).toContain("data: 4\n\n");
  const before = sampled;
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(sampled).toBe(before);
});
