import { decide } from "./src/decide.ts";
import { aMoment, aSubmission, nowMs } from "./test/configuration.ts";
import { liveOf, snapshotOf } from "./test/snapshot.ts";
import * as w from "./bench/worlds.ts";
const worlds: Record<string, () => any> = {
  all: () => w.inventedWorld({ ...w.pricedWorld(1000), routes: w.tenThousandRoutes(w.spreadScope), rules: w.thousandRules(w.spreadRule), filters: w.thousandFilters(), spamLimits: w.spamLimits }),
  noText: () => w.inventedWorld({ routes: w.tenThousandRoutes().filter((r: any) => r.textMatch === "any") }),
  placeOnly: () => w.inventedWorld({ routes: w.tenThousandRoutes().filter((r: any) => r.textMatch === "any" && r.senders.length+r.recipients.length===0) }),
  nothing: () => w.inventedWorld(),
  routes: () => w.inventedWorld({ routes: w.tenThousandRoutes() }),
  rules1: () => w.inventedWorld({ rules: w.thousandRules() }),
  filters: () => w.inventedWorld({ filters: w.thousandFilters() }),
  harmless: () => w.expressionWorld("harmless"),
  catastrophic: () => w.expressionWorld("catastrophic"),
};
const names = (process.argv[2] ?? "nothing,routes").split(",");
const adversarial = names.includes("harmless");
const snaps = names.map((n) => snapshotOf(worlds[n]!()));
const subs = (adversarial ? w.adversarialMessages() : w.inventedMessages(names.includes("all") ? 1000 : 1)).map((m) => aSubmission({ text: w.shortText, ...m }));
let turn = 0;
const live = { ...liveOf(aMoment({ unreservedMicros: 10n ** 12n })), poolTurn: () => turn, isConnectionUp: () => true };
const times = names.map(() => [] as number[]);
for (let r = 0; r < 12000; r++) {
  names.forEach((_, i) => {
    const t = performance.now();
    for (let k = 0; k < 16; k++) { if (decide(subs[turn++ % subs.length]!, snaps[i]!, live, nowMs).outcome !== "accepted") throw new Error("x"); }
    if (r > 4000) times[i]!.push((performance.now() - t) * 1e6 / 16);
  });
}
names.forEach((n, i) => { const s = times[i]!.sort((a, b) => a - b); console.log(n.padEnd(14), "p10", Math.round(s[s.length * 0.1 | 0]!), "median", Math.round(s[s.length >> 1]!), "p99", Math.round(s[s.length * 0.99 | 0]!)); });
