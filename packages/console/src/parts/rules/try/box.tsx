/** Tries rules on a message that a person types: before and after, its parts and its price. Nothing is sent. */
import { Button, SegmentedControl, Textarea, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { adminEndpoints, type RuleCreate, type RuleOwner, ruleCreate } from "@switchyard/contract";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, problemIn } from "../../../api.ts";
import { sentence } from "../../field-sentence.ts";
import { FormSection } from "../../form-section.tsx";
import { SupplierSelect } from "../../library-selects.tsx";
import { Section } from "../../page.tsx";
import { ProblemNote } from "../../problem.tsx";
import { ownerParam } from "../owner.ts";
import { type TriedMessage, useTriedMessage } from "./message.ts";
import { Trial } from "./trial.tsx";
import classes from "./try.module.css";

/** Tries the rules that are saved and on. */
export function TryBox({ owner }: { owner: RuleOwner }) {
  return (
    <Section title="Try it" says="What the rules that are on make of a message. Nothing is sent.">
      <Trying owner={owner} ruleSupplierId={null} />
    </Section>
  );
}

interface TryUnsavedProps {
  owner: RuleOwner;
  /** As it stands in its form. */
  rule: RuleCreate;
  /** The saved rule it is an edit of. */
  ruleId: number | undefined;
}

const PAUSE_MS = 300;

const amongOptions = [
  { value: "alone", label: "This rule alone" },
  { value: "all", label: "With the others" },
];

/** Tries a rule before it is saved. */
export function TryUnsaved({ owner, rule, ruleId }: TryUnsavedProps) {
  const [among, setAmong] = useState("alone");
  const [settled] = useDebouncedValue(rule, PAUSE_MS);
  const isWhole = ruleCreate.safeParse(settled).success;
  return (
    <FormSection
      title="Try it"
      below={
        <>
          <SegmentedControl
            aria-label="Which rules act"
            data={amongOptions}
            value={among}
            onChange={setAmong}
            w="fit-content"
          />
          <Trying
            owner={owner}
            ruleSupplierId={rule.viaSupplierId ? String(rule.viaSupplierId) : null}
            unsaved={isWhole ? { rule: settled, ...(ruleId && { ruleId }), alone: among === "alone" } : null}
          />
        </>
      }
    />
  );
}

interface TryingProps {
  owner: RuleOwner;
  /** The supplier that the rule on trial is limited to. */
  ruleSupplierId: string | null;
  /** A rule that is not saved; null while it is not whole. */
  unsaved?: { rule: RuleCreate; ruleId?: number; alone: boolean } | null;
}

function Trying({ owner, ruleSupplierId, unsaved }: TryingProps) {
  const { message, settled, change } = useTriedMessage(ruleSupplierId);
  const [turn, setTurn] = useState(0);
  const { supplierId, ...fields } = settled;
  const body = {
    ...fields,
    ...(unsaved && unsaved),
    ...(owner.scope === "client" && supplierId && { supplierId: Number(supplierId) }),
    turn,
  };
  const isAskable = unsaved !== null && adminEndpoints.tryRules.body.safeParse(body).success;
  const trial = useQuery({
    queryKey: ["tryRules", owner, body],
    queryFn: ({ signal }) => api.tryRules({ params: ownerParam(owner), body }, { signal }),
    enabled: isAskable,
    placeholderData: keepPreviousData,
  });
  const faults = problemIn(trial.error)?.errors ?? [];
  const faultOf = (field: string) => {
    const fault = isAskable ? faults.find(({ path }) => path === `body.${field}`) : undefined;
    return fault && sentence(fault.message);
  };
  const isTold = ["recipient", "sender", "supplierId"].some((field) => faultOf(field) !== undefined);
  const shown = isAskable && !trial.error ? trial.data : undefined;
  return (
    <div className={classes.box}>
      <MessageFields message={message} change={change} owner={owner} faultOf={faultOf} />
      {isAskable && trial.error && !isTold && <ProblemNote error={trial.error} />}
      {!isAskable && <p className={classes.hint}>{hintFor(message, unsaved)}</p>}
      {shown && (
        <Trial
          trial={shown}
          owner={owner}
          again={
            <Button variant="subtle" size="compact-xs" onClick={() => setTurn((before) => (before + 1) % 1000)}>
              Draw again
            </Button>
          }
        />
      )}
    </div>
  );
}

function hintFor({ sender, recipient, text }: TriedMessage, unsaved: TryingProps["unsaved"]): string {
  const missing = [
    ...(sender === "" ? ["a sender"] : []),
    ...(recipient === "" ? ["a recipient"] : []),
    ...(text === "" ? ["a text"] : []),
  ];
  if (missing.length > 0)
    return `Type ${missing.join(", ").replace(/, ([^,]*)$/, " and $1")} to see the message before and after.`;
  return unsaved === null ? "Complete the rule to see what it does." : "";
}

interface MessageFieldsProps {
  message: TriedMessage;
  change: (changes: Partial<TriedMessage>) => void;
  owner: RuleOwner;
  faultOf: (field: string) => string | undefined;
}

function MessageFields({ message, change, owner, faultOf }: MessageFieldsProps) {
  return (
    <div className={classes.fields}>
      <TextInput
        label="Sender of the message"
        autoComplete="off"
        maxLength={40}
        value={message.sender}
        error={faultOf("sender")}
        onChange={(event) => change({ sender: event.currentTarget.value })}
      />
      <TextInput
        label="Recipient"
        inputMode="tel"
        autoComplete="off"
        maxLength={40}
        value={message.recipient}
        error={faultOf("recipient")}
        onChange={(event) => change({ recipient: event.currentTarget.value })}
      />
      {owner.scope === "client" && (
        <SupplierSelect
          label="It leaves by"
          placeholder="No supplier's rules"
          clearable
          value={message.supplierId}
          error={faultOf("supplierId")}
          onChange={(supplierId) => change({ supplierId })}
        />
      )}
      <Textarea
        className={classes.text ?? ""}
        label="Text of the message"
        autosize
        minRows={2}
        maxRows={8}
        maxLength={5000}
        value={message.text}
        onChange={(event) => change({ text: event.currentTarget.value })}
      />
    </div>
  );
}
