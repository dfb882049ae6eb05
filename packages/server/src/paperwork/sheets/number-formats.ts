/** How a workbook shows its numbers: only that tells a date or a percentage from any other number. */
import { XmlScanner } from "./xml.ts";

export type NumberKind = "number" | "date" | "percent";

/** The kinds by cell style; a workbook without styles has none. */
export function readNumberKinds(part: Buffer | undefined): readonly NumberKind[] {
  if (!part) return [];
  const scan = new XmlScanner(part);
  const custom = new Map<string, NumberKind>();
  const kinds: NumberKind[] = [];
  let isCellStyle = false;
  while (scan.next()) {
    if (scan.name === "cellXfs") isCellStyle = scan.kind === "open";
    if (scan.kind === "close") continue;
    if (scan.name === "numFmt") {
      const attributes = scan.attributes();
      custom.set(attributes.get("numFmtId") ?? "", kindOf(attributes.get("formatCode") ?? ""));
    }
    if (scan.name !== "xf" || !isCellStyle) continue;
    const id = scan.attribute("numFmtId") ?? "0";
    kinds.push(custom.get(id) ?? builtIn(Number(id)));
  }
  return kinds;
}

/** The formats that every program knows by number (ECMA-376, part 1, 18.8.30), with those of East Asia. */
const builtInDates = [
  [14, 22],
  [27, 36],
  [45, 45],
  [47, 47],
  [50, 58],
] as const;

function builtIn(id: number): NumberKind {
  if (id === 9 || id === 10) return "percent";
  return builtInDates.some(([first, last]) => id >= first && id <= last) ? "date" : "number";
}

/** By the format's letters, past text in it, colours and the like; time that elapsed, "[h]:mm", is no date. */
function kindOf(code: string): NumberKind {
  if (/\[(h+|m+|s+)\]/i.test(code)) return "number";
  const signs = code.replaceAll(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, "");
  if (signs.includes("%")) return "percent";
  return /[dmyhs]/i.test(signs) ? "date" : "number";
}
