/** Senders: the register of all that clients use, and what destinations take. */
import { Outlet } from "@tanstack/react-router";
import { Page } from "../../parts/page.tsx";
import { TabLinks } from "../../parts/tab-links.tsx";

const tabs = [
  { to: "/senders/register", label: "Register", params: {} },
  { to: "/senders/rules", label: "Rules by destination", params: {} },
] as const;

export function SendersPage() {
  return (
    <Page title="Senders">
      <TabLinks label="Parts of senders" tabs={tabs} />
      <Outlet />
    </Page>
  );
}
