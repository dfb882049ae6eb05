/** Something to be done now and then. */
export interface Job {
  readonly name: string;
  readonly everyMs: number;
  /** Answers true when it left work behind and wants to go on at once. */
  readonly run: () => Promise<boolean>;
}

export interface RunningJobs {
  /** Starts no further turn and waits for those under way. */
  stop(): Promise<void>;
}

/** Runs each job at its own pace. A job never runs twice at once; one that fails is tried again at its next turn. */
export function runJobs(jobs: readonly Job[], onTrouble: (name: string, error: unknown) => void): RunningJobs {
  let isStopped = false;
  const running = new Set<Promise<void>>();

  async function turn(job: Job): Promise<void> {
    try {
      while (!isStopped && (await job.run()));
    } catch (error) {
      onTrouble(job.name, error);
    }
  }

  const timers = jobs.map((job) => {
    let current: Promise<void> | undefined;
    const timer = setInterval(() => {
      if (current) return;
      const run = turn(job).finally(() => {
        current = undefined;
        running.delete(run);
      });
      current = run;
      running.add(run);
    }, job.everyMs);
    return timer;
  });

  return {
    async stop() {
      isStopped = true;
      for (const timer of timers) clearInterval(timer);
      await Promise.all(running);
    },
  };
}
