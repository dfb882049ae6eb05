import { buildRouteTable } from "./src/route/routes.ts";
import { foldText } from "./src/expression/fold.ts";
import { buildWildcardSet } from "./src/expression/wildcard.ts";
import { buildPatternSet } from "./src/expression/pattern-set.ts";
import { snapshotOf } from "./test/snapshot.ts";
import { aSubmission } from "./test/configuration.ts";
import * as w from "./bench/worlds.ts";
const routes = w.tenThousandRoutes();
const table = buildRouteTable(routes);
const snap = snapshotOf(w.inventedWorld());
const subs = w.inventedMessages().map((m) => aSubmission(m));
const facts = subs.map((s) => ({ type: "sms" as const, destination: snap.destinations.find(s.recipient)!, sender: s.sender, recipient: s.recipient, text: s.text }));
const set = buildWildcardSet([...new Set(routes.flatMap((r) => r.senders))]);
const texts = buildPatternSet(routes.filter((r) => r.textMatch !== "any").map((r) => ({ match: r.textMatch === "contains" ? "plain" as const : "regex" as const, source: r.textPattern, ignoreCase: r.textMatch === "contains" })));
function time(name: string, f: (i: number) => unknown) {
  const ts: number[] = [];
  let x: unknown;
  for (let r = 0; r < 6000; r++) { const t = performance.now(); for (let i = 0; i < 50; i++) x = f((r * 50 + i) % facts.length); if (r > 1500) ts.push((performance.now() - t) * 1e6 / 50); }
  ts.sort((a, b) => a - b); console.log(name.padEnd(30), "p10", Math.round(ts[ts.length * 0.1 | 0]!), "median", Math.round(ts[ts.length >> 1]!)); return x;
}
time("find destination", (i) => snap.destinations.find(facts[i]!.recipient));
time("fold", (i) => foldText(facts[i]!.sender));
time("lower", (i) => facts[i]!.sender.toLowerCase());
time("wildcards", (i) => set.find(facts[i]!.sender));
time("texts", (i) => texts.find(facts[i]!.text!));
time("matching", (i) => table.matching(facts[i]!));
time("matching+next", (i) => table.matching(facts[i]!).next());
const only = (f: (r: any) => boolean) => buildRouteTable(routes.filter(f));
const placeOnly = only((r) => r.senders.length === 0 && r.recipients.length === 0 && r.textMatch === "any");
const numberOnly = only((r) => r.recipients.length > 0);
const senderOnly = only((r) => r.senders.length > 0);
const textOnly = only((r) => r.textMatch !== "any");
time("matching place", (i) => placeOnly.matching(facts[i]!));
time("matching+next place", (i) => placeOnly.matching(facts[i]!).next());
time("matching numbers", (i) => numberOnly.matching(facts[i]!));
time("matching senders", (i) => senderOnly.matching(facts[i]!));
time("matching text", (i) => textOnly.matching(facts[i]!));
time("matching all again", (i) => table.matching(facts[i]!));
