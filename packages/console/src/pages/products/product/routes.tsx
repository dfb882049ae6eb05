/** The routes of a product, tried after a client's own and before the platform's. */
import { RouteSection } from "../../../parts/routing/section.tsx";
import { useProductId } from "./current.ts";

export function ProductRoutes() {
  return (
    <RouteSection
      owner={{ scope: "product", ownerId: useProductId() }}
      title="Routes"
      says="For every client that has this product: tried after a client's own routes and before the platform's."
      empty={{
        title: "The product has no routes",
        says: "The platform's routes lead the messages of its clients. Add one here to lead some of them elsewhere.",
      }}
    />
  );
}
