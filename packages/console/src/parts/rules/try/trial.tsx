/** What rules made of a message: before and after beside each other, what changed marked, and what it costs. */
import type { MessageLook, RuleOwner, RuleTrial } from "@switchyard/contract";
import { ruleOwnerName } from "@switchyard/contract";
import type { AlphabetName } from "@switchyard/engine";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { formatCount } from "../../figures.ts";
import { Money } from "../../money.tsx";
import { Place } from "../../place.tsx";
import { withRuleDrawer } from "../address.ts";
import { changesBetween } from "../changes.ts";
import { operationWords } from "../words.ts";
import classes from "./try.module.css";

interface TrialProps {
  trial: RuleTrial;
  owner: RuleOwner;
  /** Chooses another of several at random. */
  again: ReactNode;
}

export function Trial({ trial, owner, again }: TrialProps) {
  const { before, after, applied } = trial;
  return (
    <section className={classes.trial} aria-label="Before and after" aria-live="polite">
      <div className={classes.looks}>
        <Look title="Before" look={before} other={after} hides="come" />
        <Look title="After" look={after} other={before} hides="gone" />
      </div>
      <div className={classes.outcome}>
        {applied.length === 0 ? (
          <p>No rule changes this message.</p>
        ) : (
          <ol className={classes.applied} aria-label="Rules that acted">
            {applied.map((rule, place) => (
              <li key={rule.ruleId ?? `unsaved ${place}`}>
                <Acted rule={rule} owner={owner} />
              </li>
            ))}
          </ol>
        )}
        <Price trial={trial} owner={owner} />
        {applied.length > 0 && again}
      </div>
    </section>
  );
}

const alphabetNames: Readonly<Record<AlphabetName, string>> = {
  gsm7: "GSM 7-bit",
  latin1: "Latin-1",
  ucs2: "UCS-2",
  binary: "Binary",
};

interface LookProps {
  title: string;
  look: MessageLook;
  other: MessageLook;
  /** Which changes belong to the other side alone. */
  hides: "gone" | "come";
}

function Look({ title, look, other, hides }: LookProps) {
  const isBefore = hides === "come";
  const marked = (mine: string, theirs: string) =>
    isBefore ? changesBetween(mine, theirs) : changesBetween(theirs, mine);
  return (
    <section className={classes.look} aria-label={title}>
      <h3 className={classes.title}>{title}</h3>
      <div className={classes.sender}>
        <Marked runs={marked(look.sender, other.sender)} hides={hides} />
      </div>
      <div className={classes.words} dir="auto">
        <Marked runs={marked(look.text, other.text)} hides={hides} />
      </div>
      <p className={`figures ${classes.size}`} data-more={(!isBefore && look.parts > other.parts) || undefined}>
        {alphabetNames[look.alphabet]} · <b>{look.parts === 1 ? "1 part" : `${look.parts} parts`}</b> ·{" "}
        {formatCount(look.unitsLeft)} {look.unitsLeft === 1 ? "character" : "characters"} left
      </p>
    </section>
  );
}

function Marked({ runs, hides }: { runs: ReturnType<typeof changesBetween>; hides: LookProps["hides"] }) {
  return runs
    .filter(({ what }) => what !== hides)
    .map(({ what, text }, place) => {
      const key = `${place} ${what}`;
      if (what === "gone") return <del key={key}>{text}</del>;
      return what === "come" ? <ins key={key}>{text}</ins> : <span key={key}>{text}</span>;
    });
}

function Acted({ rule, owner }: { rule: RuleTrial["applied"][number]; owner: RuleOwner }) {
  const { label } = operationWords[rule.operation];
  const isOwn = rule.owner === ruleOwnerName(owner);
  if (rule.ruleId === null) return <span>{label} (this rule)</span>;
  return (
    <span>
      {isOwn ? (
        <Link to="." search={withRuleDrawer({ rule: rule.ruleId })} resetScroll={false} className="text-link">
          {label}
        </Link>
      ) : (
        label
      )}
      {rule.comment !== "" && ` · ${rule.comment}`}
      {!isOwn && " · the supplier's"}
    </span>
  );
}

function Price({ trial, owner }: Pick<TrialProps, "trial" | "owner">) {
  const { price, before, after, country, network } = trial;
  const word = owner.scope === "client" ? "price" : "cost";
  const place = <Place country={country} network={network} />;
  if (!price) {
    return (
      <p>
        There is no {word} for {place}.
      </p>
    );
  }
  return (
    <p className="figures">
      {place}: <Money amount={price.perPart} currency={price.currency} /> a part.{" "}
      {before.parts === after.parts ? (
        <>
          The {word} stays <Money amount={price.after} currency={price.currency} />.
        </>
      ) : (
        <>
          The {word} goes from <Money amount={price.before} currency={price.currency} /> to{" "}
          <b>
            <Money amount={price.after} currency={price.currency} />
          </b>
          .
        </>
      )}
    </p>
  );
}
