/** Personal routing: the client's own routes, tried before its product's and the platform's. */
import type { Client } from "@switchyard/contract";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { query } from "../../../../api.ts";
import { RouteSection } from "../../../../parts/routing/section.tsx";
import { useClientId } from "../current.ts";

const productOf = ({ productId, product }: Client) => ({ productId, product });

export function PersonalRouting() {
  const clientId = useClientId();
  const { data } = useQuery({ ...query("getClient", { params: { clientId } }), select: productOf });
  return (
    <RouteSection
      owner={{ scope: "client", ownerId: clientId }}
      title="Personal routing"
      says={
        <>
          Routes of this client alone, tried first, by priority. Then those of{" "}
          {data?.productId != null && (
            <>
              its product{" "}
              <Link
                to="/products/$productId/routes"
                params={{ productId: String(data.productId) }}
                className="text-link"
              >
                {data.product}
              </Link>
              , then of{" "}
            </>
          )}
          <Link to="/routes" className="text-link">
            the platform
          </Link>
          .
        </>
      }
      empty={{
        title: "No personal routes",
        says: "Its product's and the platform's routes serve this client. Add one here to lead some of its messages elsewhere.",
      }}
    />
  );
}
