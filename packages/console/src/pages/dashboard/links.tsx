/** The links to suppliers at a glance. */
import type { Dashboard, LiveEvent } from "@switchyard/contract";
import { Link } from "@tanstack/react-router";
import { EmptyState } from "../../parts/empty-state.tsx";
import { formatCount, formatRate } from "../../parts/figures.ts";
import { Section } from "../../parts/page.tsx";
import { Status } from "../../parts/status.tsx";
import { connectionLooks } from "../../parts/tones.ts";
import classes from "./links.module.css";

interface LinksProps {
  dashboard: Dashboard | undefined;
  live: LiveEvent | undefined;
}

export function Links({ dashboard, live }: LinksProps) {
  const connections = dashboard?.connections.map((connection) => ({
    ...connection,
    ...live?.connections.find(({ id }) => id === connection.id),
  }));
  return (
    <Section title="Connections">
      {connections?.length === 0 && (
        <EmptyState title="No connections yet">
          Create a supplier and a connection to it under{" "}
          <Link to="/suppliers" className="text-link">
            Suppliers
          </Link>
          .
        </EmptyState>
      )}
      <div className={classes.links}>
        {connections?.map(({ id, name, state, tps, queued }) => (
          <Link key={id} to="/connections/$connectionId" params={{ connectionId: String(id) }} className={classes.link}>
            <span className={classes.name}>{name}</span>
            <Status tone={connectionLooks[state].tone}>{connectionLooks[state].word}</Status>
            <span className={`figures ${classes.speed}`}>
              {formatRate(tps)} a second, {formatCount(queued)} queued
            </span>
          </Link>
        ))}
      </div>
    </Section>
  );
}
