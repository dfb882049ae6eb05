/** A product: its currency, how many clients have it, its prices and its routes. */
import { Button, Skeleton } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { Link, Outlet } from "@tanstack/react-router";
import { problemIn, useMay } from "../../../api.ts";
import { EmptyState } from "../../../parts/empty-state.tsx";
import { Fact, Facts } from "../../../parts/facts.tsx";
import { formatCount } from "../../../parts/figures.ts";
import { Page } from "../../../parts/page.tsx";
import { ProblemNote } from "../../../parts/problem.tsx";
import { TabLinks } from "../../../parts/tab-links.tsx";
import { Time } from "../../../parts/time.tsx";
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
  const edit = mayEdit && product && (
    <Button
      variant="default"
      leftSection={<IconPencil size={14} />}
      renderRoot={(props) => (
        <Link {...props} to="/products/$productId/edit" params={{ productId: String(product.id) }} search={true} />
      )}
    >
      Edit
    </Button>
  );
  return (
    <Page title={product?.name ?? "…"} above={above} actions={edit}>
      {product ? (
        <>
          <Facts>
            <Fact name="Currency">{product.currency}</Fact>
            <Fact name="Clients">{formatCount(product.clients)}</Fact>
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
