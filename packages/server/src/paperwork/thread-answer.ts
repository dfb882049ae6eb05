/** The side of the thread: which tasks it knows, and how it answers. */
import { move, transferableSymbol, valueSymbol } from "piscina";

// Each task has an input of its own; `never` is what all of them accept.
export type Tasks = Readonly<Record<string, (input: never) => unknown>>;

export type Request = { readonly name: string; readonly input: unknown };

export type Answer =
  | { readonly kind: "returned"; readonly output: unknown }
  | { readonly kind: "threw"; readonly thrown: string; readonly message: string; readonly stack: string | undefined };

/** What a worker file exports by default. Whole arrays of octets in the output are handed over instead of copied. */
export function answerWith(tasks: Tasks): (request: Request) => Promise<unknown> {
  return async ({ name, input }) => {
    const task = Object.hasOwn(tasks, name) ? tasks[name] : undefined;
    if (!task) throw new Error(`there is no task ${name}`);
    return handOver(await attempt(() => task(input as never)));
  };
}

/** An error that is cloned loses its class and whatever can't be cloned with it: what matters goes as plain text. */
async function attempt(task: () => unknown): Promise<Answer> {
  try {
    return { kind: "returned", output: await task() };
  } catch (error) {
    if (!(error instanceof Error)) return { kind: "threw", thrown: "", message: String(error), stack: undefined };
    return { kind: "threw", thrown: error.name, message: error.message, stack: error.stack };
  }
}

function handOver(answer: Answer): unknown {
  if (answer.kind === "threw") return answer;
  const buffers = [...new Set(octetsIn(answer.output))];
  if (buffers.length === 0) return answer;
  return move({ [transferableSymbol]: buffers, [valueSymbol]: answer } as unknown as ArrayBuffer);
}

/** The output itself or a field of it. A view of part of a buffer is copied: others may look at the rest. */
function octetsIn(output: unknown): ArrayBuffer[] {
  const candidates = typeof output === "object" && output !== null ? [output, ...Object.values(shallow(output))] : [];
  return candidates.flatMap((value) =>
    value instanceof Uint8Array && value.buffer instanceof ArrayBuffer && value.byteLength === value.buffer.byteLength
      ? [value.buffer]
      : [],
  );
}

/** The fields of a plain object; an array's elements are its own matter. */
function shallow(output: object): object {
  return ArrayBuffer.isView(output) || Array.isArray(output) ? {} : output;
}
