/**
 * The whole way: ESME → switch → supplier's SMSC and every receipt back, with a price, a charge and fsync. Generator,
 * switch, PostgreSQL and SMSC simulator are processes of their own and share this machine.
 */
import { setTimeout as pause } from "node:timers/promises";
import { familyOf, type Usage, usageOf } from "../e2e/processes.ts";
import { openShop } from "../e2e/shop.ts";
import { type SwitchUnderTest, startSwitch } from "../e2e/switch.ts";
import { type Figure, thousands } from "./figure.ts";
import { runEsmeProcess, startSmscProcess } from "./simulators.ts";

export interface EndToEnd {
  /** Messages whose receipt came back, a second, from the first submit to the last receipt. */
  readonly messagesPerSecond: number;
  /** From submit_sm to its receipt. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** From submit_sm to submit_sm_resp. */
  readonly answerP50Ms: number;
  readonly answerP99Ms: number;
  readonly accepted: number;
  readonly receipts: number;
  readonly duplicates: number;
  readonly lost: number;
  /** Of all processes together. */
  readonly cpuSecondsPer10000: number;
  /** Of the switch and its PostgreSQL. */
  readonly switchCpuSecondsPer10000: number;
  readonly peakMemoryMegabytes: number;
  readonly switchPeakMemoryMegabytes: number;
}

const connections = 4;
const window = 400;

export const endToEnd: Figure<EndToEnd> = {
  key: "endToEnd",
  says: `ESME (${connections} sessions, window ${window}) → switch → SMSC and receipts back, as fast as it goes`,
  run: ({ quick }) => measure(quick ? 30_000 : 300_000, "0"),
  rows: (result) => rowsOf(result),
};

/** At a speed that leaves room: what latency is when nothing queues. */
export const endToEndPaced: Figure<EndToEnd> = {
  key: "endToEndPaced",
  says: "the same at 2,000 messages a second: latency when nothing queues",
  run: ({ quick }) => measure(quick ? 10_000 : 40_000, "2000"),
  rows: (result) => rowsOf(result),
};

async function measure(count: number, rate: string): Promise<EndToEnd> {
  const smsc = await startSmscProcess(["--quiet", "--receipt-latency", "10"]);
  const under = await startSwitch({ env: { SWITCHYARD_LOG_LEVEL: "warn" } });
  try {
    const shop = await openShop(under, {
      supplierPorts: [smsc.port],
      supplierSessions: 2,
      supplierWindowMax: 1_000,
      sessionsMax: 10,
      windowMax: 10_000,
    });
    const load = (messages: number, perSecond: string): ReturnType<typeof runEsmeProcess> =>
      runEsmeProcess([
        ...["--port", String(under.smppPort), "--system-id", shop.system_id, "--password", shop.password],
        ...["--connections", String(connections), "--window", String(window)],
        ...["--count", String(messages), "--rate", perSecond, "--grace", "20"],
      ]);
    await load(Math.min(20_000, count), rate); // the first messages pay for compilation and first pages
    const watch = watchUsage(under);
    const report = await load(count, rate);
    const used = await watch.end();
    const per10000 = 10_000 / Math.max(1, report.acknowledged);
    return {
      messagesPerSecond: report.receiptedPerSecond,
      p50Ms: report.receiptLatency.p50Ms,
      p99Ms: report.receiptLatency.p99Ms,
      answerP50Ms: report.submitLatency.p50Ms,
      answerP99Ms: report.submitLatency.p99Ms,
      accepted: report.acknowledged,
      receipts: report.receiptsMatched,
      duplicates: report.duplicateReceipts + report.duplicateIds,
      lost: report.receiptsMissing + report.unanswered,
      cpuSecondsPer10000: round(used.all.cpuSeconds * per10000, 3),
      switchCpuSecondsPer10000: round(used.switch.cpuSeconds * per10000, 3),
      peakMemoryMegabytes: round(used.all.residentOctets / 1e6, 0),
      switchPeakMemoryMegabytes: round(used.switch.residentOctets / 1e6, 0),
    };
  } finally {
    await under.stop();
    await smsc.stop();
  }
}

interface Used {
  readonly all: Usage;
  readonly switch: Usage;
}

/** Processor time spent and the highest memory seen from now until end(); `all` is this process and its children. */
function watchUsage(under: SwitchUnderTest): { end(): Promise<Used> } {
  let isOver = false;
  const peak = { all: 0, switch: 0 };
  const look = async (): Promise<Used> => {
    const [all, own] = [await usageOf(await familyOf(process.pid)), await under.usage()];
    peak.all = Math.max(peak.all, all.residentOctets);
    peak.switch = Math.max(peak.switch, own.residentOctets);
    return { all, switch: own };
  };
  const first = look();
  const watching = (async () => {
    while (!isOver) {
      await look();
      await pause(1_000);
    }
  })();
  return {
    async end() {
      isOver = true;
      await watching;
      const [before, after] = [await first, await look()];
      const used = (key: "all" | "switch"): Usage => ({
        cpuSeconds: after[key].cpuSeconds - before[key].cpuSeconds,
        residentOctets: peak[key],
      });
      return { all: used("all"), switch: used("switch") };
    },
  };
}

function rowsOf(result: EndToEnd): [string, string][] {
  return [
    ["messages a second, receipts included", thousands(result.messagesPerSecond)],
    ["submit to response, p50 / p99", `${result.answerP50Ms} / ${result.answerP99Ms} ms`],
    ["submit to receipt, p50 / p99", `${result.p50Ms} / ${result.p99Ms} ms`],
    ["accepted, receipts", `${thousands(result.accepted)}, ${thousands(result.receipts)}`],
    ["duplicates, lost", `${result.duplicates}, ${result.lost}`],
    [
      "CPU seconds per 10,000: all, switch and PostgreSQL",
      `${result.cpuSecondsPer10000}, ${result.switchCpuSecondsPer10000}`,
    ],
    [
      "peak memory: all, switch and PostgreSQL",
      `${result.peakMemoryMegabytes}, ${result.switchPeakMemoryMegabytes} MB`,
    ],
  ];
}

function round(number: number, digits: number): number {
  return Number(number.toFixed(digits));
}
