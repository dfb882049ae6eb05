/** How the file was taken apart, each part changeable. */
import { Select } from "@mantine/core";
import type { FileReading } from "@switchyard/contract";
import { useState } from "react";
import { numberOf, WholeNumberInput } from "../../number-input.tsx";
import type { FileChoices } from "./choices.ts";
import classes from "./import.module.css";

interface ReadingFieldsProps {
  reading: FileReading;
  disabled: boolean;
  onChange: (changes: Partial<FileChoices>) => void;
}

const separators = [
  { value: ",", label: "Comma" },
  { value: ";", label: "Semicolon" },
  { value: "tab", label: "Tab" },
  { value: "|", label: "Bar" },
];
const encodings = [
  { value: "utf-8", label: "UTF-8" },
  { value: "windows-1252", label: "Western (Windows-1252)" },
  { value: "windows-1251", label: "Cyrillic (Windows-1251)" },
  { value: "utf-16le", label: "UTF-16" },
];
const decimals = [
  { value: ".", label: "Point (0.05)" },
  { value: ",", label: "Comma (0,05)" },
];
const dateOrders = [
  { value: "dmy", label: "Day first" },
  { value: "mdy", label: "Month first" },
  { value: "ymd", label: "Year first" },
];

export function ReadingFields({ reading, disabled, onChange }: ReadingFieldsProps) {
  // What a byte order mark says may be none of the usual ones.
  const isUsual = encodings.some(({ value }) => value === reading.encoding);
  const letters = isUsual ? encodings : [...encodings, { value: reading.encoding, label: reading.encoding }];
  const choice = (name: keyof FileChoices) => ({
    allowDeselect: false,
    disabled,
    onChange: (value: string | null) => value !== null && onChange({ [name]: value }),
  });
  return (
    <div className={classes.fields}>
      {reading.kind === "csv" && (
        <>
          <Select label="Separator" data={separators} value={reading.separator || null} {...choice("separator")} />
          <Select label="Letters" data={letters} value={reading.encoding} {...choice("encoding")} />
        </>
      )}
      {reading.sheets.length > 1 && (
        <Select label="Sheet" data={reading.sheets} value={reading.sheet} {...choice("sheet")} />
      )}
      <Select label="Decimal sign" data={decimals} value={reading.decimal} {...choice("decimal")} />
      <Select label="Dates" data={dateOrders} value={reading.dateOrder} {...choice("dateOrder")} />
      <HeaderLine key={reading.headerLine} found={reading.headerLine} disabled={disabled} onChange={onChange} />
    </div>
  );
}

interface HeaderLineProps {
  found: number;
  disabled: boolean;
  onChange: ReadingFieldsProps["onChange"];
}

function HeaderLine({ found, disabled, onChange }: HeaderLineProps) {
  const [typed, setTyped] = useState(String(found));
  const number = numberOf(typed);
  const isGood = typeof number === "number" && number >= 0 && number <= 1000;
  const send = () => {
    if (isGood && number !== found) onChange({ headerLine: number });
  };
  return (
    <WholeNumberInput
      label="Header in line"
      description="0: no header"
      inputWrapperOrder={["label", "input", "description", "error"]}
      disabled={disabled}
      value={typed}
      error={isGood ? undefined : "From 0 to 1000"}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={send}
      onKeyDown={(event) => {
        if (event.key === "Enter") send();
      }}
    />
  );
}
