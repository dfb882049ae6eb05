/** Tabs that are links: each has an address, opens in a new browser tab, and is found by the keyboard. */
import { Link, type LinkProps } from "@tanstack/react-router";
import classes from "./tab-links.module.css";

interface TabLinksProps {
  label: string;
  tabs: readonly { to: NonNullable<LinkProps["to"]>; label: string; params: Record<string, string> }[];
}

export function TabLinks({ label, tabs }: TabLinksProps) {
  return (
    <nav className={classes.tabs} aria-label={label}>
      {tabs.map(({ to, label, params }) => (
        <Link
          key={to}
          to={to}
          params={params as never}
          className={classes.tab}
          activeOptions={{ exact: tabs.some((tab) => tab.to.startsWith(`${to}/`)), includeSearch: false }}
          resetScroll={false}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
