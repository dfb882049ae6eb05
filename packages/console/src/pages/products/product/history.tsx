/** Every change to a product itself; those to its prices and routes have their own. */
import { ThingHistory } from "../../../parts/history/thing-history.tsx";
import { useProductId } from "./current.ts";

export function ProductHistory() {
  return <ThingHistory entity="product" entityId={useProductId()} />;
}
