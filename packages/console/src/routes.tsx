/** The map of the console. A page's URL is its folder under `pages`; every drawer has an address of its own. */
import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import { isUnauthenticated, sessionQuery } from "./api.ts";
import { pricesSearch } from "./pages/clients/client/destinations/filters.ts";
import { clientSearch, overviewSearch } from "./pages/clients/client/search.ts";
import { clientsSearch } from "./pages/clients/filters.ts";
import { connectionsSearch } from "./pages/connections/filters.ts";
import { messagesSearch } from "./pages/messages/filters.ts";
import { routesSearch } from "./pages/routes/filters.ts";
import { sessionsSearch } from "./pages/sessions/filters.ts";
import { costsSearch, suppliersSearch } from "./pages/suppliers/filters.ts";
import { historySearch } from "./parts/history/filters.ts";
import { listSearch } from "./parts/list-state.ts";
import { Frame } from "./shell/frame.tsx";
import { NotFound, PageFailed } from "./shell/not-found.tsx";
import { SignIn } from "./shell/sign-in.tsx";

const root = createRootRouteWithContext<{ queries: QueryClient }>()({ component: Outlet, notFoundComponent: NotFound });

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: (raw: Record<string, unknown>): { next?: string } =>
    typeof raw.next === "string" ? { next: raw.next } : {},
  component: SignIn,
});

const frame = createRoute({
  getParentRoute: () => root,
  id: "signed-in",
  component: Frame,
  beforeLoad: async ({ context, location }) => {
    try {
      await context.queries.ensureQueryData(sessionQuery);
    } catch (error) {
      if (isUnauthenticated(error)) {
        throw redirect({ to: "/sign-in", search: location.pathname === "/" ? {} : { next: location.href } });
      }
      throw error;
    }
  },
});

const dashboard = createRoute({
  getParentRoute: () => frame,
  path: "/",
  component: lazyRouteComponent(() => import("./pages/dashboard/page.tsx"), "DashboardPage"),
});

const messages = createRoute({
  getParentRoute: () => frame,
  path: "/messages",
  validateSearch: messagesSearch,
  component: lazyRouteComponent(() => import("./pages/messages/page.tsx"), "MessagesPage"),
});
const message = createRoute({
  getParentRoute: () => messages,
  path: "$messageId",
  component: lazyRouteComponent(() => import("./pages/messages/message/page.tsx"), "MessageDrawer"),
});

const sessions = createRoute({
  getParentRoute: () => frame,
  path: "/sessions",
  validateSearch: sessionsSearch,
  component: lazyRouteComponent(() => import("./pages/sessions/page.tsx"), "SessionsPage"),
});

const clients = createRoute({
  getParentRoute: () => frame,
  path: "/clients",
  validateSearch: clientsSearch,
  component: lazyRouteComponent(() => import("./pages/clients/page.tsx"), "ClientsPage"),
});
const newClient = createRoute({
  getParentRoute: () => clients,
  path: "new",
  component: lazyRouteComponent(() => import("./pages/clients/new.tsx"), "NewClient"),
});

