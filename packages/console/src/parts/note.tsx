/** A sentence that must be seen: what is wrong or about to be, tinted by how bad it is. */
import { IconAlertTriangle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./note.module.css";

interface NoteProps {
  tone: "wait" | "bad";
  children: ReactNode;
}

export function Note({ tone, children }: NoteProps) {
  return (
    <div className={classes.note} data-tone={tone}>
      <IconAlertTriangle size={16} aria-hidden />
      <span>{children}</span>
    </div>
  );
}
