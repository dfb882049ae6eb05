/**
 * One cell of a table. A Date is what the clock on the wall says, kept in its UTC fields: a spreadsheet knows no zones.
 */
export type Cell = string | number | Date | null;

/** What a cell holds as text, without spaces around it; numbers without exponent. */
export function cellText(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return "";
  if (typeof cell === "string") return (ASCII.test(cell) ? cell : cell.replaceAll(SPACES, " ")).trim();
  if (cell instanceof Date) return cell.toISOString().slice(0, 19).replace("T", " ").replace(" 00:00:00", "");
  return plainDecimal(cell);
}

export function isBlank(cell: Cell | undefined): boolean {
  return cell === null || cell === undefined || (typeof cell === "string" && cell.trim() === "");
}

/** Most cells, which need no look at their spaces. */
const ASCII = /^[\x20-\x7e]*$/;

/** No-break and thin spaces, which spreadsheets put between thousands, and the byte order mark. */
const SPACES = /[\u00a0\u2000-\u200b\u202f\u205f\u2060\ufeff]/g;

/** The shortest decimal that reads back as the same double, so 0.0075 stays 0.0075. */
function plainDecimal(value: number): string {
  const text = String(value);
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (!match) return text;
  const [, sign = "", first = "", rest = "", exponent = "0"] = match;
  const digits = first + rest;
  const point = 1 + Number(exponent);
  if (point <= 0) return `${sign}0.${"0".repeat(-point)}${digits}`;
  return `${sign}${digits.padEnd(point, "0")}`;
}
