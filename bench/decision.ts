/** decide() alone: what judging, pricing and routing one message costs, on configurations small and large. */
import { benchDecide, type DecideFigure } from "../packages/engine/bench/decide.ts";
import { type Figure, thousands } from "./figure.ts";

export const decision: Figure<readonly DecideFigure[]> = {
  key: "decide",
  says: "decide(), nanoseconds a decision: median / 99th percentile of batches of 16, and what the snapshot keeps in memory",
  repeats: true,
  run: async () => benchDecide(),
  rows: (figures) =>
    figures.map(
      ({ name, medianNs, p99Ns, memoryMb }) =>
        [name, `${thousands(medianNs)} / ${thousands(p99Ns)} ns, ${thousands(memoryMb ?? 0)} MB`] as const,
    ),
};
