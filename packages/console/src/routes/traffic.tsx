/** Traffic: the dashboard, messages both ways and live sessions. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { incomingPageSearch } from "../pages/incoming/filters.ts";
import { messagesSearch } from "../pages/messages/filters.ts";
import { sessionsSearch } from "../pages/sessions/filters.ts";
import { frame } from "./frame.tsx";

const dashboard = createRoute({
  getParentRoute: () => frame,
  path: "/",
  component: lazyRouteComponent(() => import("../pages/dashboard/page.tsx"), "DashboardPage"),
});

const messages = createRoute({
  getParentRoute: () => frame,
  path: "/messages",
  validateSearch: messagesSearch,
  component: lazyRouteComponent(() => import("../pages/messages/page.tsx"), "MessagesPage"),
});

const message = createRoute({
  getParentRoute: () => messages,
  path: "$messageId",
  component: lazyRouteComponent(() => import("../pages/messages/message/page.tsx"), "MessageDrawer"),
});

const incoming = createRoute({
  getParentRoute: () => frame,
  path: "/incoming",
  validateSearch: incomingPageSearch,
  component: lazyRouteComponent(() => import("../pages/incoming/page.tsx"), "IncomingPage"),
});

const incomingMessage = createRoute({
  getParentRoute: () => incoming,
  path: "$messageId",
  component: lazyRouteComponent(() => import("../pages/incoming/page.tsx"), "IncomingMessageDrawer"),
});

const sessions = createRoute({
  getParentRoute: () => frame,
  path: "/sessions",
  validateSearch: sessionsSearch,
  component: lazyRouteComponent(() => import("../pages/sessions/page.tsx"), "SessionsPage"),
});

export const trafficRoutes = {
  dashboard,
  messages: messages.addChildren({ message }),
  incoming: incoming.addChildren({ incomingMessage }),
  sessions,
};
