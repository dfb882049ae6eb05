import type { Snapshot } from "@switchyard/engine";
import { isFinal, type ReceiptState } from "@switchyard/sms";
import type { Pool } from "pg";
import { type Attempt, applyAttempt, applyReceipt } from "../traffic/changes.ts";
import { limits } from "../traffic/limits.ts";
import type { LiveMessages } from "../traffic/live-messages.ts";
import type { Message } from "../traffic/message.ts";
import type { Done, Progress } from "../traffic/progress.ts";
import { selectMessages } from "../traffic/sql/select-messages.ts";
import { type PartRef, SupplierIds, supplierKey } from "./supplier-ids.ts";

/** A receipt as a connection understood it; its id already in the form in which submits are answered. */
export interface SupplierReceipt {
  readonly connectionId: number;
  readonly supplierMessageId: string;
  readonly atMs: number;
  readonly state: ReceiptState;
  readonly errorCode: string | null;
}

export interface MatchOptions {
  readonly pool: Pool;
  readonly snapshot: Snapshot;
  readonly live: LiveMessages;
  readonly progress: Progress;
  readonly onTrouble: (error: unknown) => void;
}

/**
 * Finds the message a supplier's receipt belongs to: in memory, else among the recorded submits. One that belongs to
 * none is kept, for suppliers do send receipts before they answer the submit; it is settled when that answer comes.
 * Nothing is acknowledged to the supplier before it is committed.
 */
export class ReceiptMatch {
  readonly #options: MatchOptions;
  readonly #ids = new SupplierIds({ max: limits.supplierIdsMax });
  /** Receipts that came before the submit's answer, by connection and id. */
  readonly #early = new Map<string, SupplierReceipt>();
  #lookups: { receipt: SupplierReceipt; done: Done }[] = [];
  #isLookingUp = false;

  constructor(options: MatchOptions) {
    this.#options = options;
  }

