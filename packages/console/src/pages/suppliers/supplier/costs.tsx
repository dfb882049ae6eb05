/** What a supplier asks for a part or a look-up, by destination. */
import { TariffSection } from "../../../parts/tariff/section.tsx";
import { useSupplier } from "./current.ts";

export function SupplierCosts() {
  const { data: supplier } = useSupplier();
  if (!supplier) return null;
  return (
    <TariffSection
      tariff={{ scope: "supplier", ownerId: supplier.id }}
      currency={supplier.currency}
      noun="cost"
      says="Per part of a message or per look-up, in the supplier's currency. A network's cost beats its country's. A connection without a cost for a destination is skipped."
    />
  );
}
