/** Turns on or off what a row of a list stands for. */
import { Switch } from "@mantine/core";
import { useState } from "react";
import { said } from "./said.ts";

interface RowSwitchProps {
  /** For a screen reader: "Germany to Main is on". */
  label: string;
  isOn: boolean;
  mayChange: boolean;
  /** Does it; a refusal is told in the corner, and the switch goes back. */
  onTurn: (isOn: boolean) => Promise<unknown>;
}

export function RowSwitch({ label, isOn, mayChange, onTurn }: RowSwitchProps) {
  const [asked, setAsked] = useState<boolean>();
  const turn = async (next: boolean) => {
    setAsked(next);
    await onTurn(next).catch((error: Error) => said(error));
    setAsked(undefined);
  };
  return (
    <Switch
      size="xs"
      aria-label={label}
      checked={asked ?? isOn}
      disabled={!mayChange}
      onChange={(event) => void turn(event.currentTarget.checked)}
    />
  );
}
