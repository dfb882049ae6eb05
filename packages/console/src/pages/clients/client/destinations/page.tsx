/** Where the client may send: its prices, and the routes of its own. */
import { Outlet } from "@tanstack/react-router";
import { Prices } from "./prices.tsx";
import { ClientRoutes } from "./routes.tsx";

export function DestinationsTab() {
  return (
    <>
      <Prices />
      <ClientRoutes />
      <Outlet />
    </>
  );
}
