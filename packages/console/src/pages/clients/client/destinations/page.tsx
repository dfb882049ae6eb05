/** Where the client may send and at what price, and by which routes of its own. */
import { Stack } from "@mantine/core";
import { Outlet, useLocation } from "@tanstack/react-router";
import { useMay } from "../../../../api.ts";
import { SubTabs } from "../../../../parts/sub-tabs.tsx";
import { useClientId } from "../current.ts";

const sections = [
  { to: "/clients/$clientId/destinations", label: "Prices", below: "" },
  {
    to: "/clients/$clientId/destinations/routing",
    label: "Personal routing",
    below: "routing",
    permission: "routing.read",
  },
] as const;

export function DestinationsTab() {
  const params = { clientId: String(useClientId()) };
  const mayRouting = useMay("routing.read");
  const place = useLocation({ select: ({ pathname }) => pathname.split("/")[4] ?? "" });
  return (
    <Stack gap="md">
      <SubTabs
        label="Prices and routing"
        tabs={sections
          .filter((section) => !("permission" in section) || mayRouting)
          .map(({ to, label, below }) => ({ to, label, params, active: below === place }))}
      />
      <Outlet />
    </Stack>
  );
}
