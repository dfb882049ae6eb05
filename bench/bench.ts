/**
 * `npm run bench`: every figure, as a table for people and as JSON for scripts. Figures that vary are measured three
 * times and the median is shown; generator, switch, database and supplier share the machine, so read ratios, not promises.
 */
import { cpus, release } from "node:os";
import { parseArgs } from "node:util";
import { books } from "./books.ts";
import { codec } from "./codec.ts";
import { decision } from "./decision.ts";
import { endToEnd, endToEndPaced } from "./end-to-end.ts";
import { expressions } from "./expressions.ts";
import { type Figure, medianOf } from "./figure.ts";
import { idle } from "./idle.ts";
import { kannel } from "./kannel.ts";
import { priceFile } from "./price-file.ts";

const figures: readonly Figure<unknown>[] = [
  codec,
  decision,
  endToEnd,
  endToEndPaced,
  expressions,
  books,
  priceFile,
  kannel,
  idle,
].map((figure) => figure as Figure<unknown>);

const help = `npm run bench -- [options]

  --quick          a tenth of the work, one run
  --runs <number>  runs of each figure, of which the median is taken (3)
  --only <name>    one figure; repeat it for several
  --json           print JSON instead of the table

Figures:
${figures.map((figure) => `  ${figure.key.padEnd(16)}${figure.says}`).join("\n")}`;

const { values: options } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    runs: { type: "string" },
    only: { type: "string", multiple: true },
    json: { type: "boolean", default: false },
    help: { type: "boolean", short: "h", default: false },
  },
});
if (options.help) {
  console.log(help);
  process.exit(0);
}
const unknown = options.only?.filter((name) => !figures.some((figure) => figure.key === name)) ?? [];
const runs = Number(options.runs ?? (options.quick ? 1 : 3));
if (unknown.length > 0 || !(runs >= 1)) {
  console.error(
    unknown.length > 0 ? `There is no figure called ${unknown.join(", ")}.` : "--runs needs a number from 1.",
  );
  process.exit(1);
}

// What a build says on the way does not belong into JSON.
if (options.json) console.log = console.error;

const machine = { node: process.version, kernel: release(), cpu: cpus()[0]?.model ?? "", cores: cpus().length };
const results: Record<string, unknown> = { machine, runs, quick: options.quick };
if (!options.json)
  console.log(`${machine.cores} × ${machine.cpu}, Node.js ${machine.node}, ${runs} run(s) of each figure\n`);

for (const figure of figures) {
  if (options.only !== undefined && !options.only.includes(figure.key)) continue;
  const missing = figure.missing?.();
  if (missing === undefined) {
    const measured: unknown[] = [];
    for (let run = 0; run < (figure.repeats ? 1 : runs); run += 1)
      measured.push(await figure.run({ quick: options.quick }));
    results[figure.key] = medianOf(measured);
    if (!options.json) print(figure, results[figure.key]);
  } else {
    results[figure.key] = { skipped: missing };
    if (!options.json) console.log(`${figure.key}: skipped, ${missing}\n`);
  }
}
if (options.json) process.stdout.write(`${JSON.stringify(results, undefined, 2)}\n`);
process.exit(0);

function print(figure: Figure<unknown>, result: unknown): void {
  console.log(`${figure.key}: ${figure.says}`);
  for (const [name, value] of figure.rows(result)) console.log(`  ${name.padEnd(54)}${value.padStart(18)}`);
  console.log();
}
