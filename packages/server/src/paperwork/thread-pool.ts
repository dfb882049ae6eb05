/**
 * Runs named tasks in worker threads, so that work of some seconds never delays a message by some milliseconds. A task
 * is a function of one input; both cross between threads by structured clone. Threads start with the first task and
 * end when idle. Everything is bounded: how many tasks wait, how long one runs, how much memory a thread takes.
 */
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { ResourceLimits } from "node:worker_threads";
import { Piscina } from "piscina";
import type { Answer, Request, Tasks } from "./thread-answer.ts";

export type InputOf<T extends Tasks, N extends keyof T> = Parameters<T[N]>[0];
export type OutputOf<T extends Tasks, N extends keyof T> = Awaited<ReturnType<T[N]>>;

export interface ThreadPoolOptions {
  /** The file whose default export is `answerWith(tasks)`. */
  readonly worker: URL;
  /** How many tasks run at once. */
  readonly threads?: number;
  /** How many more may wait; the next is refused. */
  readonly waitingMax?: number;
  /** From the moment a thread takes the task. */
  readonly timeoutMs?: number;
  /** How long a thread without work stays. */
  readonly idleMs?: number;
  /** Per thread. One that needs more memory ends with its task, and nothing else does. */
  readonly resourceLimits?: ResourceLimits;
}

export interface RunOptions {
  readonly timeoutMs?: number;
  /** Parts of the input that are handed over instead of copied; the caller can't use them afterwards. */
  readonly transfer?: readonly ArrayBuffer[];
}

export interface ThreadPool<T extends Tasks> {
  /** What the task returns. Rejects with a ThreadPoolError alone. */
  run<N extends keyof T & string>(name: N, input: InputOf<T, N>, options?: RunOptions): Promise<OutputOf<T, N>>;
  /** Ends every thread; what runs or waits is rejected. */
  close(): Promise<void>;
}

/** `failed`: the task threw; `busy`: too many wait; `timed_out`; `died`: the thread ended, mostly for want of memory. */
export type ThreadPoolFault = "failed" | "busy" | "timed_out" | "died" | "closed";

export class ThreadPoolError extends Error {
  override readonly name = "ThreadPoolError";
  readonly fault: ThreadPoolFault;
  /** When the task threw: the name of the error's class. The class itself doesn't cross between threads. */
  readonly thrown: string | undefined;

  constructor(fault: ThreadPoolFault, message: string, options: { thrown?: string; cause?: unknown } = {}) {
    super(message, "cause" in options ? { cause: options.cause } : {});
    this.fault = fault;
    this.thrown = options.thrown;
  }
}

interface Started {
  readonly pool: Piscina<Request, Answer>;
  /** Aborted with the reason when no thread can start. */
  readonly broken: AbortSignal;
}

const defaults = {
  threads: 1,
  waitingMax: 100,
  timeoutMs: 60_000,
  idleMs: 60_000,
  resourceLimits: { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 64 },
} satisfies Omit<ThreadPoolOptions, "worker">;

export function createThreadPool<T extends Tasks>(options: ThreadPoolOptions): ThreadPool<T> {
  const bounds = { ...defaults, ...options };
  const { threads, waitingMax, timeoutMs } = bounds;
  const closing = new AbortController();
  const places = createPlaces(threads, waitingMax);
  let started: Started | undefined;

  async function runNow(request: Request, limitMs: number, transfer: readonly ArrayBuffer[]): Promise<Answer> {
    if (!started || started.broken.aborted) started = startThreads(bounds);
    const { pool, broken } = started;
    const limit = AbortSignal.timeout(limitMs);
    try {
      const signal = AbortSignal.any([limit, closing.signal, broken]);
      return await pool.run(request, { signal, transferList: [...transfer] });
    } catch (error) {
      if (closing.signal.aborted) throw closed();
      if (limit.aborted) throw new ThreadPoolError("timed_out", `${request.name} took longer than ${limitMs} ms.`);
      throw diedOf(request.name, broken.aborted ? broken.reason : error);
    }
  }

  return {
    async run<N extends keyof T & string>(
      name: N,
      input: InputOf<T, N>,
      given: RunOptions = {},
    ): Promise<OutputOf<T, N>> {
      if (closing.signal.aborted) throw closed();
      const entered = places.enter();
      if (!entered)
        throw new ThreadPoolError("busy", `${waitingMax} tasks are waiting already; try again in a minute.`);
      await entered;
      try {
        if (closing.signal.aborted) throw closed();
        const answer = await runNow({ name, input }, given.timeoutMs ?? timeoutMs, given.transfer ?? []);
        if (answer.kind === "returned") return answer.output as OutputOf<T, N>;
        throw new ThreadPoolError("failed", answer.message, { thrown: answer.thrown, cause: answer.stack });
      } finally {
        places.leave();
      }
    },
    async close() {
      closing.abort();
      await started?.pool.destroy();
    },
  };
}

function startThreads({ worker, threads, idleMs, resourceLimits }: Required<ThreadPoolOptions>): Started {
  const pool = new Piscina<Request, Answer>({
    filename: fileURLToPath(worker),
    execArgv: execArgvFor(worker),
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: idleMs,
    resourceLimits,
    // Threads wait for messages in their event loop: whatever a library leaves unfinished can finish.
    atomics: "disabled",
    recordTiming: false,
  });
  const broken = new AbortController();
  let hasStarted = false;
  pool.on("workerCreate", () => {
    hasStarted = true;
  });
  // A thread died without a task. If none could start yet, none will: what waits for one is told why. Else the next
  // task gets a new thread.
  pool.on("error", (error) => {
    if (hasStarted || broken.signal.aborted) return;
    broken.abort(error);
    void pool.destroy();
  });
  return { pool, broken: broken.signal };
}

/**
 * Who may run and who waits, first come first served. The pool of threads has a queue of its own, but a task's time
 * would run while it waits there.
 */
function createPlaces(runningMax: number, waitingMax: number) {
  let running = 0;
  const waiting: (() => void)[] = [];
  return {
    /** Resolves at one's turn; undefined when too many wait. Whoever entered leaves. */
    enter(): Promise<void> | undefined {
      if (running < runningMax) {
        running += 1;
        return Promise.resolve();
      }
      return waiting.length < waitingMax ? new Promise((resolve) => waiting.push(resolve)) : undefined;
    },
    leave(): void {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    },
  };
}

/**
 * The bundle runs as it is, without the flags of the main thread (which would start its leash in every worker). From
 * the sources a thread needs the loader that the main thread has, to read TypeScript and find our other packages.
 */
function execArgvFor(worker: URL): string[] {
  if (!worker.pathname.endsWith(".ts")) return ["--enable-source-maps"];
  const loader = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
  return ["--import", loader, "--conditions=@switchyard/source"];
}

function closed(): ThreadPoolError {
  return new ThreadPoolError("closed", "The switch is stopping.");
}

function diedOf(name: string, error: unknown): ThreadPoolError {
  const reason = error instanceof Error ? error.message : String(error);
  return new ThreadPoolError("died", `${name} could not be finished: ${reason}`, { cause: error });
}
