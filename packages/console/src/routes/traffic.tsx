/** Traffic: the dashboard, messages and live sessions. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
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

const sessions = createRoute({
  getParentRoute: () => frame,
  path: "/sessions",
  validateSearch: sessionsSearch,
  component: lazyRouteComponent(() => import("../pages/sessions/page.tsx"), "SessionsPage"),
});

export const trafficRoutes = {
  dashboard,
  messages: messages.addChildren({ message }),
  sessions,
};
