/** Look-ups: try one, see the answers that are kept, and what was asked and cost. */
import { Stack } from "@mantine/core";
import { Outlet, useLocation } from "@tanstack/react-router";
import { useMay } from "../../../api.ts";
import { SubTabs } from "../../../parts/sub-tabs.tsx";
import { DestinationsFrame } from "../frame.tsx";
import { TryLookup } from "./try.tsx";

export function LookupsPage() {
  const mayChange = useMay("destinations.write");
  const maySeeMade = useMay("messages.read");
  const isMade = useLocation({ select: ({ pathname }) => pathname.split("/")[3] === "made" });
  return (
    <DestinationsFrame>
      {mayChange && <TryLookup />}
      <Stack gap="md">
        {maySeeMade && (
          <SubTabs
            label="Kinds of look-ups"
            tabs={[
              { to: "/destinations/lookups", label: "Kept", params: {}, active: !isMade },
              { to: "/destinations/lookups/made", label: "Made", params: {}, active: isMade },
            ]}
          />
        )}
        <Outlet />
      </Stack>
    </DestinationsFrame>
  );
}
