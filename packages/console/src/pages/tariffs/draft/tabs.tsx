/** The classes of a draft's rows as tabs, each with its count and an address. */
import { type DraftClass, draftClasses, type TariffDraft } from "@switchyard/contract";
import { Link } from "@tanstack/react-router";
import { formatCount } from "../../../parts/figures.ts";
import { draftLooks } from "../../../parts/tariff/draft-counts.tsx";
import classes from "./draft.module.css";

interface ClassTabsProps {
  counts: TariffDraft["counts"];
  shown: DraftClass;
}

export function ClassTabs({ counts, shown }: ClassTabsProps) {
  return (
    <nav className={classes.tabs} aria-label="Rows of the draft">
      {draftClasses.map((name) => (
        <Link
          key={name}
          to="."
          search={{ class: name } as never}
          resetScroll={false}
          activeProps={{}}
          className={classes.tab}
          data-shown={name === shown || undefined}
          data-bad={(name === "bad" && counts.bad > 0) || undefined}
          aria-current={name === shown ? "page" : undefined}
        >
          {draftLooks[name].word}
          <span className={classes.count}>{formatCount(counts[name])}</span>
        </Link>
      ))}
    </nav>
  );
}