  /** Reads the kept receipts of an earlier life. */
  async load(): Promise<void> {
    const { rows } = await this.#options.pool.query<{
      connection_id: number;
      supplier_message_id: string;
      at: Date;
      state: ReceiptState;
      error_code: string | null;
    }>("select * from unmatched_receipts order by id desc limit $1", [limits.earlyReceiptsMax]);
    for (const row of rows) {
      this.#keepEarly({
        connectionId: row.connection_id,
        supplierMessageId: row.supplier_message_id,
        atMs: row.at.getTime(),
        state: row.state,
        errorCode: row.error_code,
      });
    }
  }

  /** A supplier answered a submit: recorded, and with it the receipt that was there first, if any. */
  answered(message: Message, attempt: Attempt): void {
    const { progress } = this.#options;
    const { connectionId, supplierMessageId, part } = attempt;
    progress.record(applyAttempt(message, attempt));
    if (supplierMessageId === null) return;
    this.#ids.set(connectionId, supplierMessageId, { messageId: message.id, part });
    if (this.#early.size === 0) return;
    const early = this.#takeEarly(connectionId, supplierMessageId);
    if (early) progress.record(applyReceipt(message, { ...early, part }), null, early);
  }

  /** It came over this connection or over another one to the same supplier. */
  #takeEarly(connectionId: number, supplierMessageId: string): SupplierReceipt | undefined {
    for (const id of [connectionId, ...this.#siblings(connectionId)]) {
      const key = supplierKey(id, supplierMessageId);
      const early = this.#early.get(key);
      if (!early) continue;
      this.#early.delete(key);
      return early;
    }
    return undefined;
  }

  /** A receipt came; `done` tells when it is durable, or that it can't be kept. */
  received(receipt: SupplierReceipt, done: Done): void {
    const ref = this.#find(receipt);
    const message = ref && this.#options.live.get(ref.messageId);
    if (ref && message) {
      this.#options.progress.record(applyReceipt(message, { ...receipt, part: ref.part }), done);
      return;
    }
    this.#lookups.push({ receipt, done });
    if (!this.#isLookingUp) this.#lookUp();
  }

  /** An id is a connection's own; but receipts may come over another connection to the same supplier. */
  #find({ connectionId, supplierMessageId }: SupplierReceipt): PartRef | undefined {
    const own = this.#ids.get(connectionId, supplierMessageId);
    if (own) return own;
    for (const sibling of this.#siblings(connectionId)) {
      const ref = this.#ids.get(sibling, supplierMessageId);
      if (ref) return ref;
    }
    return undefined;
  }

  #siblings(connectionId: number): number[] {
    const { connections } = this.#options.snapshot;
    const supplierId = connections.get(connectionId)?.supplierId;
    const siblings: number[] = [];
    for (const connection of connections.values()) {
      if (connection.supplierId === supplierId && connection.id !== connectionId) siblings.push(connection.id);
    }
    return siblings;
  }

  async #lookUp(): Promise<void> {
    this.#isLookingUp = true;
    while (this.#lookups.length > 0) {
      const batch = this.#lookups.splice(0, limits.progressBatchMax);
      try {
        await this.#settle(batch);
      } catch (error) {
        // Not acknowledged, so nothing is lost: the batch is tried again, and the supplier's window holds it back.
        this.#options.onTrouble(error);
        this.#lookups.unshift(...batch);
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    }
    this.#isLookingUp = false;
  }

  async #settle(batch: readonly { receipt: SupplierReceipt; done: Done }[]): Promise<void> {
    const { progress, live } = this.#options;
    const refs = await this.#recordedRefs(batch.map(({ receipt }) => receipt));
    const ids = refs.flatMap((ref) => (ref ? [ref.messageId] : []));
    await live.load(ids, (missing) => selectMessages(this.#options.pool, missing));
    batch.forEach(({ receipt, done }, i) => {
      // The submit's answer may have come while we looked.
      const ref = refs[i] ?? this.#find(receipt);
      const message = ref && live.get(ref.messageId);
      if (ref && message) {
        progress.record(applyReceipt(message, { ...receipt, part: ref.part }), done);
      } else {
        this.#keepEarly(receipt);
        progress.keepUnmatched(receipt, done);
      }
    });
  }

  /** Looks the ids up among the recorded submits, the latest first, by attempts_supplier_id. */
  async #recordedRefs(receipts: readonly SupplierReceipt[]): Promise<(PartRef | undefined)[]> {
    const inMemory = receipts.map((receipt) => this.#find(receipt));
    const wanted = receipts.filter((_, i) => !inMemory[i]).map(({ supplierMessageId }) => supplierMessageId);
    if (wanted.length === 0) return inMemory;
    const { rows } = await this.#options.pool.query<{
      message_id: bigint;
      part: number;
      connection_id: number;
      supplier_message_id: string;
    }>({
      name: "attempts-by-supplier-id",
      text: `select message_id, part, connection_id, supplier_message_id from attempts
             where supplier_message_id = any($1::text[]) order by message_id`,
      values: [wanted],
    });
    // Later rows overwrite earlier ones: an id that a supplier used again means its latest message.
    const found = new Map(
      rows.map((row) => [
        supplierKey(row.connection_id, row.supplier_message_id),
        { messageId: Number(row.message_id), part: row.part },
      ]),
    );
    return receipts.map((receipt, i) => {
      const connections = [receipt.connectionId, ...this.#siblings(receipt.connectionId)];
      return (
        inMemory[i] ??
        connections.map((id) => found.get(supplierKey(id, receipt.supplierMessageId))).find((ref) => ref !== undefined)
      );
    });
  }

  #keepEarly(receipt: SupplierReceipt): void {
    const key = supplierKey(receipt.connectionId, receipt.supplierMessageId);
    const kept = this.#early.get(key);
    // Two may come early, and not in order: the word that ends a message is kept before one on the way to it.
    if (kept && isFinal(kept.state) && !isFinal(receipt.state)) return;
    if (this.#early.size >= limits.earlyReceiptsMax) {
      for (const oldest of this.#early.keys()) {
        this.#early.delete(oldest);
        break;
      }
    }
    this.#early.set(key, receipt);
  }
}
