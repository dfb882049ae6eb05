/**
 * One line of a CSV file (RFC 4180). Text that a spreadsheet would run as a formula gets an apostrophe before it, and so
 * does text that looks as if it had got one, so that whoever takes one off reads what was written.
 */
export function csvLine(values: readonly (string | number | null)[]): string {
  return `${values.map(csvField).join(",")}\r\n`;
}

const NUMBER = /^-?\d+(\.\d+)?$/;

function csvField(value: string | number | null): string {
  const text = value === null ? "" : String(value);
  const safe = /^'*[=+\-@\t\r]/.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
