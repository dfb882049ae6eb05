/** The columns of a list of replacement rules. */
import type { Rule } from "@switchyard/contract";
import { Link } from "@tanstack/react-router";
import { useSend } from "../../api.ts";
import { columnsOf } from "../data-table/features.ts";
import { type Selection, selectColumn } from "../data-table/selection.tsx";
import { Place } from "../place.tsx";
import { RowSwitch } from "../row-switch.tsx";
import { withRuleDrawer } from "./address.ts";
import { ownerParam, type Rules } from "./owner.ts";
import classes from "./rules.module.css";
import { matchSearches, matchWords, operationWords, ruleTitle } from "./words.ts";

const column = columnsOf<Rule>();

/** Without a selection, the list can only be read. */
export function ruleColumns(rules: Rules, selection: Selection<Rule> | undefined, shown: readonly Rule[]) {
  return column.columns([
    ...(selection ? [selectColumn(selection, shown, ruleTitle)] : []),
    column.accessor("priority", { header: "Priority", meta: { right: true } }),
    column.accessor("operation", {
      header: rules.kind === "content" ? "What it does" : "Sender",
      cell: ({ row: { original } }) => (
        <Link to="." search={withRuleDrawer({ rule: original.id })} resetScroll={false} className="quiet-link">
          {rules.kind === "content" ? <b>{operationWords[original.operation].label}</b> : <Looked rule={original} />}
        </Link>
      ),
    }),
    ...(rules.kind === "content"
      ? [
          column.accessor("search", {
            header: "Looks for",
            cell: ({ row: { original } }) => <Looked rule={original} />,
          }),
        ]
      : []),
    column.accessor("replacements", {
      header: rules.kind === "content" ? "Puts in" : "New sender",
      cell: ({ row: { original } }) => <Replacements rule={original} />,
    }),
    column.accessor("country", {
      header: "For",
      meta: { wide: true },
      cell: ({ row: { original } }) => <Concerned rule={original} />,
    }),
    column.accessor("enabled", {
      header: "On",
      cell: ({ row: { original } }) => <OnOff rule={original} rules={rules} mayChange={selection !== undefined} />,
    }),
    column.accessor("comment", { header: "Comment", meta: { grow: true, wide: true } }),
  ]);
}

/** What is looked for, and how where that is not the plain way. */
function Looked({ rule }: { rule: Rule }) {
  const { match, search, ignoreCase, kind } = rule;
  if (kind === "content" && search === "") return <span className={classes.quiet}>–</span>;
  if (!matchSearches(match)) return <span>{matchWords[match]}</span>;
  const how = [
    ...(match === "plain" || match === "exact" ? [] : [matchWords[match].toLowerCase()]),
    ...(ignoreCase ? ["any case"] : []),
  ];
  return (
    <span className={classes.short}>
      <code className={classes.phrase}>{search}</code>
      {how.length > 0 && <span className={classes.quiet}> {how.join(", ")}</span>}
    </span>
  );
}

function Replacements({ rule: { replacements } }: { rule: Rule }) {
  const [first, ...more] = replacements;
  if (first === undefined) return <span className={classes.quiet}>–</span>;
  return (
    <>
      <span className={classes.short}>
        <code className={classes.phrase}>{first}</code>
      </span>
      {more.length > 0 && <span className={classes.quiet}> or {more.length} more</span>}
    </>
  );
}

function Concerned({ rule }: { rule: Rule }) {
  return (
    <span>
      <Place country={rule.country} network={rule.network} />
      {rule.viaSupplierName !== null && <span className={classes.quiet}> · by {rule.viaSupplierName}</span>}
      {rule.kind === "content" && rule.sender !== "" && <span className={classes.quiet}> · from {rule.sender}</span>}
    </span>
  );
}

function OnOff({ rule, rules, mayChange }: { rule: Rule; rules: Rules; mayChange: boolean }) {
  const update = useSend("updateRule");
  return (
    <RowSwitch
      label={`${ruleTitle(rule)} is on`}
      isOn={rule.enabled}
      mayChange={mayChange}
      onTurn={(enabled) =>
        update.mutateAsync({ params: { ...ownerParam(rules.owner), ruleId: rule.id }, body: { enabled } })
      }
    />
  );
}
