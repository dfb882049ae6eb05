/** Supply: suppliers, their connections, pools and routes. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { connectionsSearch } from "../pages/connections/filters.ts";
import { routesSearch } from "../pages/routes/filters.ts";
import { suppliersSearch } from "../pages/suppliers/filters.ts";
import { listSearch } from "../parts/list-state.ts";
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
  validateSearch: tariffSearch,
  component: lazyRouteComponent(() => import("../pages/suppliers/supplier/page.tsx"), "SupplierPage"),
});

const editSupplier = createRoute({
  getParentRoute: () => supplier,
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
  validateSearch: listSearch(),
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

const newRoute = createRoute({
  getParentRoute: () => routes,
  path: "new",
  component: lazyRouteComponent(() => import("../pages/routes/drawers.tsx"), "NewRoute"),
});

const editRoute = createRoute({
  getParentRoute: () => routes,
  path: "$routeId",
  component: lazyRouteComponent(() => import("../pages/routes/drawers.tsx"), "EditRoute"),
});

export const supplyRoutes = {
  suppliers: suppliers.addChildren({ newSupplier }),
  supplier: supplier.addChildren({ editSupplier }),
  connections: connections.addChildren({ newConnection }),
  connection: connection.addChildren({ editConnection }),
  pools: pools.addChildren({ newPool, editPool }),
  routes: routes.addChildren({ newRoute, editRoute }),
};
