/** The head of a page: its title (also the tab's), where it belongs, and what can be done on it. */
import { Group, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import type { ReactNode } from "react";
import classes from "./page.module.css";

interface PageProps {
  title: string;
  /** Links to the pages above this one. */
  above?: ReactNode;
  /** Beside the title: a status, an id. */
  aside?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

export function Page({ title, above, aside, actions, children }: PageProps) {
  useDocumentTitle(`${title} · Switchyard`);
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <div className={classes.titles}>
          {above && <div className={classes.above}>{above}</div>}
          <Group gap="sm" wrap="wrap">
            <Title order={1}>{title}</Title>
            {aside}
          </Group>
        </div>
        {actions && <div className={classes.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}

interface SectionProps {
  title: string;
  /** One sentence under the title. */
  says?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** A titled part of a page. */
export function Section({ title, says, actions, children }: SectionProps) {
  return (
    <section className={classes.section}>
      <div className={classes.head}>
        <div className={classes.titles}>
          <Title order={2}>{title}</Title>
          {says && <p className={classes.says}>{says}</p>}
        </div>
        {actions && <div className={classes.actions}>{actions}</div>}
      </div>
      {children}
    </section>
  );
}
