import type { Configuration } from "./configuration.ts";

/** What follows the announcements beside the configuration. */
export interface FollowOptions {
  readonly configuration: Configuration;
  /** A payment or refund changed a client's balance by so much; the id is its ledger entry's. */
  readonly funded: (clientId: number, deltaMicros: bigint, entryId: number) => void;
  /** Somebody deleted what a look-up of this number had found. */
  readonly lookupForgotten: (digits: string) => void;
  readonly onTrouble: (error: unknown) => void;
}

const RETRY_MS = 250;

/**
 * Makes announced changes act, in the order they were announced. The same announcement waiting twice is loaded once. One
 * that can't be loaded (the database is away) is tried again until it can.
 */
export function createFollower({
  configuration,
  funded,
  lookupForgotten,
  onTrouble,
}: FollowOptions): (announcement: string) => void {
  const waiting = new Set<string>();
  let isRunning = false;

  async function run(): Promise<void> {
    isRunning = true;
    for (const announcement of waiting) {
      // Taken out before it is loaded: the same change announced meanwhile is a newer one.
      waiting.delete(announcement);
      await follow(announcement);
    }
    isRunning = false;
  }

  async function follow(announcement: string): Promise<void> {
    for (;;) {
      try {
        await configuration.follow(announcement);
        return;
      } catch (error) {
        onTrouble(error);
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
  }

  return (announcement) => {
    const [kind, subject = "", delta, entryId] = announcement.split(":");
    if (kind === "funds") return funded(Number(subject), BigInt(delta ?? 0), Number(entryId));
    if (kind === "lookup") return lookupForgotten(subject);
    waiting.add(announcement);
    if (!isRunning) run();
  };
}
