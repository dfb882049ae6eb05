/**
 * The map of the console, joined from its areas in `routes/`. A page's URL is its folder under `pages`; every drawer has an
 * address of its own.
 */
import type { QueryClient } from "@tanstack/react-query";
import { createRouter } from "@tanstack/react-router";
import { clientsRoutes } from "./routes/clients.tsx";
import { destinationsRoutes } from "./routes/destinations.tsx";
import { financeRoutes } from "./routes/finance.tsx";
import { firewallRoutes } from "./routes/firewall.tsx";
import { frame, root, signIn } from "./routes/frame.tsx";
import { settingsRoutes } from "./routes/settings.tsx";
import { supplyRoutes } from "./routes/supply.tsx";
import { trafficRoutes } from "./routes/traffic.tsx";
import { NotFound, PageFailed } from "./shell/not-found.tsx";

const routeTree = root.addChildren({
  signIn,
  frame: frame.addChildren({
    ...trafficRoutes,
    ...firewallRoutes,
    ...clientsRoutes,
    ...supplyRoutes,
    ...destinationsRoutes,
    ...financeRoutes,
    ...settingsRoutes,
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
