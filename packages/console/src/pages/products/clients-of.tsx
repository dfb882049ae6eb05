/** How many clients have a product, and the way to them. */
import type { Product } from "@switchyard/contract";
import { Link } from "@tanstack/react-router";
import { formatCount } from "../../parts/figures.ts";

export function ClientsOf({ product: { id, clients } }: { product: Product }) {
  const says = `${formatCount(clients)} ${clients === 1 ? "client" : "clients"}`;
  return (
    <Link to="/clients" search={{ product: String(id) }} className="quiet-link" aria-label={says}>
      {formatCount(clients)}
    </Link>
  );
}
