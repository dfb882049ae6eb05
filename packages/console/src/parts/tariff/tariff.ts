/** One tariff as its parts of the console are given it: whose it is, in which currency, and what its amounts are called. */
import { type TariffRef, tariffName } from "@switchyard/contract";
import type { MessageType } from "@switchyard/engine";
import { useQuery } from "@tanstack/react-query";
import { linkOptions } from "@tanstack/react-router";
import { query, useMay } from "../../api.ts";

export interface Tariff {
  readonly tariff: TariffRef;
  readonly currency: string;
  /** Clients and products have prices, suppliers have costs. */
  readonly noun: "price" | "cost";
}

/** The parameter that names it in calls. */
export const tariffParam = ({ tariff }: Pick<Tariff, "tariff">): { tariff: string } => ({ tariff: tariffName(tariff) });

export const nounOf = ({ scope }: TariffRef): Tariff["noun"] => (scope === "supplier" ? "cost" : "price");

/** `"price"` → `"Prices"`. */
export function headingOf(noun: Tariff["noun"]): string {
  return noun === "price" ? "Prices" : "Costs";
}

const units: Readonly<Record<MessageType, string>> = { sms: "part", mo: "incoming part", hlr: "look-up" };

/** What one amount of this type is for: `"Price per part"`. */
export function amountLabel(noun: Tariff["noun"], type: MessageType): string {
  return `${noun === "price" ? "Price" : "Cost"} per ${units[type]}`;
}

/** What the billing mode says of it: clients are charged, suppliers are owed. */
export function billingLabel(noun: Tariff["noun"]): string {
  return noun === "price" ? "Charged" : "Owed";
}

/** `counted("price", 1)` → `"1 price"`. */
export function counted(noun: Tariff["noun"], count: number): string {
  return `${count.toLocaleString("en")} ${count === 1 ? noun : `${noun}s`}`;
}

export function useMayChange({ scope }: TariffRef): boolean {
  const mayPrice = useMay("prices.write");
  const mayCost = useMay("suppliers.write");
  return scope === "supplier" ? mayCost : mayPrice;
}

/** Its owner's name and currency; undefined until they are known, with the error where they can't be. */
export function useTariffOwner({ scope, ownerId }: TariffRef) {
  const client = useQuery({
    ...query("getClient", { params: { clientId: ownerId } }),
    enabled: scope === "client",
  });
  const product = useQuery({
    ...query("getProduct", { params: { productId: ownerId } }),
    enabled: scope === "product",
  });
  const supplier = useQuery({
    ...query("getSupplier", { params: { supplierId: ownerId } }),
    enabled: scope === "supplier",
  });
  const error = { client, product, supplier }[scope].error;
  const owners = {
    client: client.data && { name: client.data.login, currency: client.data.currency },
    product: product.data && { name: product.data.name, currency: product.data.currency },
    supplier: supplier.data && { name: supplier.data.name, currency: supplier.data.currency },
  };
  return { owner: owners[scope], error };
}

/** The page that shows the tariff. */
export function tariffPage({ scope, ownerId }: TariffRef) {
  const id = String(ownerId);
  const pages = {
    client: linkOptions({ to: "/clients/$clientId/destinations", params: { clientId: id } }),
    product: linkOptions({ to: "/products/$productId", params: { productId: id } }),
    supplier: linkOptions({ to: "/suppliers/$supplierId/costs", params: { supplierId: id } }),
  } as const;
  return pages[scope];
}
