/** How destinations are spoken of. */
import type { Destination, MobileNetwork } from "@switchyard/contract";
import type { Portability } from "@switchyard/engine";
import { Status } from "../../parts/status.tsx";

export const portabilityWords: Readonly<Record<Portability, { readonly label: string; readonly says: string }>> = {
  prefix: {
    label: "By prefix",
    says: "A number belongs to the network that its range was given to. Right where numbers are not ported.",
  },
  lookup: {
    label: "By look-up",
    says: "The supplier of an HLR route is asked to which network a number belongs now; the answer is kept.",
  },
  highest_price: {
    label: "Highest price",
    says: "The network is not known, so the highest price of the country's networks is charged.",
  },
};

export const fallbackWords = { prefix: "network by prefix", highest_price: "highest price" } as const;

export function DestinationStatus({ of }: { of: Pick<Destination, "closed" | "closedNetworks"> }) {
  if (of.closed) {
    return (
      <Status tone="bad" says="Messages to it are blocked.">
        Closed
      </Status>
    );
  }
  if (of.closedNetworks === 0) return <Status tone="good">Open</Status>;
  const networks = of.closedNetworks === 1 ? "1 network" : `${of.closedNetworks} networks`;
  return <Status tone="wait" says="Messages to them are blocked.">{`${networks} closed`}</Status>;
}

export function NetworkStatus({ of }: { of: Pick<MobileNetwork, "closed" | "operational"> }) {
  if (of.closed) {
    return (
      <Status tone="bad" says="Messages to it are blocked.">
        Closed
      </Status>
    );
  }
  return of.operational ? (
    <Status tone="good">Open</Status>
  ) : (
    <Status tone="idle" says="It is not offered where a network is chosen.">
      Off the air
    </Status>
  );
}
