/**
 * `npm run bench`: every figure, as a table for people and as JSON for scripts. Figures that vary are measured three
 * times and the median is shown; generator, switch, database and supplier share the machine, so read ratios, not promises.
 */
import { cpus, release } from "node:os";
import { Command } from "commander";
import { codec } from "./codec.ts";
import { decision } from "./decision.ts";
import { endToEnd, endToEndPaced } from "./end-to-end.ts";
import { type Figure, medianOf } from "./figure.ts";
import { idle } from "./idle.ts";
import { kannel } from "./kannel.ts";

const figures: readonly Figure<unknown>[] = [codec, decision, endToEnd, endToEndPaced, kannel, idle].map(
  (figure) => figure as Figure<unknown>,
);

const program = new Command("bench")
  .description("Measures Switchyard on this machine.")
  .option("--quick", "a tenth of the work, one run", false)
  .option("--runs <number>", "runs of each figure, of which the median is taken", Number)
  .option("--only <name...>", `some figures: ${figures.map((figure) => figure.key).join(", ")}`)
  .option("--json", "print JSON instead of the table", false)
  .addHelpText(
    "after",
    `\nFigures:\n${figures.map((figure) => `  ${figure.key.padEnd(16)}${figure.says}`).join("\n")}`,
  );

const options = program.parse().opts<{ quick: boolean; runs?: number; only?: string[]; json: boolean }>();
const unknown = options.only?.filter((name) => !figures.some((figure) => figure.key === name)) ?? [];
if (unknown.length > 0) program.error(`There is no figure called ${unknown.join(", ")}.`);
const runs = options.runs ?? (options.quick ? 1 : 3);
if (!(runs >= 1)) program.error("--runs needs a number from 1.");

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
if (options.json) console.log(JSON.stringify(results, undefined, 2));
process.exit(0);

function print(figure: Figure<unknown>, result: unknown): void {
  console.log(`${figure.key}: ${figure.says}`);
  for (const [name, value] of figure.rows(result)) console.log(`  ${name.padEnd(54)}${value.padStart(18)}`);
  console.log();
}
