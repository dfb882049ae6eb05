/** Blocking and unblocking a supplier: what will happen is said first, and why may be told. */
import { ActionIcon, Button, Group, Menu, Modal, Stack, Text, Textarea } from "@mantine/core";
import { type Supplier, supplierBlock } from "@switchyard/contract";
import { IconBan, IconDots, IconPlayerPlay } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useMay, useSend } from "../../api.ts";
import { useContractForm } from "../../parts/contract-form.ts";
import { ProblemNote } from "../../parts/problem.tsx";
import { said } from "../../parts/said.ts";

const acts = {
  block: {
    word: "Block",
    icon: <IconBan size={14} />,
    endpoint: "blockSupplier",
    says: "Messages for it wait, or move to the next member of their pool. What it has taken already is not touched, and its receipts are still read.",
    done: "is blocked.",
  },
  unblock: {
    word: "Unblock",
    icon: <IconPlayerPlay size={14} />,
    endpoint: "unblockSupplier",
    says: "It takes messages again, also those that waited for it.",
    done: "is unblocked.",
  },
} as const;

type Act = keyof typeof acts;

/** The button of a supplier's page. */
export function BlockButton({ supplier }: { supplier: Supplier }) {
  return (
    <BlockAct supplier={supplier}>
      {({ word, icon }, ask) => (
        <Button variant="default" leftSection={icon} onClick={ask}>
          {word}
        </Button>
      )}
    </BlockAct>
  );
}

/** The menu of a supplier's row. */
export function SupplierMenu({ supplier }: { supplier: Supplier }) {
  return (
    <BlockAct supplier={supplier}>
      {({ word, icon }, ask) => (
        <Menu>
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" size="sm" aria-label={`Actions for ${supplier.name}`}>
              <IconDots size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={icon} onClick={ask}>
              {word}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </BlockAct>
  );
}

interface BlockActProps {
  supplier: Supplier;
  /** What asks for it. */
  children: (act: (typeof acts)[Act], ask: () => void) => ReactNode;
}

/** What can be done now, for those who may, and the dialog before it. */
function BlockAct({ supplier, children }: BlockActProps) {
  const mayOperate = useMay("connections.operate");
  const [opened, setOpened] = useState(false);
  // The dialog keeps to what was asked while it fades, when the supplier has changed already.
  const [asked, setAsked] = useState<Act>("block");
  if (!mayOperate) return null;
  const possible = supplier.blocked ? "unblock" : "block";
  const ask = () => {
    setAsked(possible);
    setOpened(true);
  };
  const close = () => setOpened(false);
  return (
    <>
      {children(acts[possible], ask)}
      <Modal opened={opened} onClose={close} title={`${acts[asked].word} ${supplier.name}`}>
        <BlockForm supplier={supplier} act={asked} onDone={close} />
      </Modal>
    </>
  );
}

interface BlockFormProps {
  supplier: Supplier;
  act: Act;
  onDone: () => void;
}

function BlockForm({ supplier, act, onDone }: BlockFormProps) {
  const { word, says, done, endpoint } = acts[act];
  const send = useSend(endpoint);
  const { form, onSubmit, working, problem } = useContractForm({
    schema: supplierBlock,
    initialValues: { reason: "" },
    toBody: (values) => values,
    submit: async (body) => {
      await send.mutateAsync({ params: { supplierId: supplier.id }, body });
      said(`${supplier.name} ${done}`);
      onDone();
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        {problem !== undefined && <ProblemNote error={problem} />}
        <Text size="sm">{says}</Text>
        <Textarea
          label="Reason"
          description="Kept in the history. May be left empty."
          autosize
          minRows={2}
          maxLength={500}
          data-autofocus
          {...form.getInputProps("reason")}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onDone}>
            Cancel
          </Button>
          <Button type="submit" loading={working} {...(act === "block" && { color: "red.9" })}>
            {word}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
