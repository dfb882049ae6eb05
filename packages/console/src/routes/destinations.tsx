/** Destinations: countries with their networks and prefixes, and look-ups. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import {
  destinationsSearch,
  lookupsSearch,
  madeLookupsSearch,
  networksSearch,
  prefixesSearch,
} from "../pages/destinations/filters.ts";
import { frame } from "./frame.tsx";

const destinations = createRoute({
  getParentRoute: () => frame,
  path: "/destinations",
  validateSearch: destinationsSearch,
  component: lazyRouteComponent(() => import("../pages/destinations/page.tsx"), "DestinationsPage"),
});

const importPrefixes = createRoute({
  getParentRoute: () => destinations,
  path: "import",
  component: lazyRouteComponent(() => import("../pages/destinations/import/drawers.tsx"), "ImportPrefixes"),
});

const lookups = createRoute({
  getParentRoute: () => frame,
  path: "/destinations/lookups",
  component: lazyRouteComponent(() => import("../pages/destinations/lookups/page.tsx"), "LookupsPage"),
});

const keptLookups = createRoute({
  getParentRoute: () => lookups,
  path: "/",
  validateSearch: lookupsSearch,
  component: lazyRouteComponent(() => import("../pages/destinations/lookups/kept.tsx"), "KeptLookups"),
});

const madeLookups = createRoute({
  getParentRoute: () => lookups,
  path: "made",
  validateSearch: madeLookupsSearch,
  component: lazyRouteComponent(() => import("../pages/destinations/lookups/made.tsx"), "MadeLookups"),
});

const country = createRoute({
  getParentRoute: () => frame,
  path: "/destinations/$country",
  component: lazyRouteComponent(() => import("../pages/destinations/country/page.tsx"), "CountryPage"),
});

/** The networks have the country's own address; drawers open over them. */
const networks = createRoute({
  getParentRoute: () => country,
  id: "networks",
  validateSearch: networksSearch,
  component: lazyRouteComponent(() => import("../pages/destinations/country/networks.tsx"), "CountryNetworks"),
});

const networksAlone = createRoute({ getParentRoute: () => networks, path: "/" });

const editCountry = createRoute({
  getParentRoute: () => networks,
  path: "edit",
  component: lazyRouteComponent(() => import("../pages/destinations/country/edit.tsx"), "EditCountry"),
});

const newNetwork = createRoute({
  getParentRoute: () => networks,
  path: "networks/new",
  component: lazyRouteComponent(() => import("../pages/destinations/country/network-form.tsx"), "NewNetwork"),
});

const editNetwork = createRoute({
  getParentRoute: () => networks,
  path: "networks/$network",
  component: lazyRouteComponent(() => import("../pages/destinations/country/network-form.tsx"), "EditNetwork"),
});

const prefixes = createRoute({
  getParentRoute: () => country,
  path: "prefixes",
  validateSearch: prefixesSearch,
  component: lazyRouteComponent(() => import("../pages/destinations/country/prefixes.tsx"), "CountryPrefixes"),
});

const newPrefix = createRoute({
  getParentRoute: () => prefixes,
  path: "new",
  component: lazyRouteComponent(() => import("../pages/destinations/country/prefix-form.tsx"), "NewPrefix"),
});

const importCountryPrefixes = createRoute({
  getParentRoute: () => prefixes,
  path: "import",
  component: lazyRouteComponent(() => import("../pages/destinations/import/drawers.tsx"), "ImportCountryPrefixes"),
});

const editPrefix = createRoute({
  getParentRoute: () => prefixes,
  path: "$digits",
  component: lazyRouteComponent(() => import("../pages/destinations/country/prefix-form.tsx"), "EditPrefix"),
});

export const destinationsRoutes = {
  destinations: destinations.addChildren({ importPrefixes }),
  lookups: lookups.addChildren({ keptLookups, madeLookups }),
  country: country.addChildren({
    networks: networks.addChildren({ networksAlone, editCountry, newNetwork, editNetwork }),
    prefixes: prefixes.addChildren({ newPrefix, importCountryPrefixes, editPrefix }),
  }),
};
