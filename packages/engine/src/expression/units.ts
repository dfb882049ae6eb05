/**
 * A text's code units as an array of numbers, for reading a string character by character takes longer. A message's text
 * and sender are each asked for by one table after another: the two asked for last are kept. The array is good until two
 * other texts are asked for, so nobody asks while another reads.
 */
export function unitsOf(text: string): Uint16Array {
  if (text === latest.text) return latest.units;
  const other = latest;
  latest = before;
  before = other;
  if (text !== latest.text) read(text, latest);
  return latest.units;
}

/** An array longer than its text is as good, so that it is seldom made anew. */
interface Read {
  text: string;
  units: Uint16Array;
}

let latest: Read = { text: "", units: new Uint16Array(256) };
let before: Read = { text: "", units: new Uint16Array(256) };

function read(text: string, into: Read): void {
  const { length } = text;
  if (into.units.length < length) into.units = new Uint16Array(length * 2);
  const { units } = into;
  for (let at = 0; at < length; at++) units[at] = text.charCodeAt(at);
  into.text = text;
}
