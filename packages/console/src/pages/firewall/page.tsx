/** The firewall: who is not written to, what is not let through, and what is watched. */
import { Outlet } from "@tanstack/react-router";
import { Page } from "../../parts/page.tsx";
import { TabLinks } from "../../parts/tab-links.tsx";

const tabs = [
  { to: "/firewall/blacklist", label: "Black list", params: {} },
  { to: "/firewall/opt-outs", label: "Opt-outs", params: {} },
  { to: "/firewall/text-filters", label: "Text filters", params: {} },
  { to: "/firewall/spam-limits", label: "Spam limits", params: {} },
  { to: "/firewall/blocked-senders", label: "Blocked senders", params: {} },
  { to: "/firewall/alerts", label: "Alerts & settings", params: {} },
] as const;

export function FirewallPage() {
  return (
    <Page title="Firewall">
      <TabLinks label="Parts of the firewall" tabs={tabs} />
      <Outlet />
    </Page>
  );
}
