import { limits } from "../limits.ts";
import type { CommandName, Pdu } from "../pdu/pdus.ts";

/**
 * How a request ended. `ok` means answered, by its response or by a generic_nack: look at `response.command_status`.
 * "malformed": an answer came whose body could not be read, so what the peer did with the request is not known.
 */
export type Outcome =
  | { readonly ok: true; readonly response: Pdu }
  | { readonly ok: false; readonly reason: "timeout" | "closed" | "malformed" };

export interface Outstanding {
  readonly command: CommandName;
  /** The only command that answers it, but for generic_nack. */
  readonly response: CommandName | undefined;
  readonly sentAtMs: number;
  readonly answered: (outcome: Outcome) => void;
}

/**
 * Our requests the peer has not answered, by sequence number (SMPP 3.4 §2.7). Entries are in the order of sending,
 * so the oldest comes first and looking for overdue ones costs nothing while there are none.
 */
export class Window {
  #entries = new Map<number, Outstanding>();
  #sequenceNumber: number;

  constructor(lastSequenceNumber = 0) {
    this.#sequenceNumber = lastSequenceNumber;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** The next sequence number: 1 to 0x7FFFFFFF and round again, passing over those still unanswered. */
  nextSequenceNumber(): number {
    do {
      this.#sequenceNumber = this.#sequenceNumber >= limits.sequenceNumberMax ? 1 : this.#sequenceNumber + 1;
    } while (this.#entries.has(this.#sequenceNumber));
    return this.#sequenceNumber;
  }

  add(sequenceNumber: number, entry: Outstanding): void {
    this.#entries.set(sequenceNumber, entry);
  }

  peek(sequenceNumber: number): Outstanding | undefined {
    return this.#entries.get(sequenceNumber);
  }

  remove(sequenceNumber: number): void {
    this.#entries.delete(sequenceNumber);
  }

  /** Takes out the oldest entries for which `overdue` holds. */
  takeOverdue(overdue: (sentAtMs: number) => boolean): Outstanding[] {
    const taken: Outstanding[] = [];
    for (const [sequenceNumber, entry] of this.#entries) {
      if (!overdue(entry.sentAtMs)) break;
      this.#entries.delete(sequenceNumber);
      taken.push(entry);
    }
    return taken;
  }

  /** Takes out everything, in the order of sending. */
  takeAll(): Outstanding[] {
    const taken = [...this.#entries.values()];
    this.#entries.clear();
    return taken;
  }
}
