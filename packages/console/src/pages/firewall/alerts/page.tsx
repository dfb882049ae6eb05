/** Alerts on unusual traffic, and the settings of the firewall as a whole. */
import { Button, Stack } from "@mantine/core";
import type { FirewallSettings, TrafficAlert } from "@switchyard/contract";
import { IconPencil } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, Outlet } from "@tanstack/react-router";
import { useMemo } from "react";
import { liveQuery, query, refreshMs, useMay, useSend } from "../../../api.ts";
import { DataTable } from "../../../parts/data-table/data-table.tsx";
import { columnsOf } from "../../../parts/data-table/features.ts";
import { Paging } from "../../../parts/data-table/paging.tsx";
import { EmptyState } from "../../../parts/empty-state.tsx";
import { Fact, Facts } from "../../../parts/facts.tsx";
import { formatCount } from "../../../parts/figures.ts";
import { ChoiceFilter, ClientFilter, FilterBar } from "../../../parts/filters.tsx";
import { useListState } from "../../../parts/list-state.ts";
import { Section } from "../../../parts/page.tsx";
import { countryName } from "../../../parts/place.tsx";
import { said } from "../../../parts/said.ts";
import { Status } from "../../../parts/status.tsx";
import { formatSpan, Time } from "../../../parts/time.tsx";
import { validQuery } from "../../../parts/valid-query.ts";

const route = getRouteApi("/signed-in/firewall/alerts");
const column = columnsOf<TrafficAlert>();

function columnsFor(acknowledge: ((alert: TrafficAlert) => void) | undefined) {
  return column.columns([
    column.accessor("at", { header: "Since", cell: ({ getValue }) => <Time at={getValue()} /> }),
    column.accessor("clientLogin", {
      header: "Client",
      cell: ({ row: { original } }) => (
        <Link to="/clients/$clientId" params={{ clientId: String(original.clientId) }} className="quiet-link">
          <b>{original.clientLogin}</b>
        </Link>
      ),
    }),
    column.accessor("numberRange", {
      header: "Numbers",
      meta: { grow: true },
      cell: ({ row: { original } }) => (
        <>
          <span className="figures">+{original.numberRange}…</span> {countryName(original.country)}
        </>
      ),
    }),
    column.accessor("messages", {
      header: "Messages",
      meta: { right: true },
      cell: ({ getValue }) => formatCount(getValue()),
    }),
    column.accessor("sharePercent", {
      header: "Share",
      meta: { right: true },
      cell: ({ getValue }) => `${getValue()} %`,
    }),
    column.accessor("lastSeen", { header: "Last seen", cell: ({ getValue }) => <Time at={getValue()} as="age" /> }),
    column.accessor("acknowledgedAt", {
      header: "Status",
      cell: ({ row: { original } }) =>
        original.acknowledgedAt ? (
          <Status tone="idle" says={`By ${original.acknowledgedBy}`}>
            Acknowledged
          </Status>
        ) : (
          <Status tone="bad">Open</Status>
        ),
    }),
    ...(acknowledge
      ? [
          column.display({
            id: "acknowledge",
            header: "",
            meta: { right: true },
            cell: ({ row: { original } }) =>
              !original.acknowledgedAt && (
                <Button variant="default" size="compact-xs" onClick={() => acknowledge(original)}>
                  Acknowledge
                </Button>
              ),
          }),
        ]
      : []),
  ]);
}

export function AlertsPage() {
  const { client, open, cursor } = route.useSearch();
  const list = useListState();
  const mayChange = useMay("firewall.write");
  const { mutateAsync: acknowledge } = useSend("acknowledgeTrafficAlert");
  const asked = validQuery("listTrafficAlerts", { clientId: client, open, cursor });
  const alerts = useQuery(liveQuery("listTrafficAlerts", { query: asked }, refreshMs.usual));
  const columns = useMemo(() => {
    const note = ({ id, numberRange }: TrafficAlert) =>
      void acknowledge({ params: { alertId: id } }).then(
        () => said(`The alert on +${numberRange}… is acknowledged.`),
        said,
      );
    return columnsFor(mayChange ? note : undefined);
  }, [mayChange, acknowledge]);
  return (
    <Stack gap="lg">
      <Section title="Alerts" says="Number ranges that a client sends unusually much to: somebody may earn from them.">
        <FilterBar list={list} keys={["client", "open"]}>
          <ClientFilter list={list} />
          <ChoiceFilter
            list={list}
            name="open"
            label="Status"
            options={[
              { value: "true", label: "Open" },
              { value: "false", label: "Acknowledged" },
            ]}
          />
        </FilterBar>
        <DataTable
          label="Alerts"
          columns={columns}
          rows={alerts.data?.items}
          error={alerts.error}
          rowId={({ id }) => String(id)}
          list={list}
          footer={<Paging list={list} page={alerts.data} noun="alerts" />}
          empty={
            <EmptyState title="No alerts">
              {client || open ? "None fits these filters." : "As long as the watch is on, what is unusual stands here."}
            </EmptyState>
          }
        />
      </Section>
      <SettingsSection mayChange={mayChange} />
      <Outlet />
    </Stack>
  );
}

function SettingsSection({ mayChange }: { mayChange: boolean }) {
  const { data } = useQuery(query("getFirewallSettings"));
  return (
    <Section
      title="Settings"
      actions={
        mayChange && (
          <Button
            variant="default"
            leftSection={<IconPencil size={14} />}
            renderRoot={(props) => <Link {...props} to="/firewall/alerts/settings" search={true} />}
          >
            Edit settings
          </Button>
        )
      }
    >
      {data && <SettingsFacts settings={data} />}
    </Section>
  );
}

function SettingsFacts({ settings }: { settings: FirewallSettings }) {
  const { pumpingMessagesMin, pumpingSharePercent, pumpingWindowSeconds, pumpingRangeDigits } = settings;
  return (
    <Facts>
      <Fact name="Messages below cost">{settings.blockNegativeMargin ? "Blocked" : "Pass"}</Fact>
      <Fact name="Watch for pumping">{settings.pumpingWatch ? "On" : "Off"}</Fact>
      {settings.pumpingWatch && (
        <>
          <Fact name="Told from">
            {formatCount(pumpingMessagesMin)} messages, {pumpingSharePercent} %
          </Fact>
          <Fact name="Within">{formatSpan(pumpingWindowSeconds)}</Fact>
          <Fact name="One range">Last {pumpingRangeDigits} digits</Fact>
        </>
      )}
      <Fact name="Told by mail">{settings.alertEmail || "Nobody"}</Fact>
    </Facts>
  );
}