const client = createRoute({
  getParentRoute: () => frame,
  path: "/clients/$clientId",
  validateSearch: clientSearch,
  component: lazyRouteComponent(() => import("./pages/clients/client/page.tsx"), "ClientPage"),
});
const overview = createRoute({
  getParentRoute: () => client,
  path: "/",
  validateSearch: overviewSearch,
  component: lazyRouteComponent(() => import("./pages/clients/client/overview/page.tsx"), "OverviewTab"),
});
const destinations = createRoute({
  getParentRoute: () => client,
  path: "destinations",
  validateSearch: pricesSearch,
  component: lazyRouteComponent(() => import("./pages/clients/client/destinations/page.tsx"), "DestinationsTab"),
});
const newPrice = createRoute({
  getParentRoute: () => destinations,
  path: "prices/new",
  component: lazyRouteComponent(() => import("./pages/clients/client/destinations/price-drawers.tsx"), "NewPrices"),
});
const editPrice = createRoute({
  getParentRoute: () => destinations,
  path: "prices/$priceId",
  component: lazyRouteComponent(() => import("./pages/clients/client/destinations/price-drawers.tsx"), "EditPrice"),
});
const newClientRoute = createRoute({
  getParentRoute: () => destinations,
  path: "routes/new",
  component: lazyRouteComponent(() => import("./pages/clients/client/destinations/routes.tsx"), "NewClientRoute"),
});
const editClientRoute = createRoute({
  getParentRoute: () => destinations,
  path: "routes/$routeId",
  component: lazyRouteComponent(() => import("./pages/clients/client/destinations/routes.tsx"), "EditClientRoute"),
});
const payments = createRoute({
  getParentRoute: () => client,
  path: "payments",
  validateSearch: listSearch(),
  component: lazyRouteComponent(() => import("./pages/clients/client/payments/page.tsx"), "PaymentsTab"),
});
const editPayment = createRoute({
  getParentRoute: () => payments,
  path: "$paymentId",
  component: lazyRouteComponent(() => import("./pages/clients/client/payments/edit.tsx"), "EditPayment"),
});
const smpp = createRoute({
  getParentRoute: () => client,
  path: "smpp",
  component: lazyRouteComponent(() => import("./pages/clients/client/smpp/page.tsx"), "SmppTab"),
});
const newCredential = createRoute({
  getParentRoute: () => smpp,
  path: "credentials/new",
  component: lazyRouteComponent(() => import("./pages/clients/client/smpp/credential.tsx"), "NewCredential"),
});
const editCredential = createRoute({
  getParentRoute: () => smpp,
  path: "credentials/$credentialId",
  component: lazyRouteComponent(() => import("./pages/clients/client/smpp/credential.tsx"), "EditCredential"),
});
const rotateCredential = createRoute({
  getParentRoute: () => smpp,
  path: "credentials/$credentialId/rotate",
  component: lazyRouteComponent(() => import("./pages/clients/client/smpp/rotate.tsx"), "RotateCredential"),
});
const history = createRoute({
  getParentRoute: () => client,
  path: "history",
  validateSearch: historySearch,
  component: lazyRouteComponent(() => import("./pages/clients/client/history/page.tsx"), "HistoryTab"),
});

const suppliers = createRoute({
  getParentRoute: () => frame,
  path: "/suppliers",
  validateSearch: suppliersSearch,
  component: lazyRouteComponent(() => import("./pages/suppliers/page.tsx"), "SuppliersPage"),
});
const newSupplier = createRoute({
  getParentRoute: () => suppliers,
  path: "new",
  component: lazyRouteComponent(() => import("./pages/suppliers/form.tsx"), "NewSupplier"),
});
const supplier = createRoute({
  getParentRoute: () => frame,
  path: "/suppliers/$supplierId",
  validateSearch: costsSearch,
  component: lazyRouteComponent(() => import("./pages/suppliers/supplier/page.tsx"), "SupplierPage"),
});
const editSupplier = createRoute({
  getParentRoute: () => supplier,
  path: "edit",
  component: lazyRouteComponent(() => import("./pages/suppliers/form.tsx"), "EditSupplier"),
});
const editCost = createRoute({
  getParentRoute: () => supplier,
  path: "costs/$costId",
  component: lazyRouteComponent(() => import("./pages/suppliers/supplier/cost-drawers.tsx"), "EditCost"),
});
const newCosts = createRoute({
  getParentRoute: () => supplier,
  path: "costs/new",
  component: lazyRouteComponent(() => import("./pages/suppliers/supplier/cost-drawers.tsx"), "NewCosts"),
});

const connections = createRoute({
  getParentRoute: () => frame,
  path: "/connections",
  validateSearch: connectionsSearch,
  component: lazyRouteComponent(() => import("./pages/connections/page.tsx"), "ConnectionsPage"),
});
const newConnection = createRoute({
  getParentRoute: () => connections,
  path: "new",
  component: lazyRouteComponent(() => import("./pages/connections/drawers.tsx"), "NewConnection"),
});
const connection = createRoute({
  getParentRoute: () => frame,
  path: "/connections/$connectionId",
  component: lazyRouteComponent(() => import("./pages/connections/connection/page.tsx"), "ConnectionPage"),
});
const editConnection = createRoute({
  getParentRoute: () => connection,
  path: "edit",
  component: lazyRouteComponent(() => import("./pages/connections/drawers.tsx"), "EditConnection"),
});

