/** Ctrl-K: goes to any page, finds a client, opens a message by its id, searches messages by number. */
import { Combobox, Modal, ScrollArea, TextInput, useCombobox } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useState } from "react";
import classes from "./palette.module.css";
import { type Found, type FoundGroup, useFound } from "./palette-found.ts";

interface PaletteProps {
  opened: boolean;
  onOpen: () => void;
  onClose: () => void;
}

export function Palette({ opened, onOpen, onClose }: PaletteProps) {
  useHotkeys([["mod+K", opened ? onClose : onOpen]], []);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      withCloseButton={false}
      centered={false}
      yOffset="12vh"
      size={580}
      padding={0}
      // What is typed right after Ctrl K must find the field there.
      transitionProps={{ duration: 0 }}
      attributes={{ content: { "aria-label": "Search" } }}
    >
      <Search onClose={onClose} />
    </Modal>
  );
}

function Search({ onClose }: { onClose: () => void }) {
  const [typed, setTyped] = useState("");
  const [isWanted, setIsWanted] = useState(false);
  const { groups, isPending } = useFound(typed.trim());
  const combobox = useCombobox({ opened: true });
  const shown = groups.flatMap(({ found }) => found.map(({ id }) => id)).join(" ");
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever other things are found, the first is chosen
  useEffect(() => {
    combobox.selectFirstOption();
  }, [shown]);
  const all = groups.flatMap(({ found }) => found);
  const go = (chosen: Found | undefined) => {
    onClose();
    chosen?.go();
  };
  // Enter was faster than the answer: the first thing it brings is meant.
  useEffect(() => {
    if (!isWanted || isPending) return;
    setIsWanted(false);
    if (all[0]) go(all[0]);
  });
  const wait = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !isPending) return;
    event.preventDefault();
    event.stopPropagation();
    setIsWanted(true);
  };
  return (
    <Combobox store={combobox} onOptionSubmit={(id) => go(all.find((one) => one.id === id))}>
      <Combobox.EventsTarget>
        <TextInput
          autoFocus
          onKeyDownCapture={wait}
          size="md"
          aria-label="Search"
          placeholder="A page, a client, a message id or a phone number"
          leftSection={<IconSearch size={16} />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          classNames={{ input: classes.input ?? "" }}
        />
      </Combobox.EventsTarget>
      <ScrollArea.Autosize mah="min(420px, 60vh)" type="scroll">
        <Combobox.Options className={classes.options ?? ""} aria-label="Found">
          {groups.map((group) => (
            <Group key={group.name} group={group} />
          ))}
          {groups.length === 0 && !isPending && (
            <Combobox.Empty>Nothing found. Try a login, a company, a phone number or a message id.</Combobox.Empty>
          )}
        </Combobox.Options>
      </ScrollArea.Autosize>
    </Combobox>
  );
}

function Group({ group }: { group: FoundGroup }) {
  return (
    <Combobox.Group label={group.name}>
      {group.found.map(({ id, label, says, icon: Icon }) => (
        <Combobox.Option key={id} value={id} className={classes.option ?? ""}>
          <Icon size={16} stroke={1.7} aria-hidden />
          <span className={classes.label}>{label}</span>
          {says && <span className={classes.says}>{says}</span>}
        </Combobox.Option>
      ))}
    </Combobox.Group>
  );
}
