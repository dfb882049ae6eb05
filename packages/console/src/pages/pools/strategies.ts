/** How a pool chooses among the members that can take a message, in words. */
import type { PoolStrategy } from "@switchyard/engine";

export const strategies: Readonly<Record<PoolStrategy, { readonly label: string; readonly says: string }>> = {
  percentage: {
    label: "Percentage",
    says: "Each member takes its share of the traffic; the share of one that is skipped goes to the others.",
  },
  priority: {
    label: "Priority",
    says: "The first member in the order takes everything; the next only while those before it are skipped.",
  },
  least_cost: {
    label: "Least cost",
    says: "The member with the lowest source price for the destination, in any currency; of equals the first in the order.",
  },
  best_delivery: {
    label: "Best delivery",
    says: "The member that delivered the largest share to the country lately. A twentieth goes to the others in turn, so that every rate stays known.",
  },
};
