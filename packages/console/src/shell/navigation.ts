/** Every page a person can go to: the side bar, the palette and the g-then-letter keys come from this table. */
import {
  IconBroadcast,
  IconBuildingStore,
  IconGauge,
  IconGitBranch,
  IconHistory,
  IconKey,
  IconListSearch,
  IconPlugConnected,
  IconStack2,
  IconUsers,
} from "@tabler/icons-react";
import type { LinkProps } from "@tanstack/react-router";

export const navigation = [
  {
    group: "Traffic",
    pages: [
      { to: "/", label: "Dashboard", icon: IconGauge, key: "d", says: "Live throughput, today's totals, alerts" },
      { to: "/messages", label: "Messages", icon: IconListSearch, key: "m", says: "Find a message and its timeline" },
      { to: "/sessions", label: "Sessions", icon: IconBroadcast, key: "s", says: "Every live SMPP session" },
    ],
  },
  {
    group: "Clients",
    pages: [{ to: "/clients", label: "Clients", icon: IconUsers, key: "c", says: "Who sends through us, and pays" }],
  },
  {
    group: "Supply",
    pages: [
      { to: "/suppliers", label: "Suppliers", icon: IconBuildingStore, key: "u", says: "Whom we pay, and their costs" },
      { to: "/connections", label: "Connections", icon: IconPlugConnected, key: "o", says: "Links to suppliers, live" },
      { to: "/pools", label: "Pools", icon: IconStack2, key: "p", says: "Sets of connections that share traffic" },
      { to: "/routes", label: "Routes", icon: IconGitBranch, key: "r", says: "Which pool serves which destination" },
    ],
  },
  {
    group: "Settings",
    pages: [
      { to: "/settings/api-keys", label: "API keys", icon: IconKey, key: "k", says: "Keys for the admin API" },
      { to: "/settings/audit-log", label: "Audit log", icon: IconHistory, key: "a", says: "Every change, by whom" },
    ],
  },
] as const satisfies readonly NavigationGroup[];

interface NavigationGroup {
  group: string;
  pages: readonly {
    to: NonNullable<LinkProps["to"]>;
    label: string;
    icon: typeof IconKey;
    /** After `g`. */
    key: string;
    says: string;
  }[];
}

export const navigationPages = navigation.flatMap(({ group, pages }) => pages.map((page) => ({ ...page, group })));
