import type { Pool } from "pg";
import type { Clock } from "../clock.ts";
import { applyPark, applyReceiptTaken } from "../traffic/changes.ts";
import type { Message } from "../traffic/message.ts";
import type { Progress } from "../traffic/progress.ts";
import { selectOwed, selectOwedBefore } from "../traffic/sql/select-messages.ts";
import { Outbox } from "./outbox.ts";

export interface ReceiptOutboxOptions {
  readonly pool: Pool;
  readonly progress: Progress;
  readonly clock: Clock;
  readonly onTrouble: (error: unknown) => void;
}

/** Receipts on their way to clients. One that is about to be taken stands in the queue; parked, among those owed. */
export function createReceiptOutbox({ pool, progress, clock, onTrouble }: ReceiptOutboxOptions): Outbox<Message> {
  return new Outbox<Message>({
    read: (clientId, limit) => selectOwed(pool, clientId, limit),
    readOld: (beforeMs, limit) => selectOwedBefore(pool, beforeMs, limit),
    park(message, parked) {
      if (message.isParked) parked();
      else progress.record(applyPark(message), parked);
    },
    settle: (message, how, atMs, recorded) => progress.record(applyReceiptTaken(message, atMs, how), recorded),
    clock,
    onTrouble,
  });
}
