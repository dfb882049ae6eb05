/** When a row ends, or that it goes altogether. What it says about the past stays true. */
import { Button, Group } from "@mantine/core";
import { adminEndpoints, type TariffRow } from "@switchyard/contract";
import { useState } from "react";
import { useSend } from "../../../api.ts";
import { ConfirmByTyping } from "../../confirm-by-typing.tsx";
import { useContractForm } from "../../contract-form.ts";
import { MomentInput } from "../../moment-input.tsx";
import { countryName } from "../../place.tsx";
import { ProblemNote } from "../../problem.tsx";
import { AskDelete, SaveFoot, useDrawer } from "../../route-drawer.tsx";
import { said } from "../../said.ts";
import { type Tariff, tariffParam } from "../tariff.ts";

interface EndRowProps {
  row: TariffRow;
  tariff: Tariff;
  /** Told when its deletion begins, and when that fails. */
  onGoing: (isGoing: boolean) => void;
}

export function EndRow({ row, tariff, onGoing }: EndRowProps) {
  const { leave } = useDrawer();
  const { noun } = tariff;
  const [deleting, setDeleting] = useState(false);
  const update = useSend("updateTariffRow");
  const { form, onSubmit, working, problem } = useContractForm({
    schema: adminEndpoints.updateTariffRow.body,
    initialValues: { validTo: row.validTo ?? "" },
    toBody: ({ validTo }) => ({ validTo: validTo || null }),
    submit: async (body) => {
      await update.mutateAsync({ params: { ...tariffParam(tariff), rowId: row.id }, body });
      said(`The ${noun} is saved.`);
      leave();
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      {problem !== undefined && <ProblemNote error={problem} />}
      <Group align="flex-end" gap="xs">
        <MomentInput
          label="Ends"
          description="Empty: it stands until another replaces it. To change the amount, add a new row for the destination."
          style={{ flex: "1 1 260px" }}
          {...form.getInputProps("validTo")}
        />
        <Button variant="default" size="sm" onClick={() => form.setFieldValue("validTo", new Date().toISOString())}>
          End it now
        </Button>
      </Group>
      <SaveFoot
        action="Save"
        working={working}
        disabled={!form.isDirty()}
        start={<AskDelete onAsk={() => setDeleting(true)} />}
      />
      <DeleteRow row={row} tariff={tariff} onGoing={onGoing} opened={deleting} onClose={() => setDeleting(false)} />
    </form>
  );
}

interface DeleteRowProps extends EndRowProps {
  opened: boolean;
  onClose: () => void;
}

function DeleteRow({ row, tariff, onGoing, opened, onClose }: DeleteRowProps) {
  const { leave } = useDrawer();
  const { noun } = tariff;
  const remove = useSend("deleteTariffRow");
  return (
    <ConfirmByTyping
      opened={opened}
      onClose={onClose}
      title={`Delete this ${noun}`}
      phrase={row.country}
      action={`Delete ${noun}`}
      onConfirm={async () => {
        onGoing(true);
        await remove.mutateAsync(
          { params: { ...tariffParam(tariff), rowId: row.id } },
          { onError: () => onGoing(false) },
        );
        said(`The ${noun} is deleted.`);
        leave();
      }}
    >
      The {noun} for {countryName(row.country)}
      {row.network && ` · ${row.network}`} goes at once, and one it had replaced counts again. What was charged by it
      stays charged.
    </ConfirmByTyping>
  );
}
