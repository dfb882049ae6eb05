/**
 * What a content rule does to the text: whether it must be told what to look for (where it need not, what is looked for
 * bounds it), and whether it puts something in.
 */
const contentTraits = {
  replace: { searches: "always", inserts: true },
  erase: { searches: "always", inserts: false },
  digits_to_persian: { searches: "optionally", inserts: false },
  digits_to_arabic: { searches: "optionally", inserts: false },
  digits_to_latin: { searches: "optionally", inserts: false },
  transliterate: { searches: "optionally", inserts: false },
  strip_links: { searches: "optionally", inserts: false },
  replace_links: { searches: "optionally", inserts: true },
  append: { searches: "optionally", inserts: true },
  prepend: { searches: "optionally", inserts: true },
  save_digits: { searches: "optionally", inserts: false },
  save_link: { searches: "optionally", inserts: false },
  save_phone: { searches: "optionally", inserts: false },
} as const satisfies Record<string, { searches: "always" | "optionally"; inserts: boolean }>;

export type ContentOperation = keyof typeof contentTraits;

export const contentOperations = Object.keys(contentTraits) as [ContentOperation, ...ContentOperation[]];

/** What a sender rule does. */
export const senderOperations = ["set"] as const;

/** How a content rule's `search` is read. */
export const contentMatches = ["plain", "word", "regex"] as const;

/** How a sender rule's `search` is compared with the sender. */
export const senderMatches = ["exact", "pattern", "regex", "alphanumeric", "numeric", "any"] as const;

export type SenderOperation = (typeof senderOperations)[number];
export type RewriteOperation = ContentOperation | SenderOperation;
export type ContentMatch = (typeof contentMatches)[number];
export type SenderMatch = (typeof senderMatches)[number];
export type RewriteMatch = ContentMatch | SenderMatch;
export type ReplacementChoice = "random" | "by_recipient";

/** A rule that changes the text or the sender of a message before it leaves. */
export interface RewriteRule {
  readonly id: number;
  readonly kind: "content" | "sender";
  /** ISO code; null for any. */
  readonly country: string | null;
  /** MCC and MNC; null for the whole country. */
  readonly network: string | null;
  /** Only when the message leaves by this supplier; null for any. */
  readonly viaSupplierId: number | null;
  /** Of a content rule: only with this sender, exact or with `*`; empty for any. */
  readonly sender: string;
  readonly operation: RewriteOperation;
  readonly match: RewriteMatch;
  /** What a content rule looks for in the text, or a sender rule in the sender. */
  readonly search: string;
  readonly ignoreCase: boolean;
  /** What takes its place; of several one is chosen. */
  readonly replacements: readonly string[];
  readonly choice: ReplacementChoice;
  /** Lower first; of equal ones the older rule. */
  readonly priority: number;
}

export const isContentOperation = (operation: string): operation is ContentOperation => operation in contentTraits;

/** Whether a content rule of this kind needs something to look for. */
export const needsSearch = (operation: ContentOperation): boolean => contentTraits[operation].searches === "always";

/** Whether a content rule of this kind puts a replacement in. */
export const insertsText = (operation: ContentOperation): boolean => contentTraits[operation].inserts;
