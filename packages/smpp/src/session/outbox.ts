import type { Duplex } from "node:stream";
import { limits } from "../limits.ts";
import { encodeInto, octetsAtMost } from "../pdu/encode.ts";
import type { CommandName } from "../pdu/pdus.ts";

const chunkOctetsMin = 512;
const chunkOctetsMax = 65_536;

/**
 * What a session writes. PDUs are encoded straight into a chunk; everything written in one turn of the event loop
 * leaves in one socket write. A chunk is never reused: the socket owns it once it is handed over.
 */
export class Outbox {
  readonly #stream: Duplex;
  #chunk: Buffer = Buffer.alloc(0);
  #used = 0;
  #scheduled = false;
  #octetsThisTurn = 0;
  #nextChunkOctets = chunkOctetsMin;
  #closed = false;
  octetsSent = 0;

  constructor(stream: Duplex) {
    this.#stream = stream;
  }

  /** Octets the peer has not taken yet. */
  get octetsQueued(): number {
    return this.#used + this.#stream.writableLength;
  }

  get isFull(): boolean {
    return this.octetsQueued > limits.writeQueueOctetsSoft;
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  /** False once closed. Throws EncodingError for values that do not fit, and then has written nothing. */
  write(command: CommandName, command_status: number, sequence_number: number, values: object): boolean {
    if (this.#closed) return false;
    const fields = values as Readonly<Record<string, unknown>>;
    const room = octetsAtMost(command, fields);
    if (this.#used + room > this.#chunk.length) {
      this.#handOver();
      this.#chunk = Buffer.allocUnsafe(Math.max(room, this.#nextChunkOctets));
    }
    const end = encodeInto(this.#chunk, this.#used, command, command_status, sequence_number, fields);
    this.#octetsThisTurn += end - this.#used;
    this.#used = end;
    if (!this.#scheduled) {
      this.#scheduled = true;
      setImmediate(this.#flushTurn);
    }
    return true;
  }

  /** Hands everything to the socket now. */
  flush(): void {
    this.#handOver();
    if (this.#stream.writableCorked > 0) this.#stream.uncork();
  }

  /** Hands over the last octets, ends our side, and does not wait for ever for the peer to end its own. */
  end(): void {
    if (this.#closed) return;
    this.flush();
    this.#closed = true;
    this.#stream.end();
    // Whatever still comes is thrown away, but has to be read for the end to be seen.
    this.#stream.resume();
    const linger = setTimeout(() => this.#stream.destroy(), limits.lingerMs);
    linger.unref();
    this.#stream.once("close", () => clearTimeout(linger));
  }

  destroy(): void {
    this.#closed = true;
    this.#stream.destroy();
  }

  readonly #flushTurn = (): void => {
    this.#scheduled = false;
    this.flush();
    this.#nextChunkOctets = Math.min(chunkOctetsMax, Math.max(chunkOctetsMin, 2 * this.#octetsThisTurn));
    this.#octetsThisTurn = 0;
  };

  /** Several chunks in one turn are corked together and leave by one writev. */
  #handOver(): void {
    if (this.#used === 0 || this.#closed || !this.#stream.writable) return;
    if (this.#stream.writableCorked === 0) this.#stream.cork();
    this.#stream.write(this.#chunk.subarray(0, this.#used));
    this.octetsSent += this.#used;
    this.#chunk = this.#chunk.subarray(this.#used);
    this.#used = 0;
  }
}
