/** A state as a coloured dot and a word: one look for messages, clients, connections and sessions. */
import { Tooltip } from "@mantine/core";
import classes from "./status.module.css";

export type Tone = "good" | "wait" | "bad" | "info" | "idle";

interface StatusProps {
  tone: Tone;
  children: string;
  /** A sentence for people, told on hover. */
  says?: string | undefined;
}

export function Status({ tone, children, says }: StatusProps) {
  const mark = (
    <span className={classes.status} data-tone={tone}>
      <span className={classes.dot} aria-hidden />
      {children}
    </span>
  );
  return says ? <Tooltip label={says}>{mark}</Tooltip> : mark;
}
