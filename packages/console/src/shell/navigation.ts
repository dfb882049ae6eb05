/** Every page a person can go to: the side bar, the palette and the g-then-letter keys come from this table. */
import {
  IconArrowsExchange,
  IconBroadcast,
  IconBuildingBank,
  IconBuildingStore,
  IconCoins,
  IconCreditCard,
  IconFileInvoice,
  IconGauge,
  IconGitBranch,
  IconHistory,
  IconHourglass,
  IconKey,
  IconListSearch,
  IconMail,
  IconMessageReply,
  IconPalette,
  IconPlugConnected,
  IconReceiptRefund,
  IconRoute,
  IconScale,
  IconShield,
  IconSignature,
  IconStack2,
  IconTags,
  IconUserCheck,
  IconUsers,
  IconWorld,
} from "@tabler/icons-react";
import type { LinkProps } from "@tanstack/react-router";

export const navigation = [
  {
    group: "Traffic",
    pages: [
      { to: "/", label: "Dashboard", icon: IconGauge, key: "d", says: "Live throughput, today's totals, alerts" },
      { to: "/messages", label: "Messages", icon: IconListSearch, key: "m", says: "Find a message and its timeline" },
      {
        to: "/incoming",
        label: "Incoming",
        icon: IconMessageReply,
        key: "1",
        says: "What handsets wrote, and to whom",
      },
      {
        to: "/moderation",
        label: "Moderation",
        icon: IconUserCheck,
        key: "q",
        says: "What waits for a person's approval",
      },
      { to: "/sessions", label: "Sessions", icon: IconBroadcast, key: "s", says: "Every live SMPP session" },
    ],
  },
  {
    group: "Clients",
    pages: [
      { to: "/clients", label: "Clients", icon: IconUsers, key: "c", says: "Who sends through us, and pays" },
      { to: "/products", label: "Products", icon: IconTags, key: "t", says: "Price lists that clients share" },
      { to: "/senders", label: "Senders", icon: IconSignature, key: "g", says: "Under which names clients may send" },
      {
        to: "/firewall",
        label: "Firewall",
        icon: IconShield,
        key: "f",
        says: "Black list, opt-outs, text filters, spam limits, alerts",
      },
    ],
  },
  {
    group: "Supply",
    pages: [
      { to: "/suppliers", label: "Suppliers", icon: IconBuildingStore, key: "u", says: "Whom we pay, and their costs" },
      { to: "/connections", label: "Connections", icon: IconPlugConnected, key: "o", says: "Links to suppliers, live" },
      { to: "/pools", label: "Pools", icon: IconStack2, key: "p", says: "Sets of connections that share traffic" },
      { to: "/routes", label: "Routes", icon: IconGitBranch, key: "r", says: "Which pool takes which messages" },
      { to: "/explain", label: "Explain", icon: IconRoute, key: "j", says: "What would become of a message, and why" },
      {
        to: "/destinations",
        label: "Destinations",
        icon: IconWorld,
        key: "v",
        says: "Countries, networks, prefixes, portability",
      },
    ],
  },
  {
    group: "Finance",
    pages: [
      {
        to: "/finance/payments",
        label: "Payments",
        icon: IconCoins,
        key: "y",
        says: "What clients paid, and owe of it",
      },
      {
        to: "/finance/invoices",
        label: "Invoices",
        icon: IconFileInvoice,
        key: "i",
        says: "What clients are asked for",
      },
      {
        to: "/finance/credit-notes",
        label: "Credit notes",
        icon: IconReceiptRefund,
        key: "n",
        says: "What was taken back",
      },
      {
        to: "/finance/receivables",
        label: "Receivables",
        icon: IconHourglass,
        key: "w",
        says: "What clients owe, by age",
      },
      { to: "/finance/ledger", label: "Ledger", icon: IconScale, key: "l", says: "The books, and the proof of them" },
      {
        to: "/finance/exchange-rates",
        label: "Exchange rates",
        icon: IconArrowsExchange,
        key: "x",
        says: "To compare prices and costs in other currencies",
      },
    ],
  },
  {
    group: "Settings",
    pages: [
      { to: "/settings/enterprises", label: "Enterprises", icon: IconBuildingBank, key: "e", says: "Who invoices" },
      {
        to: "/settings/brands",
        label: "Brands",
        icon: IconPalette,
        key: "b",
        says: "Logo and words of mails and papers",
      },
      {
        to: "/settings/payment-methods",
        label: "Payment methods",
        icon: IconCreditCard,
        key: "h",
        says: "How clients pay",
      },
      { to: "/settings/mails", label: "Mail", icon: IconMail, key: "z", says: "What went out, and what did not" },
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
    /** After `g`; a digit where every letter is taken. */
    key: string;
    says: string;
  }[];
}

export const navigationPages = navigation.flatMap(({ group, pages }) => pages.map((page) => ({ ...page, group })));
