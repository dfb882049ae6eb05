/** The drawers of blocked senders: many pasted at once, or one to change. */
import { Button, Skeleton, Stack, Textarea, TextInput } from "@mantine/core";
import { type BlockedSender, blockedSenderPatch, blockedSendersCreate, contractLimits } from "@switchyard/contract";
import { useQuery } from "@tanstack/react-query";
import { query, useMay, useSend } from "../../api.ts";
import { BadLines } from "../bad-lines.tsx";
import { useContractForm } from "../contract-form.ts";
import { SupplierSelect } from "../library-selects.tsx";
import { pastedLines } from "../pasted-lines.ts";
import { ProblemNote } from "../problem.tsx";
import { RouteDrawer, SaveFoot, useDrawer } from "../route-drawer.tsx";
import { said } from "../said.ts";

interface DrawerProps {
  onClose: () => void;
}

/** New ones; of one supplier where it is named, else of whoever is chosen. */
export function NewBlockedSendersDrawer({ supplierId, onClose }: DrawerProps & { supplierId?: number }) {
  return (
    <RouteDrawer title="Block senders" onClose={onClose}>
      <PasteForm supplierId={supplierId} />
    </RouteDrawer>
  );
}

function PasteForm({ supplierId }: { supplierId: number | undefined }) {
  const { leave } = useDrawer();
  const mayChange = useMay("firewall.write");
  const create = useSend("createBlockedSenders");
  const { form, onSubmit, working, problem } = useContractForm({
    schema: blockedSendersCreate,
    // Not named as in the contract: its faults are told line by line, not on the field.
    initialValues: { pasted: "", supplierId: supplierId === undefined ? null : String(supplierId), comment: "" },
    toBody: ({ pasted, ...values }) => ({
      ...values,
      // What no sender can be as long as is cut.
      patterns: pastedLines(pasted).map((line) => line.trim().slice(0, contractLimits.searchCharsMax)),
      supplierId: values.supplierId ? Number(values.supplierId) : null,
    }),
    fieldOf: (path) => (path === "patterns" ? "pasted" : path),
    submit: async (body) => {
      const { items } = await create.mutateAsync({ body });
      const [only] = items;
      said(`${items.length === 1 && only ? `${only.pattern} is` : `${items.length} senders are`} blocked from now on.`);
      leave();
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        {problem !== undefined && <BadLines error={problem} />}
        <Textarea
          label="Senders"
          description={`One a line, up to ${contractLimits.blockedSendersPastedMax.toLocaleString("en")}: exact, or with * for any run of characters, bank*. Letter case is ignored.`}
          placeholder={"PayPal*\nInfo\n491701234567"}
          withAsterisk
          autosize
          minRows={5}
          maxRows={14}
          spellCheck={false}
          data-autofocus
          {...form.getInputProps("pasted")}
        />
        {supplierId === undefined && (
          <SupplierSelect
            label="Where"
            placeholder="Everywhere"
            description="Nobody may use them; or no message that goes to one supplier may have them."
            clearable
            {...form.getInputProps("supplierId")}
          />
        )}
        <Textarea label="Comment" autosize minRows={2} {...form.getInputProps("comment")} />
      </Stack>
      <SaveFoot action="Block senders" working={working} disabled={!mayChange} />
    </form>
  );
}

export function EditBlockedSenderDrawer({ blockedSenderId, onClose }: DrawerProps & { blockedSenderId: string }) {
  const params = { blockedSenderId };
  const { data: blocked, error } = useQuery(query("getBlockedSender", { params }));
  return (
    <RouteDrawer title={blocked ? `Edit ${blocked.pattern}` : "Blocked sender"} onClose={onClose}>
      {!blocked && !error && <Skeleton height={160} />}
      {error && !blocked && <ProblemNote error={error} />}
      {blocked && <BlockedSenderForm blocked={blocked} />}
    </RouteDrawer>
  );
}

function BlockedSenderForm({ blocked }: { blocked: BlockedSender }) {
  const { leave } = useDrawer();
  const mayChange = useMay("firewall.write");
  const update = useSend("updateBlockedSender");
  const remove = useSend("deleteBlockedSender");
  const params = { blockedSenderId: blocked.id };
  const { form, onSubmit, working, problem } = useContractForm({
    schema: blockedSenderPatch,
    initialValues: { pattern: blocked.pattern, comment: blocked.comment },
    toBody: (values) => values,
    submit: async (body) => {
      const { pattern } = await update.mutateAsync({ params, body });
      said(`${pattern} is blocked from now on.`);
      leave();
    },
  });
  const unblock = async () => {
    await remove.mutateAsync({ params });
    said(`${blocked.pattern} may be used again.`);
    leave();
  };
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        {problem !== undefined && <ProblemNote error={problem} />}
        <TextInput
          label="Sender"
          description="Exact, or with * for any run of characters: bank*. Letter case is ignored."
          withAsterisk
          data-autofocus
          autoComplete="off"
          spellCheck={false}
          {...form.getInputProps("pattern")}
        />
        <Textarea label="Comment" autosize minRows={2} {...form.getInputProps("comment")} />
      </Stack>
      <SaveFoot
        action="Save"
        working={working}
        disabled={!mayChange}
        start={
          mayChange && (
            <Button variant="subtle" mr="auto" loading={remove.isPending} onClick={() => void unblock().catch(said)}>
              Unblock
            </Button>
          )
        }
      />
    </form>
  );
}
