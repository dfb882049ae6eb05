/** What a proof found: every rule with its tick, or what is not equal though it should be. */
import type { LedgerCheck } from "@switchyard/contract";
import { IconCheck, IconX } from "@tabler/icons-react";
import { DataTable } from "../../../parts/data-table/data-table.tsx";
import { columnsOf } from "../../../parts/data-table/features.ts";
import { negated, sumOf } from "../../../parts/exact.ts";
import { Figure, FigureStrip } from "../../../parts/figure.tsx";
import { formatCount, groupDecimal } from "../../../parts/figures.ts";
import { Note } from "../../../parts/note.tsx";
import { Status } from "../../../parts/status.tsx";
import { Time } from "../../../parts/time.tsx";
import classes from "./proof-result.module.css";

export interface Rule {
  name: string;
  says: string;
}

/** Whether the books agreed. */
export function Agreement({ check: { differenceCount } }: { check: LedgerCheck }) {
  if (differenceCount === 0) return <Status tone="good">The books agree</Status>;
  return <Status tone="bad">{countedDifferences(differenceCount)}</Status>;
}

export function countedDifferences(count: number): string {
  return `${formatCount(count)} ${count === 1 ? "difference" : "differences"}`;
}

/** `840 ms`, `12.3 s`. */
export function formatDuration(durationMs: number): string {
  return durationMs < 1000 ? `${durationMs} ms` : `${(durationMs / 1000).toFixed(1)} s`;
}

export function ProofFigures({ check }: { check: LedgerCheck | undefined }) {
  return (
    <FigureStrip>
      <Figure label="Proved" note={check && <Time at={check.at} />}>
        {check && <Time at={check.at} as="age" />}
      </Figure>
      <Figure label="Took">{check && formatDuration(check.durationMs)}</Figure>
      <Figure label="Messages">{check && formatCount(check.messages)}</Figure>
      <Figure label="Ledger entries">{check && formatCount(check.entries)}</Figure>
      <Figure label="Clients">{check && formatCount(check.clients)}</Figure>
      <Figure label="Differences">{check && formatCount(check.differenceCount)}</Figure>
    </FigureStrip>
  );
}

interface ProofResultProps {
  check: LedgerCheck;
  rules: readonly Rule[];
}

export function ProofResult({ check, rules }: ProofResultProps) {
  const broken = new Set(check.differences.map(({ rule }) => rule));
  const isCut = check.differenceCount > check.differences.length;
  return (
    <>
      {check.differenceCount > 0 && (
        <>
          <Note tone="bad">
            Traffic goes on, but what is named here can't be trusted until it is explained: do not invoice these clients
            yet, keep a copy of the database, and tell whoever looks after the switch.
            {isCut && ` The first ${check.differences.length} differences are shown.`}
          </Note>
          <Differences check={check} rules={rules} />
        </>
      )}
      <ul className={classes.rules} aria-label="Rules">
        {rules.map(({ name, says }) => (
          <RuleLine key={name} says={says} isBroken={broken.has(name)} isKnown={broken.has(name) || !isCut} />
        ))}
      </ul>
    </>
  );
}

/** Of a proof whose list was cut, a rule that is not named may be broken too: it has no mark. */
function RuleLine({ says, isBroken, isKnown }: { says: string; isBroken: boolean; isKnown: boolean }) {
  const [Mark, word] = isBroken ? ([IconX, "Broken:"] as const) : ([IconCheck, "Holds:"] as const);
  return (
    <li className={classes.rule} data-broken={isBroken || undefined}>
      {isKnown ? <Mark size={15} stroke={2.4} role="img" aria-label={word} /> : <span className={classes.unknown} />}
      <span>{says}</span>
    </li>
  );
}

interface Line {
  key: string;
  rule: string;
  subject: string;
  expected: string;
  actual: string;
}

const column = columnsOf<Line>();
const figure = (key: "expected" | "actual", header: string) =>
  column.accessor(key, { header, meta: { right: true }, cell: ({ getValue }) => groupDecimal(getValue()) });

const columns = column.columns([
  column.accessor("subject", { header: "Whose", cell: ({ getValue }) => <b>{getValue()}</b> }),
  figure("expected", "Should be"),
  figure("actual", "Is"),
  column.display({
    id: "difference",
    header: "Difference",
    meta: { right: true, wide: true },
    cell: ({ row: { original } }) => groupDecimal(sumOf(original.actual, negated(original.expected)) ?? ""),
  }),
  column.accessor("rule", { header: "What should be equal", meta: { grow: true } }),
]);

function Differences({ check, rules }: ProofResultProps) {
  const says = new Map(rules.map((rule) => [rule.name, rule.says]));
  const lines = check.differences.map((difference, place) => ({
    ...difference,
    key: String(place),
    rule: says.get(difference.rule) ?? difference.rule,
  }));
  return <DataTable label="Differences" columns={columns} rows={lines} rowId={({ key }) => key} empty={null} />;
}
