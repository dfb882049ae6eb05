/** A product: its currency, how many clients have it, its prices and its routes. */
import { Button, Skeleton } from "@mantine/core";
import type { Product } from "@switchyard/contract";
import { IconCopy, IconPencil, IconUsers } from "@tabler/icons-react";
import { Link, Outlet } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { problemIn, useMay } from "../../../api.ts";
import { EmptyState } from "../../../parts/empty-state.tsx";
import { Fact, Facts } from "../../../parts/facts.tsx";
import { Page } from "../../../parts/page.tsx";
import { ProblemNote } from "../../../parts/problem.tsx";
import { TabLinks } from "../../../parts/tab-links.tsx";
import { Time } from "../../../parts/time.tsx";
import { ClientsOf } from "../clients-of.tsx";
import { useProduct } from "./current.ts";

const tabs = [
  { to: "/products/$productId", label: "Prices" },
  { to: "/products/$productId/routes", label: "Routes", permission: "routing.read" },
  { to: "/products/$productId/history", label: "History", permission: "history.read" },
] as const;

export function ProductPage() {
  const { data: product, error } = useProduct();
  const may = { "routing.read": useMay("routing.read"), "history.read": useMay("history.read") };
  const mayEdit = useMay("prices.write");
  const mayGive = useMay("clients.write");
  const above = <Link to="/products">Products</Link>;
  if (error && !product) {
    return (
      <Page title="Product" above={above}>
        {problemIn(error)?.status === 404 ? (
          <EmptyState title="There is no such product">It may have been deleted.</EmptyState>
        ) : (
          <ProblemNote error={error} />
        )}
      </Page>
    );
  }
  const actions = product && (
    <>
      {mayGive && (
        <OpenButton product={product} opens="clients" icon={<IconUsers size={14} />}>
          Apply to clients…
        </OpenButton>
      )}
      {mayEdit && (
        <>
          <OpenButton product={product} opens="copy" icon={<IconCopy size={14} />}>
            Copy…
          </OpenButton>
          <OpenButton product={product} opens="edit" icon={<IconPencil size={14} />}>
            Edit
          </OpenButton>
        </>
      )}
    </>
  );
  return (
    <Page title={product?.name ?? "…"} above={above} actions={actions}>
      {product ? (
        <>
          <Facts>
            <Fact name="Currency">{product.currency}</Fact>
            <Fact name="Clients">
              <ClientsOf product={product} />
            </Fact>
            <Fact name="Created">
              <Time at={product.createdAt} as="day" />
            </Fact>
            <Fact name="Comment">{product.comment || "–"}</Fact>
          </Facts>
          <TabLinks
            label="Parts of the product"
            tabs={tabs
              .filter((tab) => !("permission" in tab) || may[tab.permission])
              .map(({ to, label }) => ({ to, label, params: { productId: String(product.id) } }))}
          />
        </>
      ) : (
        <Skeleton height={40} />
      )}
      <Outlet />
    </Page>
  );
}

interface OpenButtonProps {
  product: Product;
  opens: "clients" | "copy" | "edit";
  icon: ReactNode;
  children: string;
}

function OpenButton({ product, opens, icon, children }: OpenButtonProps) {
  const params = { productId: String(product.id) };
  return (
    <Button
      variant="default"
      leftSection={icon}
      renderRoot={(props) => <Link {...props} to={`/products/$productId/${opens}`} params={params} search={true} />}
    >
      {children}
    </Button>
  );
}
