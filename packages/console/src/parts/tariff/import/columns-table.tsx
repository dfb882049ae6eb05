/** The first rows of the file as they stand in it, and over each column what it was taken for. */
import { Select } from "@mantine/core";
import type { FileField, FileReading } from "@switchyard/contract";
import { fileFields } from "@switchyard/contract";
import type { Tariff } from "../tariff.ts";
import { type FileChoices, fieldAt, withColumn } from "./choices.ts";
import classes from "./import.module.css";

interface ColumnsTableProps {
  reading: FileReading;
  choices: FileChoices;
  noun: Tariff["noun"];
  disabled: boolean;
  onChange: (columns: NonNullable<FileChoices["columns"]>) => void;
}

const fieldNames: Readonly<Record<Exclude<FileField, "amount">, string>> = {
  country: "Country",
  network: "Network name",
  mcc: "MCC",
  mnc: "MNC",
  mccmnc: "MCC and MNC",
  dialCode: "Dial code",
  currency: "Currency",
  billing: "Charged by",
  validFrom: "Valid from",
  validTo: "Valid to",
};

const amountNames = { price: "Price", cost: "Cost" } as const;

export function ColumnsTable({ reading, choices, noun, disabled, onChange }: ColumnsTableProps) {
  const width = Math.max(reading.header.length, ...reading.sample.map((cells) => cells.length));
  const columns = Array.from({ length: width }, (_, column) => ({ column, field: fieldAt(reading, column) }));
  const options = fileFields.map((value) => ({
    value,
    label: value === "amount" ? amountNames[noun] : fieldNames[value],
  }));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={classes.sheet} aria-label="Columns of the file" tabIndex={0}>
      <table>
        <thead>
          <tr>
            {columns.map(({ column, field }) => (
              <td key={column}>
                <Select
                  size="xs"
                  aria-label={`Column ${reading.header[column] || column + 1} is`}
                  placeholder="Not used"
                  clearable
                  disabled={disabled}
                  data={options}
                  value={field ?? null}
                  onChange={(value) => {
                    const chosen = fileFields.find((name) => name === value);
                    onChange(withColumn(reading, choices, column, chosen));
                  }}
                />
              </td>
            ))}
          </tr>
          {reading.header.length > 0 && (
            <tr>
              {columns.map(({ column, field }) => (
                <th key={column} scope="col" data-unused={field === undefined || undefined}>
                  {reading.header[column]}
                </th>
              ))}
            </tr>
          )}
        </thead>
        <tbody>
          {reading.sample.map((cells, line) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines of a file that never change places
            <tr key={line}>
              {columns.map(({ column, field }) => (
                <td key={column} title={cells[column]} data-unused={field === undefined || undefined}>
                  {cells[column]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
