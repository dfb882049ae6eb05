/** Chooses the columns of a list; the choice stands in the URL and is remembered for the next visit. */
import { ActionIcon, Checkbox, Popover, Stack, Tooltip, UnstyledButton } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { IconColumns3 } from "@tabler/icons-react";
import { useMemo } from "react";
import type { ListState } from "../list-state.ts";
import { columnId } from "./data-table.tsx";
import type { Columns } from "./features.ts";

/** The columns to show: those of the URL, else those chosen last time, else undefined (the usual ones). */
export function useShownColumns(list: ListState, name: string): readonly string[] | undefined {
  const [remembered] = useRemembered(name);
  const inUrl = list.search.columns;
  return useMemo(() => {
    const chosen = inUrl ?? remembered;
    return chosen ? chosen.split(",") : undefined;
  }, [inUrl, remembered]);
}

function useRemembered(name: string) {
  return useLocalStorage<string>({
    key: `switchyard-columns-${name}`,
    defaultValue: "",
    getInitialValueInEffect: false,
  });
}

interface ColumnChoiceProps<T extends object> {
  name: string;
  columns: Columns<T>;
  list: ListState;
}

export function ColumnChoice<T extends object>({ name, columns, list }: ColumnChoiceProps<T>) {
  const [, remember, forget] = useRemembered(name);
  const shown = useShownColumns(list, name);
  const choices = columns.filter((column) => column.enableHiding !== false && typeof column.header === "string");
  const isShown = (column: Columns<T>[number]) => (shown ? shown.includes(columnId(column)) : !column.meta?.extra);
  const toggle = (column: Columns<T>[number]) => {
    const id = columnId(column);
    const chosen = choices.filter((other) => (columnId(other) === id ? !isShown(other) : isShown(other))).map(columnId);
    remember(chosen.join(","));
    list.showColumns(chosen);
  };
  return (
    <Popover position="bottom-end">
      <Popover.Target>
        <Tooltip label="Columns">
          <ActionIcon variant="default" size={30} aria-label="Choose columns">
            <IconColumns3 size={16} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown p="sm">
        <Stack gap={7}>
          {choices.map((column) => (
            <Checkbox
              key={columnId(column)}
              size="xs"
              label={String(column.header)}
              checked={isShown(column)}
              onChange={() => toggle(column)}
            />
          ))}
          <UnstyledButton
            className="text-link"
            fz="xs"
            mt={2}
            onClick={() => {
              forget();
              list.showColumns(undefined);
            }}
          >
            Usual columns
          </UnstyledButton>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
