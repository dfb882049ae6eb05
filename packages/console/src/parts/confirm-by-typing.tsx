/** The one prompt before what can't be undone: the name must be typed, and the button says what will happen. */
import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { ProblemNote } from "./problem.tsx";

interface ConfirmByTypingProps {
  opened: boolean;
  onClose: () => void;
  title: string;
  /** What will happen, in plain words. */
  children: ReactNode;
  /** The text that must be typed. */
  phrase: string;
  action: string;
  /** Does it; a rejection is shown in the prompt, which stays open. */
  onConfirm: () => Promise<unknown>;
}

export function ConfirmByTyping({ opened, onClose, title, ...rest }: ConfirmByTypingProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={title}>
      <Prompt onClose={onClose} {...rest} />
    </Modal>
  );
}

type PromptProps = Omit<ConfirmByTypingProps, "opened" | "title">;

function Prompt({ onClose, children, phrase, action, onConfirm }: PromptProps) {
  const [typed, setTyped] = useState("");
  const [working, setWorking] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const confirm = async () => {
    setWorking(true);
    try {
      await onConfirm();
      onClose();
    } catch (error) {
      setProblem(error);
      setWorking(false);
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        // The prompt may stand in a form, whose own submit this is not.
        event.stopPropagation();
        if (typed === phrase) void confirm();
      }}
    >
      <Stack gap="md">
        <Text size="sm" component="div">
          {children}
        </Text>
        <TextInput
          label={
            <>
              Type <b>{phrase}</b> to confirm
            </>
          }
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
        />
        {problem !== undefined && <ProblemNote error={problem} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" color="red.9" disabled={typed !== phrase} loading={working}>
            {action}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
