/** Supply: suppliers, their connections, pools and routes. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { connectionsSearch } from "../pages/connections/filters.ts";
import { explainSearch } from "../pages/explain/search.ts";
import { poolsSearch } from "../pages/pools/filters.ts";
import { suppliersSearch } from "../pages/suppliers/filters.ts";
import { historySearch } from "../parts/history/filters.ts";
import { listSearch } from "../parts/list-state.ts";
import { routesSearch } from "../parts/routing/address.ts";
import { rulesSearch } from "../parts/rules/address.ts";
import { tariffSearch } from "../parts/tariff/address.ts";
import { frame } from "./frame.tsx";

const suppliers = createRoute({
  getParentRoute: () => frame,
  path: "/suppliers",
  validateSearch: suppliersSearch,
  component: lazyRouteComponent(() => import("../pages/suppliers/page.tsx"), "SuppliersPage"),
});

const newSupplier = createRoute({
  getParentRoute: () => suppliers,
  path: "new",
  component: lazyRouteComponent(() => import("../pages/suppliers/form.tsx"), "NewSupplier"),
});

const supplier = createRoute({
  getParentRoute: () => frame,
  path: "/suppliers/$supplierId",
  component: lazyRouteComponent(() => import("../pages/suppliers/supplier/page.tsx"), "SupplierPage"),
});

/** The overview has the supplier's own address; its settings open over it. */
const supplierOverview = createRoute({
  getParentRoute: () => supplier,
  id: "overview",
  component: lazyRouteComponent(() => import("../pages/suppliers/supplier/overview.tsx"), "SupplierOverview"),
});

const supplierOverviewAlone = createRoute({ getParentRoute: () => supplierOverview, path: "/" });

const supplierConnections = createRoute({
  getParentRoute: () => supplier,
  path: "connections",
  component: lazyRouteComponent(() => import("../pages/suppliers/supplier/connections.tsx"), "SupplierConnections"),
});

const supplierCosts = createRoute({
  getParentRoute: () => supplier,
  path: "costs",
  validateSearch: tariffSearch,
  component: lazyRouteComponent(() => import("../pages/suppliers/supplier/costs.tsx"), "SupplierCosts"),
});

const supplierPayments = createRoute({
  getParentRoute: () => supplier,
  path: "payments",
  validateSearch: listSearch(),
  component: lazyRouteComponent(() => import("../pages/suppliers/supplier/payments.tsx"), "SupplierPayments"),
});

const newSupplierPayment = createRoute({
  getParentRoute: () => supplierPayments,
  path: "new",
  component: lazyRouteComponent(() => import("../pages/suppliers/supplier/new-payment.tsx"), "NewSupplierPayment"),
});

const supplierRules = createRoute({
  getParentRoute: () => supplier,
  path: "rules",
  component: lazyRouteComponent(() => import("../pages/suppliers/supplier/rules.tsx"), "SupplierRules"),
});

const supplierContentRules = createRoute({
  getParentRoute: () => supplierRules,
  path: "/",
  validateSearch: rulesSearch,
  component: lazyRouteComponent(() => import("../pages/suppliers/supplier/rules.tsx"), "SupplierContentRules"),
});

const supplierSenderRules = createRoute({
  getParentRoute: () => supplierRules,
  path: "sender",
  validateSearch: rulesSearch,
  component: lazyRouteComponent(() => import("../pages/suppliers/supplier/rules.tsx"), "SupplierSenderRules"),
});

const supplierBlockedSenders = createRoute({
  getParentRoute: () => supplier,
  path: "blocked-senders",
  validateSearch: listSearch("q"),
  component: lazyRouteComponent(
    () => import("../pages/suppliers/supplier/blocked-senders.tsx"),
    "SupplierBlockedSenders",
  ),
});

const newSupplierBlockedSender = createRoute({
  getParentRoute: () => supplierBlockedSenders,
  path: "new",
  component: lazyRouteComponent(
    () => import("../pages/suppliers/supplier/blocked-senders.tsx"),
    "NewSupplierBlockedSenders",
  ),
});

const editSupplierBlockedSender = createRoute({
  getParentRoute: () => supplierBlockedSenders,
  path: "$blockedSenderId",
  component: lazyRouteComponent(
    () => import("../pages/suppliers/supplier/blocked-senders.tsx"),
    "EditSupplierBlockedSender",
  ),
});

const supplierHistory = createRoute({
  getParentRoute: () => supplier,
  path: "history",
  validateSearch: historySearch,
  component: lazyRouteComponent(() => import("../pages/suppliers/supplier/history.tsx"), "SupplierHistory"),
});

const editSupplier = createRoute({
  getParentRoute: () => supplierOverview,
  path: "edit",
  component: lazyRouteComponent(() => import("../pages/suppliers/form.tsx"), "EditSupplier"),
});

const connections = createRoute({
  getParentRoute: () => frame,
  path: "/connections",
  validateSearch: connectionsSearch,
  component: lazyRouteComponent(() => import("../pages/connections/page.tsx"), "ConnectionsPage"),
});

const newConnection = createRoute({
  getParentRoute: () => connections,
  path: "new",
  component: lazyRouteComponent(() => import("../pages/connections/drawers.tsx"), "NewConnection"),
});

const connection = createRoute({
  getParentRoute: () => frame,
  path: "/connections/$connectionId",
  component: lazyRouteComponent(() => import("../pages/connections/connection/page.tsx"), "ConnectionPage"),
});

const editConnection = createRoute({
  getParentRoute: () => connection,
  path: "edit",
  component: lazyRouteComponent(() => import("../pages/connections/drawers.tsx"), "EditConnection"),
});

const pools = createRoute({
  getParentRoute: () => frame,
  path: "/pools",
  validateSearch: poolsSearch,
  component: lazyRouteComponent(() => import("../pages/pools/page.tsx"), "PoolsPage"),
});

const newPool = createRoute({
  getParentRoute: () => pools,
  path: "new",
  component: lazyRouteComponent(() => import("../pages/pools/form.tsx"), "NewPool"),
});

const editPool = createRoute({
  getParentRoute: () => pools,
  path: "$poolId",
  component: lazyRouteComponent(() => import("../pages/pools/form.tsx"), "EditPool"),
});

const routes = createRoute({
  getParentRoute: () => frame,
  path: "/routes",
  validateSearch: routesSearch,
  component: lazyRouteComponent(() => import("../pages/routes/page.tsx"), "RoutesPage"),
});

const explain = createRoute({
  getParentRoute: () => frame,
  path: "/explain",
  validateSearch: explainSearch,
  component: lazyRouteComponent(() => import("../pages/explain/page.tsx"), "ExplainPage"),
});

export const supplyRoutes = {
  suppliers: suppliers.addChildren({ newSupplier }),
  supplier: supplier.addChildren({
    supplierOverview: supplierOverview.addChildren({ supplierOverviewAlone, editSupplier }),
    supplierConnections,
    supplierCosts,
    supplierRules: supplierRules.addChildren({ supplierContentRules, supplierSenderRules }),
    supplierBlockedSenders: supplierBlockedSenders.addChildren({ newSupplierBlockedSender, editSupplierBlockedSender }),
    supplierPayments: supplierPayments.addChildren({ newSupplierPayment }),
    supplierHistory,
  }),
  connections: connections.addChildren({ newConnection }),
  connection: connection.addChildren({ editConnection }),
  pools: pools.addChildren({ newPool, editPool }),
  routes,
  explain,
};
