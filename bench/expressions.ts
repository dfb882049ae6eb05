/**
 * The whole way with expressions over which a backtracking engine takes minutes, on texts made for them, beside the same
 * number of harmless ones: as text filters, replacement rules and routes. Both in turns on one switch, so that the machine's
 * moods fall on both.
 */
import { openShop, type Shop } from "../e2e/shop.ts";
import { type SwitchUnderTest, startSwitch } from "../e2e/switch.ts";
import { type Figure, thousands } from "./figure.ts";
import { runEsmeProcess, startSmscProcess } from "./simulators.ts";

export interface Expressions {
  readonly harmlessPerSecond: number;
  readonly catastrophicPerSecond: number;
  /** Of the throughput with harmless expressions. */
  readonly changePercent: number;
  readonly lost: number;
}

const catastrophic = [
  "^(a+)+$",
  "^(a|aa)+$",
  "^(([a-z])+.)+[A-Z]([a-z])+$",
  "(.*)*x",
  "^([a-z]+)*=$",
  "(a*)*b",
  "(a|a?)+c",
  "^(.*a){12}d$",
];
const harmless = [
  "^[0-9]+$",
  "^(b|bb)$",
  "^[A-Z][a-z]+[0-9]$",
  "[0-9]x",
  "^[a-z]+=$",
  "[0-9]b",
  "[0-9]c",
  "^[0-9]{12}d$",
];
/** None of the expressions fits it, and each has every way to try. */
const adversarialText = `${"a".repeat(120)}!`;

export const expressions: Figure<Expressions> = {
  key: "expressions",
  says: "ESME → switch → SMSC with 24 expressions made for backtracking engines, and with 24 harmless ones",
  run: ({ quick }) => measure(quick ? 10_000 : 60_000),
  repeats: true,
  rows: (result) => [
    ["messages a second, harmless expressions", thousands(result.harmlessPerSecond)],
    ["messages a second, catastrophic ones", thousands(result.catastrophicPerSecond)],
    ["change", `${result.changePercent} %`],
    ["lost", String(result.lost)],
  ],
};

async function measure(count: number): Promise<Expressions> {
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
    const speeds: Record<"harmless" | "catastrophic", number[]> = { harmless: [], catastrophic: [] };
    let lost = 0;
    const load = async (messages: number) => {
      const report = await runEsmeProcess([
        ...["--port", String(under.smppPort), "--system-id", shop.system_id, "--password", shop.password],
        ...["--connections", "4", "--window", "400", "--count", String(messages), "--grace", "20"],
        ...["--text", adversarialText],
      ]);
      lost += report.receiptsMissing + report.unanswered;
      return report.receiptedPerSecond;
    };
    await load(Math.min(20_000, count));
    for (let turn = 0; turn < 3; turn++) {
      for (const [kind, list] of [["harmless", harmless] as const, ["catastrophic", catastrophic] as const]) {
        const undo = await setUp(under, shop, list);
        speeds[kind].push(await load(count));
        await undo();
      }
    }
    const [harmlessPerSecond, catastrophicPerSecond] = [middle(speeds.harmless), middle(speeds.catastrophic)];
    const changePercent = Math.round((catastrophicPerSecond / harmlessPerSecond - 1) * 1_000) / 10;
    return { harmlessPerSecond, catastrophicPerSecond, changePercent, lost };
  } finally {
    await under.stop();
    await smsc.stop();
  }
}

/** Each expression as a filter, a rule and a route; answers how to take them away again. */
async function setUp({ admin }: SwitchUnderTest, shop: Shop, list: readonly string[]): Promise<() => Promise<void>> {
  const owner = `client-${shop.clientId}` as const;
  const { items: pools } = await admin.listPools({ query: {} });
  const poolId = pools[0]?.id ?? 0;
  const made: (() => Promise<unknown>)[] = [];
  for (const [index, pattern] of list.entries()) {
    const filter = await admin.createTextFilter({
      body: { name: `filter ${index}`, match: "regex", pattern, action: "block" },
    });
    const rule = await admin.createRule({
      params: { owner },
      body: { kind: "content", operation: "replace", match: "regex", search: pattern, replacements: ["never"] },
    });
    const route = await admin.createRoute({
      params: { scope: owner },
      body: { poolId, textMatch: "regex", textPattern: pattern, priority: 1 },
    });
    made.push(
      () => admin.deleteTextFilter({ params: { filterId: filter.id } }),
      () => admin.deleteRule({ params: { owner, ruleId: rule.id } }),
      () => admin.deleteRoute({ params: { scope: owner, routeId: route.id } }),
    );
  }
  return async () => {
    for (const undo of made) await undo();
  };
}

const middle = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;
