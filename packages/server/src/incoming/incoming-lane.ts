import type { ClientConfig } from "@switchyard/engine";
import type { Clock } from "../clock.ts";
import type { AccountIds } from "../ledger/account-ids.ts";
import { createLane, type Lane, type LaneConnection } from "../traffic/lane.ts";
import { bookIncoming, type IncomingBooks } from "./books.ts";
import type { IncomingCost } from "./charges.ts";
import type { IncomingMessage } from "./incoming-message.ts";
import { limits } from "./limits.ts";
import { type IncomingBatch, writeIncoming } from "./sql/write-incoming.ts";

/** A message as it stood and as it stands after one transition; `before` is null for one that arrives. */
export interface IncomingChange {
  readonly before: IncomingMessage | null;
  readonly after: IncomingMessage;
  /** What is owed to the supplier of one that arrives. */
  readonly cost: IncomingCost | undefined;
  /** Told once: true after the commit, false when the database refuses it for good. */
  readonly done: (isRecorded: boolean) => void;
}

export interface IncomingLaneOptions {
  readonly connection: LaneConnection;
  readonly accounts: AccountIds;
  /** Whose days charges are summed by. */
  readonly clients: ReadonlyMap<number, Pick<ClientConfig, "timeZone">>;
  readonly clock: Clock;
  readonly onTrouble: (error: unknown) => void;
}

const LANE = "incoming";

/**
 * The only writer of incoming messages. A message changes again only after its last change was told, so a batch has it
 * once and memory never runs ahead of it.
 */
export function createIncomingLane(options: IncomingLaneOptions): Promise<Lane<IncomingChange>> {
  const { connection, accounts, clients, clock, onTrouble } = options;
  const tell = ({ done }: IncomingChange, isRecorded: boolean) => {
    try {
      done(isRecorded);
    } catch (error) {
      onTrouble(error);
    }
  };
  return createLane<IncomingChange>({
    name: LANE,
    batchMax: limits.batchMax,
    connection,
    onTrouble,
    async statement(changes, batch) {
      const booked = bookIncoming(changes, clients, clock.now());
      await accounts.ensure(booked.movements.accounts);
      return writeIncoming({ lane: LANE, batch, accountId: accounts.idOf, ...booked, ...written(changes) });
    },
    committed(changes) {
      for (const change of changes) tell(change, true);
    },
    refused(change, error) {
      onTrouble(error);
      tell(change, false);
    },
  });
}

/** What a batch of changes writes, table by table. */
function written(
  changes: readonly IncomingChange[],
): Omit<IncomingBatch, "lane" | "batch" | "accountId" | keyof IncomingBooks> {
  const after = (chosen: readonly IncomingChange[]) => chosen.map((change) => change.after);
  const entering = (status: IncomingMessage["status"]) =>
    after(changes.filter((change) => change.after.status === status && change.before?.status !== status));
  const leaving = (status: IncomingMessage["status"]) =>
    after(changes.filter((change) => change.before?.status === status && change.after.status !== status));
  return {
    arrived: after(changes.filter(({ before }) => before === null)),
    changed: after(changes.filter(({ before }) => before !== null)),
    owed: entering("owed"),
    settled: leaving("owed"),
    unpaid: entering("unpaid"),
    paid: leaving("unpaid"),
    assigned: leaving("unassigned"),
  };
}
