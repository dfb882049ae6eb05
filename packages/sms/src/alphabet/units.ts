/**
 * A text's code units as an array of numbers, for reading a string character by character takes longer. A message's text
 * and sender are each asked for by one table after another: the two asked for last are kept. The array, which may be
 * longer than the text, is good until two other texts are asked for, so nobody asks for others while reading one. What is
 * kept stays as long as the longest text that was asked for.
 */
export function unitsOf(text: string): Uint16Array {
  if (text === latest.text) return latest.units;
  const other = latest;
  latest = before;
  before = other;
  if (text !== latest.text) latest.read(text);
  return latest.units;
}

/** From this length on the runtime's own copy is quicker than a loop. */
const COPY_MIN = 24;

/** Browsers have no buffers; and these write the lower octet first, as not all machines read. */
const { Buffer: buffers } = globalThis as { Buffer?: { from(memory: ArrayBufferLike): Octets } };
const canCopy = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

interface Octets {
  write(text: string, encoding: "utf16le"): number;
}

/** An array longer than its text is as good, so that it is seldom made anew. */
class Reading {
  text = "";
  units = new Uint16Array(256);
  #octets = octetsOf(this.units);

  read(text: string): void {
    const { length } = text;
    if (this.units.length < length) this.#grow(length * 2);
    if (this.#octets !== undefined && length >= COPY_MIN) this.#octets.write(text, "utf16le");
    else for (let at = 0; at < length; at++) this.units[at] = text.charCodeAt(at);
    this.text = text;
  }

  #grow(length: number): void {
    this.units = new Uint16Array(length);
    this.#octets = octetsOf(this.units);
  }
}

function octetsOf({ buffer }: Uint16Array): Octets | undefined {
  return canCopy ? buffers?.from(buffer) : undefined;
}

let latest = new Reading();
let before = new Reading();
