import { inspect, isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { anySubmissions, likelySubmissions } from "./test/arbitraries/submissions.ts";
import { configurations, moments } from "./test/arbitraries.ts";
import { nowMs } from "./test/configuration.ts";
import { liveOf, snapshotOf } from "./test/snapshot.ts";
import { decideSlowly } from "./test/reference.ts";
import { decide } from "./src/decide.ts";
const submissions = fc.oneof({ weight: 19, arbitrary: likelySubmissions }, { weight: 1, arbitrary: anySubmissions });
const expected=(d:any)=>{if(d.outcome==="blocked")return {outcome:d.outcome,reason:d.reason};const {trace,likeness,...rest}=d;return {...rest,likeness:likeness.map(({limitId,windowMs}:any)=>({limitId,windowMs}))};};
let bad=0;
const out = fc.check(fc.property(configurations,moments,submissions,(c,m,s)=>{ const d=decide(s,snapshotOf(c),liveOf(m),nowMs); const all=decideSlowly(s,c,m,nowMs); return all.some(a=>isDeepStrictEqual(a,expected(d)));}),{numRuns:+(process.argv[2]??2000),seed:+(process.argv[3]??1)});
console.log(out.failed, out.numRuns, out.seed);
if(out.failed&&out.counterexample){const [c,m,s]=out.counterexample; const d=decide(s,snapshotOf(c),liveOf(m),nowMs);console.log(inspect({d,all:decideSlowly(s,c,m,nowMs),m,s,c},{depth:9}).slice(0,14000));}
