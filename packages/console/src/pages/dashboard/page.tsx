/** How the switch does now: live throughput, today's totals, alerts, who sends most, and the links. */
import { Paper, SimpleGrid } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { liveQuery, refreshMs } from "../../api.ts";
import { useLive } from "../../live.ts";
import { Page } from "../../parts/page.tsx";
import { ProblemNote } from "../../parts/problem.tsx";
import { Status } from "../../parts/status.tsx";
import { Alerts } from "./alerts.tsx";
import { HoursChart, ThroughputStrip } from "./charts.tsx";
import { Links } from "./links.tsx";
import { MoneyToday } from "./money-today.tsx";
import { TopClients } from "./top-clients.tsx";
import { NowFigures, TodayFigures } from "./totals.tsx";

export function DashboardPage() {
  const { data, error } = useQuery(liveQuery("getDashboard", {}, refreshMs.usual));
  const live = useLive();
  const throughput = live?.throughput ?? data?.throughput;
  return (
    <Page
      title="Dashboard"
      aside={
        live ? (
          <Status tone="good" says="Figures follow each second.">
            Live
          </Status>
        ) : (
          <Status tone="idle">Connecting</Status>
        )
      }
    >
      {error && !data && <ProblemNote error={error} />}
      {data && <Alerts alerts={data.alerts} />}
      <NowFigures throughput={throughput} live={live} sessions={live?.sessions ?? data?.sessions} />
      <Paper p="md">
        <ThroughputStrip throughput={throughput} />
      </Paper>
      <TodayFigures dashboard={data} />
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
        <Paper p="md" style={{ minWidth: 0 }}>
          <HoursChart dashboard={data} />
        </Paper>
        <Paper p="md" style={{ minWidth: 0 }}>
          <MoneyToday dashboard={data} />
        </Paper>
      </SimpleGrid>
      <TopClients dashboard={data} />
      <Links dashboard={data} live={live} />
    </Page>
  );
}
