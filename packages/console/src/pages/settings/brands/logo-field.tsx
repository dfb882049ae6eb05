/** Choosing a brand's logo: it is shown as it will be before anything is sent. */
import { Button, FileButton, Group, Input, Stack } from "@mantine/core";
import type { Brand } from "@switchyard/contract";
import { IconUpload } from "@tabler/icons-react";
import { useState } from "react";
import classes from "./brands.module.css";
import { dataUrlOf, faultOf } from "./picture.ts";
import { StoredLogo } from "./stored-logo.tsx";

/** What becomes of the logo on saving: it stays as it is, goes, or is another. */
export type LogoChange = { kind: "kept" } | { kind: "removed" } | { kind: "chosen"; file: File; url: string };

interface LogoFieldProps {
  brand: Brand | undefined;
  change: LogoChange;
  onChange: (change: LogoChange) => void;
}

export function LogoField({ brand, change, onChange }: LogoFieldProps) {
  const [fault, setFault] = useState<string>();
  const has = change.kind === "chosen" || (change.kind === "kept" && brand?.hasLogo === true);
  const choose = async (file: File | null) => {
    if (!file) return;
    const found = faultOf(file);
    setFault(found);
    if (!found) onChange({ kind: "chosen", file, url: await dataUrlOf(file) });
  };
  return (
    <Input.Wrapper
      label="Logo"
      labelElement="div"
      description="PNG or JPEG, up to 512 KB. It stands on white paper, at most 6 cm wide and 1.6 cm high."
      error={fault}
    >
      <Stack gap="xs" mt={4}>
        <div className={classes.preview} data-empty={!has || undefined}>
          {change.kind === "chosen" && <img src={change.url} alt="The logo chosen" className={classes.logo} />}
          {change.kind === "kept" && brand?.hasLogo && <StoredLogo brand={brand} size="large" />}
          {!has && "No logo: the brand's name stands in its place"}
        </div>
        <Group gap="xs">
          <FileButton
            accept="image/png,image/jpeg"
            inputProps={{ "aria-label": "Logo file" }}
            onChange={(file) => void choose(file)}
          >
            {(props) => (
              <Button {...props} variant="default" leftSection={<IconUpload size={14} />}>
                {has ? "Choose another" : "Choose a file"}
              </Button>
            )}
          </FileButton>
          {has && (
            <Button
              variant="subtle"
              color="gray"
              onClick={() => onChange(brand?.hasLogo ? { kind: "removed" } : { kind: "kept" })}
            >
              Take away
            </Button>
          )}
        </Group>
      </Stack>
    </Input.Wrapper>
  );
}
