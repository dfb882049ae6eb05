import type { MessageId } from "../ids.ts";

export interface PartRef {
  readonly messageId: MessageId;
  readonly part: number;
}

/**
 * The latest supplier ids by connection, to match receipts without a query. Two generations: when the younger is half
 * the bound, the older is forgotten, which costs nothing per entry.
 */
export class SupplierIds {
  readonly #generationMax: number;
  #young = new Map<string, PartRef>();
  #old = new Map<string, PartRef>();

  constructor({ max }: { max: number }) {
    this.#generationMax = Math.max(1, max >> 1);
  }

  set(connectionId: number, supplierMessageId: string, ref: PartRef): void {
    if (this.#young.size >= this.#generationMax) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(supplierKey(connectionId, supplierMessageId), ref);
  }

  get(connectionId: number, supplierMessageId: string): PartRef | undefined {
    const key = supplierKey(connectionId, supplierMessageId);
    return this.#young.get(key) ?? this.#old.get(key);
  }
}

export const supplierKey = (connectionId: number, supplierMessageId: string): string =>
  `${connectionId} ${supplierMessageId}`;
