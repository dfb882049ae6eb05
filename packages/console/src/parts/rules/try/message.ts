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

/**
 * What is typed, what has stood for a moment, and the way to change it. The message of a rule for one supplier leaves by
 * that one, until another is chosen.
 */
export function useTriedMessage(ruleSupplierId: string | null) {
  const [message, setMessage] = useState(() => leavingBy(lastTyped, ruleSupplierId));
  const [seen, setSeen] = useState(ruleSupplierId);
  if (ruleSupplierId !== seen) {
    setSeen(ruleSupplierId);
    setMessage(leavingBy(message, ruleSupplierId));
  }
  const [settled] = useDebouncedValue(message, TYPING_PAUSE_MS);
  const change = useCallback((changes: Partial<TriedMessage>) => {
    lastTyped = { ...lastTyped, ...changes };
    setMessage((before) => ({ ...before, ...changes }));
  }, []);
  return { message, settled, change };
}

function leavingBy(message: TriedMessage, supplierId: string | null): TriedMessage {
  return supplierId === null ? message : { ...message, supplierId };
}
