/** The second row of tabs, inside a tab: quieter than the first, and links like it. */
import { Link, type LinkProps } from "@tanstack/react-router";
import classes from "./sub-tabs.module.css";

interface SubTabsProps {
  label: string;
  tabs: readonly {
    to: NonNullable<LinkProps["to"]>;
    label: string;
    params: Record<string, string>;
    /** Whether it, or a drawer over it, is what is shown. */
    active: boolean;
  }[];
}

export function SubTabs({ label, tabs }: SubTabsProps) {
  return (
    <nav className={classes.tabs} aria-label={label}>
      {tabs.map(({ to, label, params, active }) => (
        <Link
          key={to}
          to={to}
          params={params as never}
          className={classes.tab}
          data-active={active || undefined}
          activeOptions={{ exact: true, includeSearch: false }}
          {...(active && { "aria-current": "page" as const })}
          resetScroll={false}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