const pools = createRoute({
  getParentRoute: () => frame,
  path: "/pools",
  validateSearch: listSearch(),
  component: lazyRouteComponent(() => import("./pages/pools/page.tsx"), "PoolsPage"),
});
const newPool = createRoute({
  getParentRoute: () => pools,
  path: "new",
  component: lazyRouteComponent(() => import("./pages/pools/form.tsx"), "NewPool"),
});
const editPool = createRoute({
  getParentRoute: () => pools,
  path: "$poolId",
  component: lazyRouteComponent(() => import("./pages/pools/form.tsx"), "EditPool"),
});

const routes = createRoute({
  getParentRoute: () => frame,
  path: "/routes",
  validateSearch: routesSearch,
  component: lazyRouteComponent(() => import("./pages/routes/page.tsx"), "RoutesPage"),
});
const newRoute = createRoute({
  getParentRoute: () => routes,
  path: "new",
  component: lazyRouteComponent(() => import("./pages/routes/drawers.tsx"), "NewRoute"),
});
const editRoute = createRoute({
  getParentRoute: () => routes,
  path: "$routeId",
  component: lazyRouteComponent(() => import("./pages/routes/drawers.tsx"), "EditRoute"),
});

const apiKeys = createRoute({
  getParentRoute: () => frame,
  path: "/settings/api-keys",
  component: lazyRouteComponent(() => import("./pages/settings/api-keys/page.tsx"), "ApiKeysPage"),
});
const newApiKey = createRoute({
  getParentRoute: () => apiKeys,
  path: "new",
  component: lazyRouteComponent(() => import("./pages/settings/api-keys/new.tsx"), "NewApiKey"),
});

const auditLog = createRoute({
  getParentRoute: () => frame,
  path: "/settings/audit-log",
  validateSearch: historySearch,
  component: lazyRouteComponent(() => import("./pages/settings/audit-log/page.tsx"), "AuditLogPage"),
});
const password = createRoute({
  getParentRoute: () => frame,
  path: "/settings/password",
  component: lazyRouteComponent(() => import("./pages/settings/password/page.tsx"), "PasswordPage"),
});

const routeTree = root.addChildren({
  signIn,
  frame: frame.addChildren({
    dashboard,
    messages: messages.addChildren({ message }),
    sessions,
    clients: clients.addChildren({ newClient }),
    client: client.addChildren({
      overview,
      destinations: destinations.addChildren({ newPrice, editPrice, newClientRoute, editClientRoute }),
      payments: payments.addChildren({ editPayment }),
      smpp: smpp.addChildren({ newCredential, editCredential, rotateCredential }),
      history,
    }),
    suppliers: suppliers.addChildren({ newSupplier }),
    supplier: supplier.addChildren({ editSupplier, newCosts, editCost }),
    connections: connections.addChildren({ newConnection }),
    connection: connection.addChildren({ editConnection }),
    pools: pools.addChildren({ newPool, editPool }),
    routes: routes.addChildren({ newRoute, editRoute }),
    apiKeys: apiKeys.addChildren({ newApiKey }),
    auditLog,
    password,
  }),
});

export function createConsoleRouter(queries: QueryClient) {
  return createRouter({
    routeTree,
    context: { queries },
    defaultPreload: "intent",
    defaultPreloadStaleTime: 0,
    scrollRestoration: true,
    defaultErrorComponent: PageFailed,
    defaultNotFoundComponent: NotFound,
    // Search values are plain text, so that a phone number stays one and URLs stay readable.
    parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
    stringifySearch: (search) => {
      const entries = Object.entries(search).filter((entry): entry is [string, string] => typeof entry[1] === "string");
      const text = new URLSearchParams(entries).toString();
      return text ? `?${text}` : "";
    },
  });
}
