/** A price or cost that stands: when it ends, or that it goes altogether. What it says about the past stays true. */
import { Button, Stack } from "@mantine/core";
import { adminEndpoints, type TariffState } from "@switchyard/contract";
import { type ReactNode, useState } from "react";
import { ConfirmByTyping } from "../confirm-by-typing.tsx";
import { useContractForm } from "../contract-form.ts";
import { Figure, FigureStrip } from "../figure.tsx";
import { MomentInput } from "../moment-input.tsx";
import { countryName } from "../place.tsx";
import { ProblemNote } from "../problem.tsx";
import { DrawerFoot, useDrawer } from "../route-drawer.tsx";
import { said } from "../said.ts";
import { Status } from "../status.tsx";
import { Time } from "../time.tsx";
import { tariffLooks } from "../tones.ts";

interface EndFormProps {
  row: { country: string; network: string | null; validFrom: string; validTo: string | null; state: TariffState };
  amount: ReactNode;
  noun: "price" | "cost";
  mayChange: boolean;
  onEnd: (body: { validTo: string | null }) => Promise<unknown>;
  onDelete: () => Promise<unknown>;
}

export function EndForm({ row, amount, noun, mayChange, onEnd, onDelete }: EndFormProps) {
  const { leave } = useDrawer();
  const [deleting, setDeleting] = useState(false);
  const { form, onSubmit, working, problem } = useContractForm({
    schema: adminEndpoints.updatePrice.body,
    initialValues: { validTo: row.validTo ?? "" },
    toBody: ({ validTo }) => ({ validTo: validTo || null }),
    submit: async (body) => {
      await onEnd(body);
      said(`The ${noun} is saved.`);
      leave();
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        <RowFigures row={row} amount={amount} noun={noun} />
        {problem !== undefined && <ProblemNote error={problem} />}
        <MomentInput
          label="Ends"
          description="Empty: it stands until another replaces it. To change the amount, enter a new row for the destination."
          data-autofocus
          {...form.getInputProps("validTo")}
        />
        <Button
          variant="subtle"
          w="fit-content"
          px={0}
          disabled={!mayChange}
          onClick={() => form.setFieldValue("validTo", new Date().toISOString())}
        >
          End it now
        </Button>
      </Stack>
      <DrawerFoot>
        <Button
          variant="subtle"
          color="red"
          c="var(--sy-bad)"
          mr="auto"
          disabled={!mayChange}
          onClick={() => setDeleting(true)}
        >
          Delete
        </Button>
        <Button variant="default" onClick={leave}>
          Cancel
        </Button>
        <Button type="submit" loading={working} disabled={!mayChange}>
          Save
        </Button>
      </DrawerFoot>
      <DeleteRow row={row} noun={noun} opened={deleting} onClose={() => setDeleting(false)} onDelete={onDelete} />
    </form>
  );
}

function RowFigures({ row, amount, noun }: Pick<EndFormProps, "row" | "amount" | "noun">) {
  const look = tariffLooks[row.state];
  return (
    <FigureStrip>
      <Figure label={`${noun === "price" ? "Price" : "Cost"} per part`}>{amount}</Figure>
      <Figure label="State">
        <Status tone={look.tone} says={look.says}>
          {look.word}
        </Status>
      </Figure>
      <Figure label="Since">
        <Time at={row.validFrom} as="day" />
      </Figure>
    </FigureStrip>
  );
}

interface DeleteRowProps extends Pick<EndFormProps, "row" | "noun" | "onDelete"> {
  opened: boolean;
  onClose: () => void;
}

function DeleteRow({ row, noun, opened, onClose, onDelete }: DeleteRowProps) {
  const { leave } = useDrawer();
  return (
    <ConfirmByTyping
      opened={opened}
      onClose={onClose}
      title={`Delete this ${noun}`}
      phrase={row.country}
      action={`Delete ${noun}`}
      onConfirm={async () => {
        await onDelete();
        said(`The ${noun} is deleted.`);
        leave();
      }}
    >
      The {noun} for {countryName(row.country)}
      {row.network && ` · ${row.network}`} goes at once. What was charged by it stays charged.
    </ConfirmByTyping>
  );
}
