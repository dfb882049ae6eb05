/**
 * Replacement rules on the page of their owner: the list of one kind, what can be done with it, its drawers, and a box to
 * try what they make of a message. One for clients and suppliers.
 */
import { Button } from "@mantine/core";
import { adminPath, type Rule, ruleOperations, ruleOwnerName } from "@switchyard/contract";
import { IconCopy, IconPlus, IconUpload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { type ReactNode, useMemo } from "react";
import { liveQuery, refreshMs } from "../../api.ts";
import { CsvLink } from "../csv-link.tsx";
import { DataTable } from "../data-table/data-table.tsx";
import { Paging } from "../data-table/paging.tsx";
import { useSelection } from "../data-table/selection.tsx";
import { EmptyState } from "../empty-state.tsx";
import { ChoiceFilter, CountryFilter, FilterBar, SearchFilter, SupplierFilter } from "../filters.tsx";
import { type ListState, useListState } from "../list-state.ts";
import { Section } from "../page.tsx";
import { type RuleDrawerName, ruleFilterKeys, ruleFilters, withRuleDrawer } from "./address.ts";
import { ruleColumns } from "./columns.tsx";
import { RuleDrawers } from "./drawers.tsx";
import { ownerParam, type Rules, useMayChangeRules } from "./owner.ts";
import { RuleSelectionBar } from "./selection-bar.tsx";
import { TryBox } from "./try/box.tsx";
import { operationWords } from "./words.ts";

const noRules: readonly Rule[] = [];

/** What is ticked in one list must never be changed in another. */
export function RulesSection({ owner, kind }: Rules) {
  return <RuleList key={`${ruleOwnerName(owner)} ${kind}`} owner={owner} kind={kind} />;
}

const headings = {
  content: {
    title: "Content rules",
    says: "They change the text before it leaves, in the order of their priority, each on what the one before made of it.",
  },
  sender: {
    title: "Sender rules",
    says: "Of those that fit a message, the first by priority changes its sender before it leaves.",
  },
} as const;

function RuleList(rules: Rules) {
  const { owner, kind } = rules;
  const list = useListState();
  const navigate = useNavigate();
  const mayChange = useMayChangeRules(owner);
  const selection = useSelection<Rule>();
  const filters = ruleFilters(kind, list.search);
  const { cursor } = list.search;
  const call = { params: ownerParam(owner), query: { ...filters, ...(cursor && { cursor }) } };
  const page = useQuery(liveQuery("listRules", call, refreshMs.slow));
  const shown = page.data?.items;
  const columns = useMemo(
    () => ruleColumns({ owner, kind }, mayChange ? selection : undefined, shown ?? noRules),
    [owner, kind, mayChange, selection, shown],
  );
  const isFiltered = Object.keys(filters).length > 1;
  const { title, says } = headings[kind];
  return (
    <>
      <Section title={title} says={says} actions={<Actions rules={rules} filters={filters} mayChange={mayChange} />}>
        <Filters list={list} rules={rules} />
        {selection.ids.length > 0 && <RuleSelectionBar owner={owner} selection={selection} />}
        <DataTable
          label={title}
          columns={columns}
          rows={shown}
          error={page.error}
          rowId={({ id }) => String(id)}
          list={list}
          onOpen={({ id }) => void navigate({ to: ".", search: withRuleDrawer({ rule: id }), resetScroll: false })}
          footer={<Paging list={list} page={page.data} noun="rules" />}
          empty={isFiltered ? <NoneOfThese /> : <NoRules kind={kind} />}
        />
      </Section>
      <TryBox owner={owner} />
      <RuleDrawers rules={rules} mayChange={mayChange} selection={selection} />
    </>
  );
}

interface ActionsProps {
  rules: Rules;
  filters: ReturnType<typeof ruleFilters>;
  mayChange: boolean;
}

function Actions({ rules: { owner }, filters, mayChange }: ActionsProps) {
  return (
    <>
      {mayChange && (
        <>
          <OpenButton opens="add" icon={<IconPlus size={14} />}>
            Add rule
          </OpenButton>
          <OpenButton opens="import" icon={<IconUpload size={14} />}>
            Import
          </OpenButton>
          <OpenButton opens="copy" icon={<IconCopy size={14} />}>
            Copy all to…
          </OpenButton>
        </>
      )}
      <CsvLink href={adminPath("exportRules", { params: ownerParam(owner), query: filters })} />
    </>
  );
}

function OpenButton({ opens, icon, children }: { opens: RuleDrawerName; icon: ReactNode; children: string }) {
  return (
    <Button
      variant="default"
      leftSection={icon}
      renderRoot={(props) => <Link {...props} to="." search={withRuleDrawer({ rules: opens })} resetScroll={false} />}
    >
      {children}
    </Button>
  );
}

const onOptions = [
  { value: "true", label: "On" },
  { value: "false", label: "Off" },
];

function Filters({ list, rules: { owner, kind } }: { list: ListState; rules: Rules }) {
  return (
    <FilterBar list={list} keys={ruleFilterKeys}>
      <SearchFilter list={list} label="Search rules" placeholder="Phrase, replacement, comment" main />
      <CountryFilter list={list} />
      {kind === "content" && (
        <ChoiceFilter
          list={list}
          name="operation"
          label="What it does"
          options={ruleOperations.content.map((value) => ({ value, label: operationWords[value].label }))}
          width={170}
        />
      )}
      {owner.scope === "client" && <SupplierFilter list={list} name="via" width={160} />}
      <ChoiceFilter list={list} name="on" label="On or off" options={onOptions} width={110} />
    </FilterBar>
  );
}

function NoneOfThese() {
  return <EmptyState title="No such rules">None passes all the filters. Clear one of them to see more.</EmptyState>;
}

function NoRules({ kind }: Pick<Rules, "kind">) {
  return kind === "content" ? (
    <EmptyState title="No content rules yet">
      Texts leave as they came. Add a rule to replace or erase a phrase, strip links, append a text and the like.
    </EmptyState>
  ) : (
    <EmptyState title="No sender rules yet">
      Senders leave as they came. Add a rule to have one replaced, wherever a destination or a supplier takes no other.
    </EmptyState>
  );
}
