/** What is said of a draft that can't be saved, and of one that was. */
import type { TariffDraft } from "@switchyard/contract";
import { formatCount } from "../../../parts/figures.ts";
import { counted, type Tariff } from "../../../parts/tariff/tariff.ts";

/** Why it can't be saved; undefined when it can. */
export function whyNotSaved({ bad, new: added, changed, ended }: TariffDraft["counts"]): string | undefined {
  if (bad > 0) {
    const rows = bad === 1 ? "1 row is bad" : `${formatCount(bad)} rows are bad`;
    return `${rows}, so nothing can be saved: a draft is saved whole or not at all. See what is wrong below, put it right and make the draft again.`;
  }
  if (added + changed + ended === 0) return "Nothing would change: every row says what is in force already.";
  return undefined;
}

/** `Saving adds 12 prices, changes 4 and ends 1` */
export function savingSentence({ new: added, changed, ended }: TariffDraft["counts"], noun: Tariff["noun"]): string {
  const acts = [
    { verb: "adds", count: added },
    { verb: "changes", count: changed },
    { verb: "ends", count: ended },
  ].filter(({ count }) => count > 0);
  const parts = acts.map(
    ({ verb, count }, place) => `${verb} ${place === 0 ? counted(noun, count) : formatCount(count)}`,
  );
  const last = parts.pop() ?? "";
  return parts.length === 0 ? `Saving ${last}` : `Saving ${parts.join(", ")} and ${last}`;
}

/** `Saved: 12 new, 4 changed. 3 mails go out; 1 client has no address.` */
export function savedSentence({ counts, notices }: Pick<TariffDraft, "counts" | "notices">): string {
  const parts = (["new", "changed", "ended"] as const)
    .filter((name) => counts[name] > 0)
    .map((name) => `${formatCount(counts[name])} ${name}`);
  const saved = `Saved: ${parts.join(", ")}.`;
  if (!notices) return saved;
  const mails = notices.mails === 1 ? "1 mail goes out" : `${formatCount(notices.mails)} mails go out`;
  const { withoutAddress } = notices;
  if (withoutAddress === 0) return `${saved} ${mails}.`;
  const silent = withoutAddress === 1 ? "1 client has" : `${formatCount(withoutAddress)} clients have`;
  return `${saved} ${mails}; ${silent} no address.`;
}
