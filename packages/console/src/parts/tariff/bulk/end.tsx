/** The drawer that ends rows in force, as a draft. */
import { adminEndpoints } from "@switchyard/contract";
import { useSend } from "../../../api.ts";
import { useContractForm } from "../../contract-form.ts";
import { MomentInput } from "../../moment-input.tsx";
import { RouteDrawer } from "../../route-drawer.tsx";
import type { Selection } from "../selection.ts";
import { type Tariff, tariffParam } from "../tariff.ts";
import { AboutFields, type AboutValues, aboutField, aboutInitially, selectionOf } from "./about.tsx";
import { DraftForm, useShowDraft } from "./draft-form.tsx";

interface EndRowsProps {
  tariff: Tariff;
  selection: Selection;
  onClose: () => void;
}

export function EndRows({ tariff, selection, onClose }: EndRowsProps) {
  return (
    <RouteDrawer title={`End ${tariff.noun}s`} onClose={onClose}>
      <EndForm tariff={tariff} selection={selection} />
    </RouteDrawer>
  );
}

interface EndValues extends AboutValues {
  validTo: string;
}

function EndForm({ tariff, selection }: Omit<EndRowsProps, "onClose">) {
  const showDraft = useShowDraft(tariff);
  const draft = useSend("draftTariffEnd");
  const { form, onSubmit, working, problem } = useContractForm<EndValues, typeof adminEndpoints.draftTariffEnd.body>({
    schema: adminEndpoints.draftTariffEnd.body,
    initialValues: { ...aboutInitially(selection), validTo: "" },
    toBody: (values) => ({
      selection: selectionOf(values, selection),
      ...(values.validTo && { validTo: values.validTo }),
    }),
    fieldOf: aboutField,
    submit: async (body) => showDraft(await draft.mutateAsync({ params: tariffParam(tariff), body })),
  });
  return (
    <DraftForm onSubmit={onSubmit} working={working} problem={problem}>
      <AboutFields form={form} selection={selection} noun={tariff.noun} />
      <MomentInput
        label="End at"
        description={
          tariff.noun === "price"
            ? "Empty: at the moment of saving. From then on messages to these destinations find no price here."
            : "Empty: at the moment of saving. From then on nothing is sent to these destinations through this supplier."
        }
        {...form.getInputProps("validTo")}
      />
    </DraftForm>
  );
}
