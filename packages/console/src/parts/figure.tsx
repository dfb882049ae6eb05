/** A labelled figure, alone or in a strip of several. */
import { Skeleton } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./figure.module.css";

interface FigureProps {
  label: string;
  /** undefined while it is not known yet. */
  children: ReactNode | undefined;
  /** A second, quieter line. */
  note?: ReactNode;
}

export function Figure({ label, children, note }: FigureProps) {
  return (
    <div className={classes.figure}>
      <dt className={classes.label}>{label}</dt>
      <dd className={`figures ${classes.value}`}>
        {children === undefined ? <Skeleton height={20} width={72} my={3} /> : children}
      </dd>
      {note !== undefined && <dd className={`figures ${classes.note}`}>{note}</dd>}
    </div>
  );
}

/** Figures side by side, wrapping on narrow screens. */
export function FigureStrip({ children }: { children: ReactNode }) {
  return <dl className={classes.strip}>{children}</dl>;
}
