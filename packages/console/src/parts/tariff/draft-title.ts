/** What a draft is, in a few words; the server's title says with which file or figures. */
import type { TariffDraft } from "@switchyard/contract";

const words: Readonly<Record<TariffDraft["kind"], (title: string) => string>> = {
  file: (title) => `Import of ${title}`,
  change: (title) => `Change by ${title}`,
  end: () => "End",
  generate: (title) => `Prices ${title.charAt(0).toLowerCase()}${title.slice(1)}`,
};

export function draftTitle({ kind, title }: Pick<TariffDraft, "kind" | "title">): string {
  return words[kind](title);
}
