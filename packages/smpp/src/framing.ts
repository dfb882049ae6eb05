import { limits } from "./limits.ts";

/** A command_length that cannot be: the stream has no next PDU, so the session ends (SMPP 3.4 §3.2). */
export interface FramingError {
  readonly command_length: number;
  /** The faulty PDU's own sequence number where its header is whole, else 0. */
  readonly sequence_number: number;
}

export interface Framed {
  /** Whole PDUs in order, headers included; views of the chunk unless a PDU came in pieces. */
  readonly pdus: readonly Buffer[];
  /** Set when what follows `pdus` is not a PDU; nothing more comes out of this framer. */
  readonly error?: FramingError;
}

export interface Framer {
  push(chunk: Buffer): Framed;
  /** Octets of a PDU that is still incomplete. */
  readonly octetsHeld: number;
}

const headerOctets = limits.pduOctetsMin;
const nothing = Buffer.alloc(0);

/**
 * Cuts a stream of octets into PDUs. Whole PDUs are views of the chunk they came in; only one that straddles chunks is
 * copied, into a buffer that grows with what has really arrived, so that a claimed length costs nothing.
 */
export function createFramer({ pduOctetsMax = limits.pduOctetsMax }: { pduOctetsMax?: number } = {}): Framer {
  let held: Buffer = nothing;
  let octetsHeld = 0;
  let broken: Framed | undefined;

  function hold(chunk: Buffer, from: number, to: number): void {
    const octets = octetsHeld + to - from;
    if (octets > held.length) {
      const grown = Buffer.allocUnsafe(Math.max(octets, 2 * held.length, 64));
      held.copy(grown, 0, 0, octetsHeld);
      held = grown;
    }
    chunk.copy(held, octetsHeld, from, to);
    octetsHeld = octets;
  }

  /** A length that is too long is told once the header is whole, for the sake of its sequence number. */
  function isBroken(octets: Buffer, from: number, to: number): boolean {
    const known = to - from;
    if (known < 4) return false;
    const length = octets.readUInt32BE(from);
    return length < headerOctets || (known >= headerOctets && length > pduOctetsMax);
  }

  function fail(pdus: readonly Buffer[], octets: Buffer, from: number): Framed {
    const command_length = octets.readUInt32BE(from);
    const sequence_number = command_length < headerOctets ? 0 : octets.readUInt32BE(from + 12);
    broken = { pdus: [], error: { command_length, sequence_number } };
    held = nothing;
    octetsHeld = 0;
    return { pdus, error: { command_length, sequence_number } };
  }

  function push(chunk: Buffer): Framed {
    if (broken !== undefined) return broken;
    const pdus: Buffer[] = [];
    let at = 0;
    while (at < chunk.length) {
      if (octetsHeld === 0) {
        if (isBroken(chunk, at, chunk.length)) return fail(pdus, chunk, at);
        const left = chunk.length - at;
        const length = left < headerOctets ? headerOctets : chunk.readUInt32BE(at);
        const to = at + Math.min(left, length);
        if (left < length) hold(chunk, at, to);
        else pdus.push(chunk.subarray(at, to));
        at = to;
      } else {
        const wanted = octetsHeld < headerOctets ? headerOctets : held.readUInt32BE(0);
        const to = Math.min(chunk.length, at + wanted - octetsHeld);
        hold(chunk, at, to);
        at = to;
        if (isBroken(held, 0, octetsHeld)) return fail(pdus, held, 0);
        if (octetsHeld >= headerOctets && octetsHeld === held.readUInt32BE(0)) {
          pdus.push(held.subarray(0, octetsHeld));
          held = nothing;
          octetsHeld = 0;
        }
      }
    }
    return { pdus };
  }

  return {
    push,
    get octetsHeld() {
      return octetsHeld;
    },
  };
}
