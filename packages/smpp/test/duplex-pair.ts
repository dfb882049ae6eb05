import { Duplex } from "node:stream";

/** One end of an in-memory connection: what is written here is read there, in a later turn, with back-pressure. */
class End extends Duplex {
  other: End | undefined;
  #waiting: (() => void) | undefined;

  constructor() {
    // As net.Socket: when the peer ends, so do we.
    super({ allowHalfOpen: false, highWaterMark: 16_384 });
  }

  override _read(): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.();
  }

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    setImmediate(() => this.#deliver(chunk, done));
  }

  override _writev(chunks: { chunk: Buffer }[], done: (error?: Error | null) => void): void {
    const whole = Buffer.concat(chunks.map(({ chunk }) => chunk));
    setImmediate(() => this.#deliver(whole, done));
  }

  override _final(done: () => void): void {
    setImmediate(() => {
      if (this.other !== undefined && !this.other.destroyed) this.other.push(null);
      done();
    });
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    const { other } = this;
    setImmediate(() => {
      if (other !== undefined && !other.destroyed && !other.readableEnded) other.push(null);
    });
    done(error);
  }

  #deliver(chunk: Buffer, done: (error?: Error | null) => void): void {
    const { other } = this;
    if (other === undefined || other.destroyed) done(new Error("the other end is gone"));
    else if (other.push(chunk)) done();
    else other.#waiting = done;
  }
}

/** Two streams that are each other's peer: real octets, no port. */
export function duplexPair(): [Duplex, Duplex] {
  const one = new End();
  const two = new End();
  one.other = two;
  two.other = one;
  return [one, two];
}
