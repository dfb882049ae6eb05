/** Every change to a supplier itself; those to its prices and connections have their own. */
import { ThingHistory } from "../../../parts/history/thing-history.tsx";
import { useSupplierId } from "./current.ts";

export function SupplierHistory() {
  return <ThingHistory entity="supplier" entityId={useSupplierId()} />;
}
