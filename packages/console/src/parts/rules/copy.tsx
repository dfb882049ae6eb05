/** The drawer that copies rules, those ticked or all of an owner, to another owner. */
import { Radio, SegmentedControl, Stack } from "@mantine/core";
import { adminEndpoints, type RuleOwner } from "@switchyard/contract";
import { useSend } from "../../api.ts";
import { useContractForm } from "../contract-form.ts";
import type { Ticked } from "../data-table/selection.tsx";
import { ClientSelect, SupplierSelect } from "../library-selects.tsx";
import { ProblemNote } from "../problem.tsx";
import { RouteDrawer, SaveFoot, useDrawer } from "../route-drawer.tsx";
import { said } from "../said.ts";
import { counted, ownerParam } from "./owner.ts";

interface CopyRulesProps {
  owner: RuleOwner;
  selection: Ticked;
  onClose: () => void;
}

export function CopyRules({ owner, selection, onClose }: CopyRulesProps) {
  return (
    <RouteDrawer title="Copy rules" onClose={onClose}>
      <CopyForm owner={owner} selection={selection} />
    </RouteDrawer>
  );
}

const scopeOptions = [
  { value: "client", label: "A client" },
  { value: "supplier", label: "A supplier" },
];

function CopyForm({ owner, selection }: Omit<CopyRulesProps, "onClose">) {
  const { leave } = useDrawer();
  const copy = useSend("copyRules");
  const chosen = selection.ids.length;
  const { form, onSubmit, working, problem } = useContractForm({
    schema: adminEndpoints.copyRules.body,
    initialValues: { which: chosen > 0 ? "chosen" : "all", scope: "client", to: null as string | null },
    toBody: ({ which, scope, to }) => ({
      to: to ? `${scope}-${to}` : undefined,
      ...(which === "chosen" && { ruleIds: [...selection.ids] }),
    }),
    submit: async (body) => {
      const { copied, skipped } = await copy.mutateAsync({ params: ownerParam(owner), body });
      selection.clear();
      said(
        skipped === 0 ? `Copied: ${counted(copied)}.` : `Copied: ${counted(copied)}. Left out: ${counted(skipped)}.`,
      );
      leave();
    },
  });
  const Target = form.values.scope === "client" ? ClientSelect : SupplierSelect;
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        {problem !== undefined && <ProblemNote error={problem} />}
        <Radio.Group label="Which" {...form.getInputProps("which")}>
          <Stack gap={6} mt={4}>
            <Radio value="chosen" label={`${counted(chosen)} selected`} disabled={chosen === 0} />
            <Radio value="all" label={`All rules of this ${owner.scope}, of content and of senders`} />
          </Stack>
        </Radio.Group>
        <SegmentedControl
          aria-label="Copy to a client or a supplier"
          data={scopeOptions}
          value={form.values.scope}
          onChange={(scope) => form.setValues({ scope, to: null })}
        />
        <Target
          label="Copy to"
          description="What it has already is left out, and so are rules for another supplier than the one they are copied to."
          withAsterisk
          {...form.getInputProps("to")}
        />
      </Stack>
      <SaveFoot action="Copy rules" working={working} />
    </form>
  );
}
