/** The client's own prices, and the product behind them. */
import type { Client } from "@switchyard/contract";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { query } from "../../../../api.ts";
import { EmptyState } from "../../../../parts/empty-state.tsx";
import { TariffSection } from "../../../../parts/tariff/section.tsx";
import { useClientId } from "../current.ts";

type Facts = Pick<Client, "id" | "currency" | "productId" | "product">;

const factsOf = ({ id, currency, productId, product }: Client): Facts => ({ id, currency, productId, product });

export function ClientPrices() {
  // The profile asks for the client every other second; a long list is drawn again only when it would look different.
  const { data: client } = useQuery({
    ...query("getClient", { params: { clientId: useClientId() } }),
    select: factsOf,
  });
  if (!client) return null;
  return (
    <TariffSection
      tariff={{ scope: "client", ownerId: client.id }}
      currency={client.currency}
      noun="price"
      says={
        <>
          Per part of a message or per look-up, in the client's currency. A network's price beats its country's.{" "}
          <Behind client={client} />
        </>
      }
      {...(client.productId !== null && { empty: <OnlyTheProduct client={client} /> })}
    />
  );
}

/** What prices the destinations that are not listed. */
function Behind({ client }: { client: Facts }) {
  if (client.productId === null) return "Without a price a message is blocked.";
  return (
    <>
      Prices not listed here come from product <ProductLink client={client} />.
    </>
  );
}

function ProductLink({ client }: { client: Facts }) {
  return (
    <Link to="/products/$productId" params={{ productId: String(client.productId) }} className="text-link">
      {client.product}
    </Link>
  );
}

function OnlyTheProduct({ client }: { client: Facts }) {
  return (
    <EmptyState title="No prices of its own">
      All its prices come from product <ProductLink client={client} />. A price added here beats the product's for its
      destination.
    </EmptyState>
  );
}
