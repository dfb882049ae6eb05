/** Rules brought in many at once: what a file would change is shown first, and then saved as a whole or not at all. */
import { createHash } from "node:crypto";
import {
  contractLimits,
  type FieldError,
  type Rule,
  type RuleImportPreview,
  type RuleImportRow,
  type RuleKind,
  type RuleOwner,
  type RuleSettings,
  ruleImportClasses,
} from "@switchyard/contract";
import { requirePlace } from "../catalogue/tariff.ts";
import { updateRow, written } from "../history/columns.ts";
import type { Author, Queryable, Transact } from "../history/history.ts";
import type { Paperwork } from "../paperwork/paperwork.ts";
import type { RuleFile, RuleFileRow } from "../paperwork/rule-file.ts";
import type { Encoding } from "../paperwork/sheets/encoding.ts";
import { ThreadPoolError } from "../paperwork/thread-pool.ts";
import { Refusal } from "../refusal.ts";
import {
  placeFault,
  readRules,
  recordRules,
  requireRoom,
  requireRuleOwner,
  ruleColumns,
  ruleFields,
  settingsOf,
} from "./rules.ts";
import { insertRules } from "./rules-copy.ts";

export interface RulesToImport {
  readonly octets: Uint8Array;
  readonly kind?: RuleKind | undefined;
  readonly encoding?: Encoding | undefined;
}

interface Parts {
  readonly db: Queryable;
  readonly transact: Transact;
  readonly paperwork: Paperwork;
}

/** What a file would change, row by row; the first rows alone where there are many. */
export async function previewRuleImport(
  { db, paperwork }: Omit<Parts, "transact">,
  owner: RuleOwner,
  file: RulesToImport,
): Promise<RuleImportPreview> {
  await requireRuleOwner(db, owner);
  const read = await readFile(paperwork, file);
  const held = await readRules(db, owner);
  const rows = await classify(db, owner, held, read);
  const ordered = ruleImportClasses.flatMap((name) => rows.filter((row) => row.class === name));
  return {
    counts: countsOf(rows),
    rows: ordered.slice(0, contractLimits.ruleRowsShownMax),
    rowsTotal: rows.length,
    basis: basisOf(held),
  };
}

/** Saves what a file changes, all or nothing: refused while a row is bad, and when the rules are others than `basis` says. */
export async function importRules(
  { paperwork, transact }: Omit<Parts, "db">,
  author: Author,
  owner: RuleOwner,
  file: RulesToImport & { readonly basis?: string | undefined },
): Promise<{ counts: RuleImportPreview["counts"] }> {
  const read = await readFile(paperwork, file);
  return transact(async (tx) => {
    await requireRuleOwner(tx, owner, "for no key update");
    const held = await readRules(tx, owner);
    if (file.basis !== undefined && file.basis !== basisOf(held)) {
      throw new Refusal("wrong_state", "The rules were changed since the preview. Look at what the file changes now.");
    }
    const rows = await classify(tx, owner, held, read);
    refuseBad(rows);
    await requireRoom(tx, owner, rows.filter((row) => row.class === "new").length);
    await saveChanged(tx, author, owner, { held, rows });
    const added = rows.flatMap((row) => (row.class === "new" && row.rule ? [row.rule] : []));
    await insertRules(tx, author, owner, { action: "import", rules: added });
    return { counts: countsOf(rows) };
  });
}

async function readFile(paperwork: Paperwork, { octets, kind, encoding }: RuleFile): Promise<RuleFileRow[]> {
  try {
    return await paperwork.run("readRuleFile", { octets, kind, encoding });
  } catch (error) {
    if (!(error instanceof ThreadPoolError)) throw error;
    if (error.thrown === "SheetError") throw new Refusal("unreadable_file", error.message);
    if (error.fault === "busy") {
      throw new Refusal("busy", "Too much paperwork is waiting. Try again in a minute.");
    }
    if (error.fault === "timed_out" || error.fault === "died") {
      throw new Refusal("unreadable_file", "Reading the rules takes too long. Split the file and send the parts.");
    }
    throw error;
  }
}

