import type { z } from "zod";

/** Longer than any event we send; a stream that never ends a line is cut off. */
const EVENT_CHARS_MAX = 1_000_000;

/** Reads a server-sent event stream; ends with it, and closes it when the reader stops early. */
export async function* readEvents<Schema extends z.ZodType>(
  response: Response,
  schema: Schema,
): AsyncGenerator<z.output<Schema>, void, void> {
  const reader = response.body?.getReader();
  if (!reader) return;
  const decoder = new TextDecoder();
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      rest += decoder.decode(value, { stream: true });
      const events = rest.split("\n\n");
      rest = events.pop() ?? "";
      if (rest.length > EVENT_CHARS_MAX) throw new Error("an event of the stream is too long");
      for (const event of events) {
        const data = dataOf(event);
        if (data !== undefined) yield schema.parse(JSON.parse(data));
      }
    }
  } finally {
    await reader.cancel();
  }
}

/** The data of one event; undefined for a comment, which only keeps the line alive. */
function dataOf(event: string): string | undefined {
  const lines = event.split("\n").filter((line) => line.startsWith("data:"));
  return lines.length === 0 ? undefined : lines.map((line) => line.slice(5).trimStart()).join("\n");
}
