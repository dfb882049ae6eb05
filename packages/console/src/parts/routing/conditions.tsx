/** What beside the destination a message must have for a route: sender, recipient, text. */
import { Tooltip } from "@mantine/core";
import type { Route } from "@switchyard/contract";
import classes from "./conditions.module.css";

/** So many names are told; the others are counted. */
const SHOWN_MAX = 3;
const TOOLTIP_MAX = 30;

export function Conditions({ of }: { of: Route }) {
  const { type, senders, recipients, textMatch, textPattern } = of;
  const parts = [
    type === "hlr" ? <Condition key="type" name="look-ups" /> : null,
    senders.length > 0 ? <Condition key="senders" name="from" list={senders} /> : null,
    recipients.length > 0 ? (
      <Condition key="recipients" name="to" list={recipients.map((digits) => `+${digits}…`)} />
    ) : null,
    textMatch === "any" ? null : (
      <Condition key="text" name={textMatch === "contains" ? "text with" : "text like"} list={[textPattern]} />
    ),
  ].filter((part) => part !== null);
  if (parts.length === 0) return <span className={classes.any}>any message</span>;
  return <div className={classes.list}>{parts}</div>;
}

function Condition({ name, list = [] }: { name: string; list?: readonly string[] }) {
  const shown = list.slice(0, SHOWN_MAX);
  const more = list.length - shown.length;
  const told = (
    <span className={classes.condition}>
      <span className={classes.name}>{name}</span> {shown.join(", ")}
      {more > 0 && ` and ${more} more`}
    </span>
  );
  if (more <= 0) return told;
  const rest = list.length - TOOLTIP_MAX;
  return (
    <Tooltip
      multiline
      maw={360}
      label={`${list.slice(0, TOOLTIP_MAX).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`}
    >
      {told}
    </Tooltip>
  );
}
