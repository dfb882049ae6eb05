/** The drawer that adds prices or costs, all or none. */
import { adminEndpoints } from "@switchyard/contract";
import { useSend } from "../../api.ts";
import { useContractForm } from "../contract-form.ts";
import { ProblemNote } from "../problem.tsx";
import { RouteDrawer, SaveFoot, useDrawer } from "../route-drawer.tsx";
import { said } from "../said.ts";
import { blankRow, NewRows, type NewRowsValues, newRowsField, rowsOf } from "./new-rows.tsx";
import { counted, type Tariff, tariffParam } from "./tariff.ts";

interface AddRowsProps {
  tariff: Tariff;
  onClose: () => void;
}

export function AddRows({ tariff, onClose }: AddRowsProps) {
  return (
    <RouteDrawer title={`Add ${tariff.noun}s`} onClose={onClose} size="xl">
      <AddForm tariff={tariff} />
    </RouteDrawer>
  );
}

const initialValues = (): NewRowsValues => ({ rows: [blankRow()], type: "sms", validFrom: "" });

function AddForm({ tariff }: { tariff: Tariff }) {
  const { currency, noun } = tariff;
  const { leave } = useDrawer();
  const create = useSend("createTariffRows");
  const { form, onSubmit, working, problem } = useContractForm({
    schema: adminEndpoints.createTariffRows.body,
    initialValues: initialValues(),
    toBody: (values) => ({ rows: rowsOf(values) }),
    fieldOf: newRowsField,
    submit: async (body) => {
      const { items } = await create.mutateAsync({ params: tariffParam(tariff), body });
      said(items.length === 1 ? `The ${noun} is entered.` : `${counted(noun, items.length)} are entered.`);
      leave();
    },
  });
  const { length } = form.values.rows;
  return (
    <form onSubmit={onSubmit} noValidate>
      {problem !== undefined && <ProblemNote error={problem} />}
      <NewRows form={form} currency={currency} noun={noun} />
      <SaveFoot action={length === 1 ? `Add ${noun}` : `Add ${counted(noun, length)}`} working={working} />
    </form>
  );
}
