/** Sends one real message over a connection and shows what went out and what came back. */
import { Button, Group, Modal, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { type Connection, type TestSent, testSend } from "@switchyard/contract";
import { IconSend } from "@tabler/icons-react";
import { useState } from "react";
import { useSend } from "../../../api.ts";
import { latency } from "../../../parts/connection-columns.tsx";
import { sentence } from "../../../parts/field-sentence.ts";
import { ProblemNote } from "../../../parts/problem.tsx";
import { Status } from "../../../parts/status.tsx";
import { WireText } from "./wire-text.tsx";

type Submit = TestSent["submits"][number];

const verdicts: Record<Submit["verdict"], { tone: "good" | "wait" | "bad"; word: string; says: string }> = {
  taken: { tone: "good", word: "Taken", says: "The supplier has it." },
  pause: { tone: "wait", word: "Not now", says: "By this answer the connection rests." },
  reroute: { tone: "wait", word: "Elsewhere", says: "By this answer messages go to another connection." },
  again: { tone: "wait", word: "May pass", says: "By this answer messages are tried again." },
  final: { tone: "bad", word: "Refused", says: "By this answer messages end." },
  lost: { tone: "bad", word: "No answer", says: "Whether it was taken is not known." },
  unsent: { tone: "bad", word: "Not reached", says: "It has not left." },
};

export function TestSendButton({ connection }: { connection: Connection }) {
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button variant="default" leftSection={<IconSend size={14} />} onClick={() => setOpened(true)}>
        Send test
      </Button>
      <Modal opened={opened} onClose={() => setOpened(false)} title={`Test ${connection.name}`} size="lg">
        <TestForm connection={connection} />
      </Modal>
    </>
  );
}

function TestForm({ connection }: { connection: Connection }) {
  const send = useSend("testSend");
  const form = useForm({
    initialValues: { sender: "", recipient: "", text: "Switchyard test" },
    validate: (values) => {
      const issues = testSend.safeParse(values).error?.issues ?? [];
      return Object.fromEntries(issues.map(({ path, message }) => [path.join("."), sentence(message)]));
    },
  });
  const params = { connectionId: connection.id };
  return (
    <form onSubmit={form.onSubmit((body) => send.mutate({ params, body }))} noValidate>
      <Stack gap="sm">
        <Text size="sm">
          A real message, which the supplier charges for. It belongs to no client and is not in the messages list.
        </Text>
        {send.error && <ProblemNote error={send.error} />}
        <Group grow align="start">
          <TextInput label="Sender" withAsterisk autoComplete="off" {...form.getInputProps("sender")} />
          <TextInput
            label="Recipient"
            withAsterisk
            placeholder="4915112345678"
            autoComplete="off"
            {...form.getInputProps("recipient")}
          />
        </Group>
        <Textarea label="Text" withAsterisk autosize maxRows={6} {...form.getInputProps("text")} />
        <Group justify="flex-end">
          <Button type="submit" loading={send.isPending}>
            Send
          </Button>
        </Group>
        {send.data && !send.isPending && <Outcome sent={send.data} />}
      </Stack>
    </form>
  );
}

function Outcome({ sent }: { sent: TestSent }) {
  return (
    <Stack gap="md" aria-live="polite">
      {sent.submits.map((submit, i) => {
        const { tone, word, says } = verdicts[submit.verdict];
        return (
          // Submits have nothing else to tell them apart, and never change their order.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <Stack key={i} gap={6}>
            <Group gap="sm">
              <Status tone={tone} says={says}>
                {word}
              </Status>
              <Text size="xs" c="dimmed">
                {latency(submit.latencyMs)}
              </Text>
              {submit.supplierMessageId && (
                <Text size="xs">
                  Id <span className="mono">{submit.supplierMessageId}</span>
                </Text>
              )}
              {submit.error && <Text size="xs">{submit.error}</Text>}
            </Group>
            <WireText title="Sent" text={submit.request} />
            <WireText title="Answer" text={submit.answer ?? "none"} />
          </Stack>
        );
      })}
    </Stack>
  );
}
