/** The prices of a product. */
import { Outlet } from "@tanstack/react-router";
import { TariffSection } from "../../../parts/tariff/section.tsx";
import { useProduct } from "./current.ts";

export function ProductPrices() {
  const { data: product } = useProduct();
  return (
    <>
      {product && (
        <TariffSection
          tariff={{ scope: "product", ownerId: product.id }}
          currency={product.currency}
          noun="price"
          says="Per part of a message or per look-up, for every client that has this product. A client's own price for a destination beats it."
        />
      )}
      <Outlet />
    </>
  );
}
