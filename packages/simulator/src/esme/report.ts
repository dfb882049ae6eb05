/** The result of a load, for people, for scripts (JSON) and for a sheet (CSV). */
import type { LatencySummary } from "../histogram.ts";
import type { Tally } from "./tally.ts";

export interface LoadReport {
  readonly seed: number;
  /** From the first submit to the last answer. */
  readonly submitMs: number;
  /** From the first submit to the last answer or receipt, whichever came later. */
  readonly totalMs: number;
  readonly messages: number;
  /** submit_sm that left, repeats after throttling included. */
  readonly submits: number;
  readonly acknowledged: number;
  readonly rejected: Readonly<Record<string, number>>;
  /** Answers ESME_RTHROTTLED or ESME_RMSGQFUL after which the part was sent again. */
  readonly throttled: number;
  /** Submits whose session ended, or whose time ran out, before the answer. */
  readonly unanswered: number;
  readonly duplicateIds: number;
  readonly receiptsExpected: number;
  /** Final receipts by state, repeats left out. */
  readonly receipts: Readonly<Record<string, number>>;
  readonly receiptsMatched: number;
  readonly receiptsMissing: number;
  readonly duplicateReceipts: number;
  readonly unmatchedReceipts: number;
  readonly unreadableReceipts: number;
  readonly intermediateReceipts: number;
  readonly mobileOriginated: number;
  readonly binds: number;
  readonly disconnects: number;
  /** Acknowledged parts a second, over submitMs. */
  readonly acknowledgedPerSecond: number;
  /** Parts whose receipt came, a second, over totalMs. */
  readonly receiptedPerSecond: number;
  readonly submitLatency: LatencySummary;
  readonly receiptLatency: LatencySummary;
}

export function makeReport(tally: Tally, links: { seed: number; binds: number; disconnects: number }): LoadReport {
  const startMs = tally.firstSubmitMs ?? 0;
  const submitMs = Math.max(0, tally.lastAnswerMs - startMs);
  const totalMs = Math.max(submitMs, tally.lastReceiptMs - startMs);
  return {
    seed: links.seed,
    submitMs: Math.round(submitMs),
    totalMs: Math.round(totalMs),
    messages: tally.messages,
    submits: tally.submits,
    acknowledged: tally.acknowledged,
    rejected: { ...tally.rejected },
    throttled: tally.throttled,
    unanswered: tally.unanswered,
    duplicateIds: tally.duplicateIds,
    receiptsExpected: tally.receiptsExpected,
    receipts: { ...tally.receipts },
    receiptsMatched: tally.receiptsMatched,
    receiptsMissing: tally.receiptsMissing,
    duplicateReceipts: tally.duplicateReceipts,
    unmatchedReceipts: tally.unmatchedReceipts,
    unreadableReceipts: tally.unreadableReceipts,
    intermediateReceipts: tally.intermediateReceipts,
    mobileOriginated: tally.mobileOriginated,
    binds: links.binds,
    disconnects: links.disconnects,
    acknowledgedPerSecond: perSecond(tally.acknowledged, submitMs),
    receiptedPerSecond: perSecond(tally.receiptsMatched, totalMs),
    submitLatency: tally.submitLatency.summary(),
    receiptLatency: tally.receiptLatency.summary(),
  };
}

/** One row of headings and one of values; nested fields are written with a dot. */
export function reportAsCsv(report: LoadReport): string {
  const cells = Object.entries(report).flatMap(([name, value]) =>
    typeof value === "object"
      ? Object.entries(value as Record<string, number>).map(([inner, number]) => [`${name}.${inner}`, number] as const)
      : [[name, value as number] as const],
  );
  return `${cells.map(([name]) => name).join(",")}\n${cells.map(([, value]) => value).join(",")}\n`;
}

/** A table for the terminal. */
export function reportAsText(report: LoadReport): string {
  const listed = (counts: Readonly<Record<string, number>>): string =>
    Object.entries(counts)
      .map(([name, count]) => `${name} ${count}`)
      .join(", ") || "none";
  const latency = (summary: LatencySummary): string =>
    `p50 ${summary.p50Ms} ms, p90 ${summary.p90Ms} ms, p99 ${summary.p99Ms} ms, highest ${summary.maxMs} ms`;
  const rows: [string, string | number][] = [
    ["messages", `${report.messages} in ${report.submits} submits`],
    ["acknowledged", `${report.acknowledged} in ${report.submitMs} ms, ${report.acknowledgedPerSecond} a second`],
    ["rejected", listed(report.rejected)],
    ["throttled, sent again", report.throttled],
    ["unanswered", report.unanswered],
    ["receipts", `${listed(report.receipts)}; ${report.receiptedPerSecond} a second`],
    ["receipts missing", `${report.receiptsMissing} of ${report.receiptsExpected}`],
    ["came twice", `${report.duplicateReceipts} receipts, ${report.duplicateIds} ids`],
    ["unmatched receipts", report.unmatchedReceipts],
    ["submit to response", latency(report.submitLatency)],
    ["submit to receipt", latency(report.receiptLatency)],
    ["binds, disconnects", `${report.binds}, ${report.disconnects}`],
    ["seed", report.seed],
  ];
  return rows.map(([name, value]) => `${name.padEnd(24)}${value}`).join("\n");
}

function perSecond(count: number, ms: number): number {
  return ms <= 0 ? 0 : Math.round((count * 1_000) / ms);
}
