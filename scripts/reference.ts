/**
 * Writes the parts of the documentation that come from tables in the code: the settings in README.md. With `--check` it
 * writes nothing and fails when something is out of date.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { configTable } from "../packages/server/src/config.ts";

export type Block = { readonly file: string; readonly mark: string; readonly content: string };

/** The text with the content between its marks; undefined when it does not hold the marks. */
export function withBlock(text: string, { mark, content }: Omit<Block, "file">): string | undefined {
  const [start, end] = [`<!-- ${mark}:start -->`, `<!-- ${mark}:end -->`];
  const [from, to] = [text.indexOf(start), text.indexOf(end)];
  if (from < 0 || to < from) return undefined;
  return `${text.slice(0, from + start.length)}\n${content}\n${text.slice(to)}`;
}

const blocks: readonly Block[] = [{ file: "README.md", mark: "config", content: configTable() }];

function main(isCheck: boolean): void {
  for (const block of blocks) {
    const file = fileURLToPath(new URL(`../${block.file}`, import.meta.url));
    if (!existsSync(file)) continue;
    const text = readFileSync(file, "utf8");
    const fresh = withBlock(text, block);
    if (fresh === text) continue;
    if (fresh === undefined) fail(`${block.file} has no block between <!-- ${block.mark}:start --> and :end`);
    else if (isCheck) fail(`${block.file} is out of date; npx tsx scripts/reference.ts writes it`);
    else writeFileSync(file, fresh);
  }
}

function fail(message: string): void {
  console.error(message);
  process.exitCode = 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main(process.argv.includes("--check"));
