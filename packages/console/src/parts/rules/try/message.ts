/** The message that rules are tried on: what was typed last stays, in whichever box it was typed. */
import { useDebouncedValue } from "@mantine/hooks";
import { useCallback, useState } from "react";

export interface TriedMessage {
  readonly sender: string;
  readonly recipient: string;
  readonly text: string;
  readonly supplierId: string | null;
}

let lastTyped: TriedMessage = { sender: "", recipient: "", text: "", supplierId: null };

const TYPING_PAUSE_MS = 300;

/** What is typed, what has stood for a moment, and the way to change it. */
export function useTriedMessage() {
  const [message, setMessage] = useState(lastTyped);
  const [settled] = useDebouncedValue(message, TYPING_PAUSE_MS);
  const change = useCallback((changes: Partial<TriedMessage>) => {
    setMessage((before) => {
      lastTyped = { ...before, ...changes };
      return lastTyped;
    });
  }, []);
  return { message, settled, change };
}
