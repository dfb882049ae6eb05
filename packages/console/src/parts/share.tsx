/** A rate between 0 and 1 as a percentage; a dash where nothing was counted. */
import { formatShare } from "./figures.ts";

export function Share({ of }: { of: number | null }) {
  return <span className="figures">{of === null ? "–" : formatShare(of, 1)}</span>;
}
