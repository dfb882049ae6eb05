/** The drawer of a tariff that the URL opens. */
import type { ReactNode } from "react";
import { AddRows } from "./add-rows.tsx";
import { type TariffDrawer, useTariffDrawer } from "./address.ts";
import { ChangeRows } from "./bulk/change.tsx";
import { EndRows } from "./bulk/end.tsx";
import { GeneratePrices } from "./bulk/generate.tsx";
import { ImportFile } from "./import/drawer.tsx";
import { RowDrawer } from "./row/drawer.tsx";
import type { Selection } from "./selection.ts";
import type { Tariff } from "./tariff.ts";

interface TariffDrawersProps {
  tariff: Tariff;
  mayChange: boolean;
  selection: Selection;
}

export function TariffDrawers({ tariff, mayChange, selection }: TariffDrawersProps) {
  const { opened, rowId, close } = useTariffDrawer();
  if (rowId !== undefined) return <RowDrawer tariff={tariff} rowId={rowId} mayChange={mayChange} onClose={close} />;
  if (!opened || !mayChange) return null;
  if (opened === "generate" && tariff.noun === "cost") return null;
  const drawers: Readonly<Record<TariffDrawer, () => ReactNode>> = {
    add: () => <AddRows tariff={tariff} onClose={close} />,
    import: () => <ImportFile tariff={tariff} onClose={close} />,
    change: () => <ChangeRows tariff={tariff} selection={selection} onClose={close} />,
    end: () => <EndRows tariff={tariff} selection={selection} onClose={close} />,
    generate: () => <GeneratePrices tariff={tariff} onClose={close} />,
  };
  return drawers[opened]();
}
