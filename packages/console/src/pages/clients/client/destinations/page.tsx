/** Where the client may send: its prices, the product behind them, and the routes of its own. */
import type { Client } from "@switchyard/contract";
import { Link, Outlet } from "@tanstack/react-router";
import { EmptyState } from "../../../../parts/empty-state.tsx";
import { TariffSection } from "../../../../parts/tariff/section.tsx";
import { useClient } from "../current.ts";
import { ClientRoutes } from "./routes.tsx";

export function DestinationsTab() {
  const { data: client } = useClient();
  return (
    <>
      {client && (
        <TariffSection
          tariff={{ scope: "client", ownerId: client.id }}
          currency={client.currency}
          noun="price"
          says={
            <>
              Per part, in the client's currency. A network's price beats its country's. <Behind client={client} />
            </>
          }
          {...(client.productId !== null && { empty: <OnlyTheProduct client={client} /> })}
        />
      )}
      <ClientRoutes />
      <Outlet />
    </>
  );
}

/** What prices the destinations that are not listed. */
function Behind({ client }: { client: Client }) {
  if (client.productId === null) return "Without a price a message is blocked.";
  return (
    <>
      Prices not listed here come from product <ProductLink client={client} />.
    </>
  );
}

function ProductLink({ client }: { client: Client }) {
  return (
    <Link to="/products/$productId" params={{ productId: String(client.productId) }} className="text-link">
      {client.product}
    </Link>
  );
}

function OnlyTheProduct({ client }: { client: Client }) {
  return (
    <EmptyState title="No prices of its own">
      All its prices come from product <ProductLink client={client} />. A price added here beats the product's for its
      destination.
    </EmptyState>
  );
}
