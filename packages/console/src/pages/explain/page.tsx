/** Explain on a page of its own: for any client. */
import { Text } from "@mantine/core";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { ExplainPanel } from "../../parts/explain/panel.tsx";
import { Page } from "../../parts/page.tsx";

const page = getRouteApi("/signed-in/explain");

export function ExplainPage() {
  const { client } = page.useSearch();
  const navigate = useNavigate();
  return (
    <Page title="Explain">
      <Text size="sm" c="dimmed">
        What would become of a message, by the very decision that live traffic gets. Nothing is sent, and nothing is
        charged.
      </Text>
      <ExplainPanel
        begin={client}
        onClient={(id) => void navigate({ to: "/explain", search: id ? { client: id } : {}, replace: true })}
      />
    </Page>
  );
}