/** Each row beside the rule that it changes or repeats, if there is one. */
async function classify(
  db: Queryable,
  owner: RuleOwner,
  held: readonly Rule[],
  read: readonly RuleFileRow[],
): Promise<RuleImportRow[]> {
  const suppliers = await supplierIds(db, read);
  const places = await placeFaults(db, read);
  const waiting = new HeldRules(held);
  const rows = read.map((row) => placed(row, { owner, suppliers, places }));
  // What a row names by its id is its own, also where an earlier row says the same.
  const matches = rows.map(({ ruleId }) => waiting.takeById(ruleId));
  const lines = new Map<number, number>();
  return rows.map((row, index) => {
    const { rule, errors, line, source, ruleId } = row;
    const before = lines.get(ruleId ?? 0);
    if (ruleId !== null && before !== undefined) {
      errors.push({ field: "ruleId", message: `is that of line ${before} too` });
    }
    if (ruleId !== null) lines.set(ruleId, line);
    if (errors.length > 0 || !rule) return { line, class: "bad", ruleId: null, rule, source, changes: [], errors };
    const match = matches[index] ?? waiting.takeAlike(rule);
    if (!match) return { line, class: "new", ruleId: null, rule, source, changes: [], errors };
    const changes = differences(match, rule);
    return {
      line,
      class: changes.length > 0 ? "changed" : "unchanged",
      ruleId: match.id,
      rule,
      source,
      changes,
      errors,
    };
  });
}

interface PlacedRow {
  readonly line: number;
  readonly ruleId: number | null;
  readonly rule: RuleSettings | null;
  readonly source: string;
  readonly errors: Fault[];
}

interface Known {
  readonly owner: RuleOwner;
  readonly suppliers: ReadonlyMap<string, number>;
  readonly places: ReadonlyMap<string, Fault>;
}

type Fault = RuleImportRow["errors"][number];

/** The row, which its thread has checked, with its supplier found and with what only the books can tell to be wrong. */
function placed(row: RuleFileRow, { owner, suppliers, places }: Known): PlacedRow {
  const { line, ruleId, source, viaSupplierName } = row;
  const viaSupplierId = viaSupplierName === "" ? null : suppliers.get(viaSupplierName.toLowerCase());
  const errors = [...row.faults];
  if (viaSupplierId === undefined) errors.push({ field: "viaSupplierId", message: "names no supplier" });
  if (!row.rule || viaSupplierId === undefined) return { line, ruleId, rule: null, source, errors };
  const rule = settingsOf({ ...row.rule, viaSupplierId });
  for (const fault of [placeFault(owner, rule), places.get(placeOf(rule))]) if (fault) errors.push(fault);
  return { line, ruleId, rule, source, errors };
}

const placeOf = ({ country, network }: Pick<RuleSettings, "country" | "network">) => `${country}.${network ?? ""}`;

/** What is wrong with the places that rows name, each asked for once. */
async function placeFaults(db: Queryable, rows: readonly RuleFileRow[]): Promise<ReadonlyMap<string, Fault>> {
  const places = new Map(rows.flatMap(({ rule }) => (rule?.country ? [[placeOf(rule), rule] as const] : [])));
  const faults = new Map<string, Fault>();
  for (const [key, { country, network }] of places) {
    try {
      await requirePlace(db, { country: country ?? "", network }, "row");
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      for (const { path, message } of error.errors ?? [])
        faults.set(key, { field: path.replace(/^row\./, ""), message });
    }
  }
  return faults;
}

async function supplierIds(db: Queryable, rows: readonly RuleFileRow[]): Promise<ReadonlyMap<string, number>> {
  const names = [...new Set(rows.map((row) => row.viaSupplierName.toLowerCase()))].filter((name) => name !== "");
  if (names.length === 0) return new Map();
  const { rows: found } = await db.query<{ id: number; name: string }>(
    "select id, lower(name) as name from suppliers where lower(name) = any($1::text[])",
    [names],
  );
  return new Map(found.map(({ id, name }) => [name, id]));
}

