/** What a numbering plan would change, row by row: how many of each kind, and what is wrong with the bad ones. */
import { Chip, Group, Table } from "@mantine/core";
import { type PlanPreview, type PlanRow, type PlanRowClass, planRowClasses } from "@switchyard/contract";
import { useState } from "react";
import { formatCount } from "../../../parts/figures.ts";
import { Place } from "../../../parts/place.tsx";
import { Status, type Tone } from "../../../parts/status.tsx";
import classes from "../destinations.module.css";

const looks: Readonly<Record<PlanRowClass, { tone: Tone; word: string }>> = {
  bad: { tone: "bad", word: "Bad" },
  changed: { tone: "info", word: "Changed" },
  new: { tone: "good", word: "New" },
  removed: { tone: "wait", word: "Removed" },
  unchanged: { tone: "idle", word: "Unchanged" },
};

export function PlanRows({ preview }: { preview: PlanPreview }) {
  const [only, setOnly] = useState<PlanRowClass>();
  const { counts, rows, rowsTotal } = preview;
  const shown = only && counts[only] > 0 ? rows.filter((row) => row.class === only) : rows;
  return (
    <section aria-label="What would change">
      <Group gap={6} mb="xs">
        {planRowClasses
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
      <section className={classes.rows} tabIndex={0} aria-label="Rows of the file">
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Line</Table.Th>
              <Table.Th>State</Table.Th>
              <Table.Th>Prefix</Table.Th>
              <Table.Th>Now</Table.Th>
              <Table.Th>Then</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map((row) => (
              <Table.Tr key={`${row.line} ${row.digits} ${row.message}`}>
                <Table.Td className="figures">{row.line ?? "–"}</Table.Td>
                <Table.Td>
                  <Status tone={looks[row.class].tone}>{looks[row.class].word}</Status>
                </Table.Td>
                <Table.Td className="figures">{row.digits === null ? "–" : `+${row.digits}`}</Table.Td>
                <Outcome of={row} />
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </section>
      {rows.length < rowsTotal && (
        <p className={classes.quiet}>
          The first {formatCount(rows.length)} of {formatCount(rowsTotal)} rows are shown, bad and changed ones before
          the others.
        </p>
      )}
    </section>
  );
}

function Outcome({ of }: { of: PlanRow }) {
  if (of.class === "bad") {
    return (
      <Table.Td colSpan={2} className={classes.message ?? ""}>
        {of.message.charAt(0).toUpperCase() + of.message.slice(1)}
      </Table.Td>
    );
  }
  return (
    <>
      <Table.Td>{of.oldCountry ? <Place country={of.oldCountry} network={of.oldNetwork} /> : "–"}</Table.Td>
      <Table.Td>{of.country ? <Place country={of.country} network={of.network} /> : "–"}</Table.Td>
    </>
  );
}
