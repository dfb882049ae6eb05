/** The drawers of one rule: made, changed, copied, deleted, and tried before it is saved. */
import { Button, Skeleton, Stack } from "@mantine/core";
import { type Rule, ruleCreate } from "@switchyard/contract";
import { IconCopy } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { problemIn, query, useSend } from "../../../api.ts";
import { ConfirmByTyping } from "../../confirm-by-typing.tsx";
import { useContractForm } from "../../contract-form.ts";
import { EmptyState } from "../../empty-state.tsx";
import { ProblemNote } from "../../problem.tsx";
import { RouteDrawer, SaveFoot, useDrawer } from "../../route-drawer.tsx";
import { said } from "../../said.ts";
import { withRuleDrawer } from "../address.ts";
import { ownerParam, type Rules } from "../owner.ts";
import { TryUnsaved } from "../try/box.tsx";
import { RuleFields } from "./fields.tsx";
import { ruleBody, ruleField, ruleValues } from "./values.ts";

interface NewRuleProps {
  rules: Rules;
  /** The rule whose values it begins with. */
  likeId: number | undefined;
  onClose: () => void;
}

/** A rule that is asked for once: a form holds what a person makes of it. */
function useRule({ owner }: Rules, ruleId: number | undefined) {
  const params = { ...ownerParam(owner), ruleId: ruleId ?? 0 };
  return useQuery({
    ...query("getRule", { params }),
    enabled: ruleId !== undefined,
    refetchOnWindowFocus: false,
  });
}

export function NewRule({ rules, likeId, onClose }: NewRuleProps) {
  const create = useSend("createRule");
  const { data: like, error } = useRule(rules, likeId);
  const isReady = likeId === undefined || like !== undefined || error !== null;
  return (
    <RouteDrawer title={`Add ${rules.kind} rule`} onClose={onClose} size="lg">
      {!isReady && <Skeleton height={300} />}
      {isReady && (
        <RuleForm
          rules={rules}
          like={like}
          mayChange
          onSave={(body) => create.mutateAsync({ params: ownerParam(rules.owner), body })}
        />
      )}
    </RouteDrawer>
  );
}

interface EditRuleProps {
  rules: Rules;
  ruleId: number;
  mayChange: boolean;
  onClose: () => void;
}

export function EditRule({ rules, ruleId, mayChange, onClose }: EditRuleProps) {
  const update = useSend("updateRule");
  const [isGoing, setGoing] = useState(false);
  const { data: rule, error } = useRule(rules, isGoing ? undefined : ruleId);
  const params = { ...ownerParam(rules.owner), ruleId };
  return (
    <RouteDrawer title={`${rule?.kind === "sender" ? "Sender" : "Content"} rule`} onClose={onClose} size="lg">
      {!rule && !error && <Skeleton height={300} />}
      {!rule && problemIn(error)?.status === 404 && (
        <EmptyState title="There is no such rule">It may have been deleted.</EmptyState>
      )}
      {!rule && error && problemIn(error)?.status !== 404 && <ProblemNote error={error} />}
      {rule && (
        <RuleForm
          rules={{ ...rules, kind: rule.kind }}
          rule={rule}
          mayChange={mayChange}
          onGoing={setGoing}
          onSave={({ kind: _, ...body }) => update.mutateAsync({ params, body })}
        />
      )}
    </RouteDrawer>
  );
}

type RuleBody = ReturnType<typeof ruleBody>;

interface RuleFormProps {
  rules: Rules;
  /** undefined for a new one, which may be like another. */
  rule?: Rule;
  like?: Rule | undefined;
  mayChange: boolean;
  onSave: (body: RuleBody) => Promise<unknown>;
  /** Told when its deletion begins, and when that fails. */
  onGoing?: (isGoing: boolean) => void;
}

function RuleForm({ rules, rule, like, mayChange, onSave, onGoing }: RuleFormProps) {
  const { kind, owner } = rules;
  const { leave } = useDrawer();
  const [deleting, setDeleting] = useState(false);
  const { form, onSubmit, working, problem } = useContractForm({
    schema: ruleCreate,
    initialValues: ruleValues(kind, rule ?? like),
    toBody: (values) => ruleBody(kind, values),
    fieldOf: ruleField,
    submit: async (body) => {
      await onSave(body);
      said("The rule is saved and acts at once.");
      leave();
    },
  });
  const { match, operation, search } = form.values;
  const { validateField } = form;
  // A phrase that was fine as plain text may be no expression: what is wrong with it shows as soon as that is chosen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only these three say what the phrase must be
  useEffect(() => {
    if (search !== "") validateField("search");
  }, [match, operation, search]);
  const body = ruleBody(kind, form.values);
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        {problem !== undefined && <ProblemNote error={problem} />}
        <RuleFields form={form} rules={rules} />
        <TryUnsaved owner={owner} rule={body} ruleId={rule?.id} />
      </Stack>
      <SaveFoot
        action={rule ? "Save" : "Add rule"}
        working={working}
        disabled={!mayChange}
        start={
          rule &&
          mayChange && (
            <>
              <Button variant="subtle" color="red" c="var(--sy-bad)" onClick={() => setDeleting(true)}>
                Delete
              </Button>
              <Button
                variant="subtle"
                mr="auto"
                leftSection={<IconCopy size={14} />}
                renderRoot={(props) => (
                  <Link
                    {...props}
                    to="."
                    search={withRuleDrawer({ rules: "add", rule: rule.id })}
                    resetScroll={false}
                  />
                )}
              >
                Copy
              </Button>
            </>
          )
        }
      />
      {rule && (
        <DeleteRule rule={rule} rules={rules} opened={deleting} onClose={() => setDeleting(false)} onGoing={onGoing} />
      )}
    </form>
  );
}

interface DeleteRuleProps extends Pick<RuleFormProps, "rules"> {
  rule: Rule;
  opened: boolean;
  onClose: () => void;
  onGoing: RuleFormProps["onGoing"];
}

function DeleteRule({ rule, rules, opened, onClose, onGoing }: DeleteRuleProps) {
  const { leave } = useDrawer();
  const remove = useSend("deleteRule");
  return (
    <ConfirmByTyping
      opened={opened}
      onClose={onClose}
      title="Delete this rule"
      phrase="delete"
      action="Delete rule"
      onConfirm={async () => {
        onGoing?.(true);
        await remove.mutateAsync(
          { params: { ...ownerParam(rules.owner), ruleId: rule.id } },
          { onError: () => onGoing?.(false) },
        );
        said("The rule is deleted.");
        leave();
      }}
    >
      Messages leave without what it did, at once.
    </ConfirmByTyping>
  );
}
