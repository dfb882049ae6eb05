/** Whose routes a part of the console shows, for people and for links. */
import { type RouteRef, routeScopeName } from "@switchyard/contract";
import { useQuery } from "@tanstack/react-query";
import { linkOptions } from "@tanstack/react-router";
import { query } from "../../api.ts";

/** The parameter that names it in calls. */
export const scopeParam = (owner: RouteRef): { scope: string } => ({ scope: routeScopeName(owner) });

/** The owner of a name such as `client-12`; the platform for anything else. */
export function ownerOfScope(text: string | undefined): RouteRef {
  const [, scope, id] = /^(client|product)-(\d{1,10})$/.exec(text ?? "") ?? [];
  if (scope !== "client" && scope !== "product") return { scope: "platform", ownerId: 0 };
  return { scope, ownerId: Number(id) };
}

/** Its name: a client's login, a product's name; undefined until it is known. */
export function useOwnerName({ scope, ownerId }: RouteRef): string | undefined {
  const client = useQuery({
    ...query("getClient", { params: { clientId: ownerId } }),
    enabled: scope === "client",
    select: ({ login }) => login,
  });
  const product = useQuery({
    ...query("getProduct", { params: { productId: ownerId } }),
    enabled: scope === "product",
    select: ({ name }) => name,
  });
  return { platform: "the platform", client: client.data, product: product.data }[scope];
}

/** The page that shows an owner's routes beside all else of it. */
export function ownerPage({ scope, ownerId }: RouteRef) {
  const id = String(ownerId);
  const pages = {
    platform: linkOptions({ to: "/routes" }),
    client: linkOptions({ to: "/clients/$clientId/destinations/routing", params: { clientId: id } }),
    product: linkOptions({ to: "/products/$productId/routes", params: { productId: id } }),
  } as const;
  return pages[scope];
}
