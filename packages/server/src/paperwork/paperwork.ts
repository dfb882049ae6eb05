/**
 * Documents and sheets, made in threads of their own. What can be asked for is the table in tasks.ts; here only its
 * types are known, so that the main thread never loads fonts or a PDF writer.
 */
import type { tasks } from "./tasks.ts";
import { createThreadPool, type ThreadPool, type ThreadPoolOptions } from "./thread-pool.ts";

export type PaperworkTasks = typeof tasks;
export type Paperwork = ThreadPool<PaperworkTasks>;

export function createPaperwork(options: Omit<ThreadPoolOptions, "worker"> = {}): Paperwork {
  return createThreadPool<PaperworkTasks>({ ...options, worker: new URL("./paperwork.worker.ts", import.meta.url) });
}
