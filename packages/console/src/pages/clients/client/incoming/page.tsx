/** What handsets write to the client: on which numbers, and what came. */
import { Stack } from "@mantine/core";
import { Outlet, useLocation } from "@tanstack/react-router";
import { SubTabs } from "../../../../parts/sub-tabs.tsx";
import { useClientId } from "../current.ts";

export function IncomingTab() {
  const params = { clientId: String(useClientId()) };
  const isLog = useLocation({ select: ({ pathname }) => pathname.split("/")[4] === "log" });
  return (
    <Stack gap="md">
      <SubTabs
        label="Parts of incoming SMS"
        tabs={[
          { to: "/clients/$clientId/incoming", label: "Numbers", params, active: !isLog },
          { to: "/clients/$clientId/incoming/log", label: "Log", params, active: isLog },
        ]}
      />
      <Outlet />
    </Stack>
  );
}
