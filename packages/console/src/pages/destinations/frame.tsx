/** What the list of countries and the look-ups share: title and tabs. */
import type { ReactNode } from "react";
import { Page } from "../../parts/page.tsx";
import { TabLinks } from "../../parts/tab-links.tsx";

const tabs = [
  { to: "/destinations", label: "Countries", params: {} },
  { to: "/destinations/lookups", label: "Look-ups", params: {} },
] as const;

export function DestinationsFrame({ actions, children }: { actions?: ReactNode; children: ReactNode }) {
  return (
    <Page title="Destinations" actions={actions}>
      <TabLinks label="Parts of destinations" tabs={tabs} />
      {children}
    </Page>
  );
}
