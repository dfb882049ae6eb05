import { formatCount } from "../../../parts/figures.ts";

/** `1 number`, `2,000 numbers` */
export const counted = (count: number): string => `${formatCount(count)} ${count === 1 ? "number" : "numbers"}`;

/** What became of numbers that were added. */
export function addedWords({ added, already }: { added: number; already: number }): string {
  return `${counted(added)} added${already > 0 ? `; ${formatCount(already)} were listed before` : ""}.`;
}
