import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "./global.css";
import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createQueries } from "./queries.ts";
import { createConsoleRouter } from "./routes.tsx";
import { colorSchemeManager, cssVariablesResolver, theme } from "./theme.ts";

/** If files are still missing after a reload, more reloads do not help. */
const RELOAD_PAUSE_MS = 30_000;

const queries = createQueries(() => router.navigate({ to: "/sign-in", search: { next: router.state.location.href } }));
const router = createConsoleRouter(queries);

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createConsoleRouter>;
  }
}

// After an upgrade of the switch, a page that was open asks for files that are gone: the new console is loaded instead.
window.addEventListener("vite:preloadError", () => {
  const lastMs = Number(sessionStorage.getItem("switchyard-reloaded-at"));
  if (Date.now() - lastMs < RELOAD_PAUSE_MS) return;
  sessionStorage.setItem("switchyard-reloaded-at", String(Date.now()));
  location.reload();
});

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
createRoot(root).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      colorSchemeManager={colorSchemeManager}
      defaultColorScheme="auto"
    >
      <Notifications position="bottom-right" />
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
