/** Lists of lines in a form: headers, fields, rules, words; each line can go, and another come. */
import { ActionIcon, Button, Stack, Text, TextInput, Tooltip } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./rows.module.css";
import { keyed, type NamedLine } from "./template-values.ts";
import type { ConnectionValues } from "./values.ts";

export type ConnectionForm = UseFormReturnType<ConnectionValues>;

interface LinesProps {
  title: string;
  says?: string;
  /** What one line is called: "Header". */
  noun: string;
  form: ConnectionForm;
  path: string;
  lines: readonly { key: number }[];
  blank: () => object;
  children: (place: number) => ReactNode;
}

export function Lines({ title, says, noun, form, path, lines, blank, children }: LinesProps) {
  return (
    <Stack gap={6}>
      <Text size="sm" fw={500}>
        {title}
      </Text>
      {says && (
        <Text size="xs" c="dimmed">
          {says}
        </Text>
      )}
      {lines.map(({ key }, place) => (
        <div key={key} className={classes.line}>
          <div className={classes.fields}>{children(place)}</div>
          <Tooltip label="Remove">
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={`Remove ${noun.toLowerCase()} ${place + 1}`}
              onClick={() => form.removeListItem(path, place)}
            >
              <IconTrash size={14} />
            </ActionIcon>
          </Tooltip>
        </div>
      ))}
      <Button
        variant="subtle"
        w="fit-content"
        leftSection={<IconPlus size={14} />}
        onClick={() => form.insertListItem(path, keyed(blank()))}
      >
        {lines.length === 0 ? `Add a ${noun.toLowerCase()}` : `Another ${noun.toLowerCase()}`}
      </Button>
    </Stack>
  );
}

interface NamedLinesProps {
  title: string;
  noun: string;
  form: ConnectionForm;
  path: string;
  lines: readonly NamedLine[];
}

/** Names and their values. */
export function NamedLines({ noun, ...rest }: NamedLinesProps) {
  const { form, path } = rest;
  return (
    <Lines {...rest} noun={noun} blank={() => ({ name: "", value: "" })}>
      {(place) => (
        <>
          <TextInput
            aria-label={`Name of ${noun.toLowerCase()} ${place + 1}`}
            placeholder="Name"
            autoComplete="off"
            {...form.getInputProps(`${path}.${place}.name`)}
          />
          <TextInput
            aria-label={`Value of ${noun.toLowerCase()} ${place + 1}`}
            placeholder="Value"
            autoComplete="off"
            className="mono"
            {...form.getInputProps(`${path}.${place}.value`)}
          />
        </>
      )}
    </Lines>
  );
}
