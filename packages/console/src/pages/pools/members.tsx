/** The members of a pool: connections with their shares, or in the order they are tried. */
import { ActionIcon, Button, Group, Stack, Text } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import type { Pool } from "@switchyard/contract";
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { ConnectionSelect } from "../../parts/library-selects.tsx";
import { WholeNumberInput } from "../../parts/number-input.tsx";
import classes from "./members.module.css";

interface MemberLine {
  key: number;
  connectionId: string | null;
  percent: string;
}

export interface PoolValues extends Record<string, unknown> {
  name: string;
  strategy: Pool["strategy"];
  /** Of a pool by best delivery. */
  ceilingAmount: string;
  ceilingCurrency: string;
  rerouteMax: string;
  comment: string;
  members: MemberLine[];
}

let lastKey = 0;

export function memberLine(connectionId: string | null, percent: string): MemberLine {
  lastKey += 1;
  return { key: lastKey, connectionId, percent };
}

interface MembersProps {
  form: UseFormReturnType<PoolValues>;
}

export function Members({ form }: MembersProps) {
  const { members, strategy } = form.values;
  const shares = strategy === "percentage";
  const sum = members.reduce((total, { percent }) => total + (Number(percent) || 0), 0);
  return (
    <Stack gap={6}>
      <Group justify="space-between">
        <Text size="sm" fw={500}>
          Members
        </Text>
        {shares && (
          <Text size="xs" className="figures" c={sum === 100 ? "dimmed" : "var(--sy-wait)"} aria-live="polite">
            {sum}% of 100%
          </Text>
        )}
      </Group>
      {members.map((member, place) => (
        <Member key={member.key} form={form} place={place} />
      ))}
      {form.errors.members && (
        <Text size="xs" c="var(--mantine-color-error)">
          {form.errors.members}
        </Text>
      )}
      <Button
        variant="subtle"
        w="fit-content"
        leftSection={<IconPlus size={14} />}
        onClick={() => form.insertListItem("members", memberLine(null, String(Math.max(0, 100 - sum))))}
      >
        Another connection
      </Button>
    </Stack>
  );
}

function Member({ form, place }: MembersProps & { place: number }) {
  const { members, strategy } = form.values;
  const number = place + 1;
  const move = (to: number) => form.reorderListItem("members", { from: place, to });
  return (
    <div className={classes.member}>
      <ConnectionSelect
        aria-label={`Connection ${number}`}
        placeholder="Connection"
        {...form.getInputProps(`members.${place}.connectionId`)}
      />
      {strategy === "percentage" ? (
        <WholeNumberInput
          aria-label={`Percent of connection ${number}`}
          w={76}
          rightSection="%"
          {...form.getInputProps(`members.${place}.percent`)}
        />
      ) : (
        // The order is what a priority pool goes by, and what decides between equals in the others.
        <Group gap={2} wrap="nowrap">
          <Act label={`Move connection ${number} up`} off={place === 0} onClick={() => move(place - 1)}>
            <IconArrowUp size={14} />
          </Act>
          <Act label={`Move connection ${number} down`} off={number === members.length} onClick={() => move(place + 1)}>
            <IconArrowDown size={14} />
          </Act>
        </Group>
      )}
      <Act
        label={`Remove connection ${number}`}
        off={members.length === 1}
        onClick={() => form.removeListItem("members", place)}
      >
        <IconTrash size={14} />
      </Act>
    </div>
  );
}

interface ActProps {
  label: string;
  off: boolean;
  onClick: () => void;
  children: ReactNode;
}

function Act({ label, off, onClick, children }: ActProps) {
  return (
    <ActionIcon variant="subtle" color="gray" size={30} aria-label={label} disabled={off} onClick={onClick}>
      {children}
    </ActionIcon>
  );
}
