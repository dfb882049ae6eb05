/** The form of a blocked sender, and the drawers that have it. */
import { Button, Skeleton, Stack, Textarea, TextInput } from "@mantine/core";
import { type BlockedSender, type BlockedSenderCreate, blockedSenderCreate } from "@switchyard/contract";
import { useQuery } from "@tanstack/react-query";
import { query, useMay, useSend } from "../../api.ts";
import { useContractForm } from "../contract-form.ts";
import { SupplierSelect } from "../library-selects.tsx";
import { ProblemNote } from "../problem.tsx";
import { RouteDrawer, SaveFoot, useDrawer } from "../route-drawer.tsx";
import { said } from "../said.ts";

interface DrawerProps {
  onClose: () => void;
}

/** A new one; of one supplier where it is named, else of whoever is chosen. */
export function NewBlockedSenderDrawer({ supplierId, onClose }: DrawerProps & { supplierId?: number }) {
  const create = useSend("createBlockedSender");
  return (
    <RouteDrawer title="Block a sender" onClose={onClose}>
      <BlockedSenderForm supplierId={supplierId} onSave={(body) => create.mutateAsync({ body })} />
    </RouteDrawer>
  );
}

export function EditBlockedSenderDrawer({ blockedSenderId, onClose }: DrawerProps & { blockedSenderId: string }) {
  const params = { blockedSenderId };
  const { data: blocked, error } = useQuery(query("getBlockedSender", { params }));
  const update = useSend("updateBlockedSender");
  return (
    <RouteDrawer title={blocked ? `Edit ${blocked.pattern}` : "Blocked sender"} onClose={onClose}>
      {!blocked && !error && <Skeleton height={160} />}
      {error && !blocked && <ProblemNote error={error} />}
      {blocked && (
        <BlockedSenderForm
          blocked={blocked}
          onSave={({ pattern, comment }) => update.mutateAsync({ params, body: { pattern, comment } })}
        />
      )}
    </RouteDrawer>
  );
}

interface BlockedSenderFormProps {
  blocked?: BlockedSender;
  supplierId?: number | undefined;
  onSave: (body: BlockedSenderCreate) => Promise<unknown>;
}

function BlockedSenderForm({ blocked, supplierId, onSave }: BlockedSenderFormProps) {
  const { leave } = useDrawer();
  const mayChange = useMay("firewall.write");
  const remove = useSend("deleteBlockedSender");
  const { form, onSubmit, working, problem } = useContractForm({
    schema: blockedSenderCreate,
    initialValues: {
      pattern: blocked?.pattern ?? "",
      supplierId: supplierId === undefined ? null : String(supplierId),
      comment: blocked?.comment ?? "",
    },
    toBody: (values) => ({ ...values, supplierId: values.supplierId ? Number(values.supplierId) : null }),
    submit: async (body) => {
      await onSave(body);
      said(`${body.pattern} is blocked from now on.`);
      leave();
    },
  });
  const unblock = async () => {
    if (!blocked) return;
    await remove.mutateAsync({ params: { blockedSenderId: blocked.id } });
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
        {!blocked && supplierId === undefined && (
          <SupplierSelect
            label="Where"
            placeholder="Everywhere"
            description="Nobody may use it; or no message that goes to one supplier may have it."
            clearable
            {...form.getInputProps("supplierId")}
          />
        )}
        <Textarea label="Comment" autosize minRows={2} {...form.getInputProps("comment")} />
      </Stack>
      <SaveFoot
        action={blocked ? "Save" : "Block sender"}
        working={working}
        disabled={!mayChange}
        start={
          blocked &&
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
