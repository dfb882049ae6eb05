/** What an import would change, row by row: how many of each kind, and what is wrong with the bad ones. */
import { Chip, Group, Table } from "@mantine/core";
import {
  type RuleImportClass,
  type RuleImportPreview,
  type RuleImportRow,
  ruleImportClasses,
} from "@switchyard/contract";
import { useState } from "react";
import { formatCount } from "../../figures.ts";
import { Status, type Tone } from "../../status.tsx";
import { spoken } from "../../tones.ts";
import rulesClasses from "../rules.module.css";
import { operationWords } from "../words.ts";
import classes from "./import.module.css";

const looks: Readonly<Record<RuleImportClass, { tone: Tone; word: string }>> = {
  bad: { tone: "bad", word: "Bad" },
  changed: { tone: "wait", word: "Changed" },
  new: { tone: "good", word: "New" },
  unchanged: { tone: "idle", word: "Unchanged" },
};

export function ImportedRows({ preview }: { preview: RuleImportPreview }) {
  const [only, setOnly] = useState<RuleImportClass>();
  const { counts, rows, rowsTotal } = preview;
  const shown = only && counts[only] > 0 ? rows.filter((row) => row.class === only) : rows;
  return (
    <section aria-label="What would change">
      <Group gap={6} mb="xs">
        {ruleImportClasses
          .filter((name) => counts[name] > 0)
          .map((name) => (
            <Chip
              key={name}
              size="xs"
              checked={only === name}
              onChange={(isChosen) => setOnly(isChosen ? name : undefined)}
            >
              {formatCount(counts[name])} {looks[name].word.toLowerCase()}
            </Chip>
          ))}
      </Group>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className={classes.rows} tabIndex={0} aria-label="Rows of the import">
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Line</Table.Th>
              <Table.Th>State</Table.Th>
              <Table.Th>Rule</Table.Th>
              <Table.Th>What changes</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map((row) => (
              <Table.Tr key={row.line}>
                <Table.Td className="figures">{row.line}</Table.Td>
                <Table.Td>
                  <Status tone={looks[row.class].tone}>{looks[row.class].word}</Status>
                </Table.Td>
                <Table.Td>
                  <RuleOfRow row={row} />
                </Table.Td>
                <Table.Td>
                  <Said row={row} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </section>
      {rows.length < rowsTotal && (
        <p className={rulesClasses.quiet}>
          The first {formatCount(rows.length)} of {formatCount(rowsTotal)} rows are shown, bad and changed ones before
          the others.
        </p>
      )}
    </section>
  );
}

function RuleOfRow({ row: { rule, source } }: { row: RuleImportRow }) {
  if (!rule) return <span className={rulesClasses.quiet}>{source}</span>;
  const [first, ...more] = rule.replacements;
  return (
    <span>
      {operationWords[rule.operation].label}
      {rule.search !== "" && (
        <>
          {" "}
          <code className={rulesClasses.phrase}>{rule.search}</code>
        </>
      )}
      {first !== undefined && (
        <>
          {" → "}
          <code className={rulesClasses.phrase}>{first}</code>
        </>
      )}
      {more.length > 0 && <span className={rulesClasses.quiet}> or {more.length} more</span>}
    </span>
  );
}

function Said({ row: { errors, changes } }: { row: RuleImportRow }) {
  if (errors.length > 0) {
    return errors.map(({ field, message }) => (
      <div key={`${field} ${message}`} className={classes.fault}>
        <b>{nameOf(field)}</b> {message}
      </div>
    ));
  }
  return changes.map(({ field, before, after }) => (
    <div key={field}>
      {nameOf(field)}: <del className={classes.before}>{worded(before)}</del> → {worded(after)}
    </div>
  ));
}

/** `ignoreCase` → `Ignore case`; a rule's supplier and id are named as the file names them. */
function nameOf(field: string): string {
  if (field === "viaSupplierId") return "Supplier";
  if (field === "ruleId") return "ID";
  return spoken(field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
}

function worded(value: unknown): string {
  if (value === null || value === "") return "none";
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.join(" | ");
  if (typeof value === "boolean") return value ? "yes" : "no";
  return String(value);
}