/** The owner's rules that no row has been found to be yet. */
class HeldRules {
  readonly #byId: Map<number, Rule>;
  readonly #byText = new Map<string, Rule[]>();
  readonly #byAim = new Map<string, Rule[]>();

  constructor(held: readonly Rule[]) {
    this.#byId = new Map(held.map((rule) => [rule.id, rule]));
    for (const rule of held) {
      push(this.#byText, textOf(rule), rule);
      push(this.#byAim, aimOf(rule), rule);
    }
  }

  /** An id that is none of the owner's means nothing: a file may come from elsewhere. */
  takeById(ruleId: number | null): Rule | undefined {
    const found = ruleId === null ? undefined : this.#byId.get(ruleId);
    if (found) this.#byId.delete(found.id);
    return found;
  }

  /** The same rule, or else one that looks for the same in the same messages. */
  takeAlike(rule: RuleSettings): Rule | undefined {
    const alike = [...(this.#byText.get(textOf(rule)) ?? []), ...(this.#byAim.get(aimOf(rule)) ?? [])];
    return this.takeById(alike.find(({ id }) => this.#byId.has(id))?.id ?? null);
  }
}

function push(map: Map<string, Rule[]>, key: string, rule: Rule): void {
  const list = map.get(key);
  if (list) list.push(rule);
  else map.set(key, [rule]);
}

const textOf = (rule: RuleSettings): string => JSON.stringify(settingsOf(rule));

/** What a rule is about. One that looks for nothing is known by what it adds: two signatures are two rules. */
function aimOf(rule: RuleSettings): string {
  const { kind, country, network, viaSupplierId, sender, operation, match, search, ignoreCase, replacements } = rule;
  const place = [kind, country, network, viaSupplierId, sender, operation, match];
  return JSON.stringify([...place, search, ignoreCase, search === "" ? replacements : null]);
}

function differences(before: RuleSettings, after: RuleSettings): RuleImportRow["changes"] {
  return ruleFields
    .filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
    .map((field) => ({ field, before: before[field], after: after[field] }));
}

function countsOf(rows: readonly RuleImportRow[]): RuleImportPreview["counts"] {
  const counts = { bad: 0, changed: 0, new: 0, unchanged: 0 };
  for (const row of rows) counts[row.class]++;
  return counts;
}

/** Which rules an import was compared with. */
function basisOf(held: readonly Rule[]): string {
  const text = JSON.stringify(held.map((rule) => [rule.id, settingsOf(rule)]));
  return createHash("sha256").update(text).digest("base64url").slice(0, 22);
}

const FAULTS_TOLD = 50;

function refuseBad(rows: readonly RuleImportRow[]): void {
  const errors: FieldError[] = rows.flatMap(({ line, errors: wrong }) =>
    wrong.map(({ field, message }) => ({ path: `body.line ${line}.${field}`, message })),
  );
  const [first] = errors;
  if (!first) return;
  const bad = rows.filter((row) => row.class === "bad").length;
  const says = bad === 1 ? "One row is bad" : `${bad} rows are bad`;
  const where = `${first.path.replace(/^body\./, "").replace(".", ": ")} ${first.message}`;
  throw new Refusal("invalid_request", `${says}, so nothing is saved: ${where}.`, errors.slice(0, FAULTS_TOLD));
}

async function saveChanged(
  tx: Queryable,
  author: Author,
  owner: RuleOwner,
  { held, rows }: { readonly held: readonly Rule[]; readonly rows: readonly RuleImportRow[] },
): Promise<void> {
  const changed = rows.filter((row) => row.class === "changed");
  if (changed.length === 0) return;
  for (const { ruleId, rule } of changed) {
    if (ruleId !== null && rule) await updateRow(tx, "replacement_rules", ruleId, written(ruleColumns, rule));
  }
  const before = new Map(held.map((rule) => [rule.id, rule]));
  const ids = new Set(changed.map(({ ruleId }) => ruleId));
  const after = (await readRules(tx, owner)).filter(({ id }) => ids.has(id));
  const changes = after.map((rule) => ({ before: before.get(rule.id) ?? null, after: rule }));
  await recordRules(tx, author, owner, "import", changes);
}
