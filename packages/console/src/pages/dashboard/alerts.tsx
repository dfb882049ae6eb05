/** What needs a person: each says what is wrong and leads to where it is mended. */
import type { Alert } from "@switchyard/contract";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { formatCount } from "../../parts/figures.ts";
import { Money } from "../../parts/money.tsx";
import { Note } from "../../parts/note.tsx";
import { countryName } from "../../parts/place.tsx";
import { Time } from "../../parts/time.tsx";
import { connectionLooks } from "../../parts/tones.ts";
import classes from "./alerts.module.css";

export function Alerts({ alerts }: { alerts: readonly Alert[] }) {
  if (alerts.length === 0) return null;
  return (
    <ul className={classes.alerts} aria-label="Alerts">
      {alerts.map((alert) => (
        <li key={keyOf(alert)}>
          <Note tone={tones[alert.kind]}>{told(alert)}</Note>
        </li>
      ))}
    </ul>
  );
}

const tones: Record<Alert["kind"], "bad" | "wait"> = {
  connection_down: "bad",
  client_out_of_money: "wait",
  supplier_balance_low: "bad",
  numbers_pumped: "bad",
  queue_growing: "wait",
  ledger_differences: "bad",
};

function keyOf(alert: Alert): string {
  switch (alert.kind) {
    case "connection_down":
      return `connection ${alert.connectionId}`;
    case "client_out_of_money":
      return `client ${alert.clientId}`;
    case "supplier_balance_low":
      return `supplier ${alert.supplierId}`;
    case "numbers_pumped":
      return `pumped ${alert.alertId}`;
    case "queue_growing":
      return "queue";
    case "ledger_differences":
      return "ledger";
  }
}

function told(alert: Alert): ReactNode {
  switch (alert.kind) {
    case "connection_down":
      return (
        <>
          <Link
            to="/connections/$connectionId"
            params={{ connectionId: String(alert.connectionId) }}
            className="text-link"
          >
            {alert.name}
          </Link>{" "}
          is {connectionLooks[alert.state].word.toLowerCase()}
          {alert.lastError && `: ${alert.lastError}`}
        </>
      );
    case "client_out_of_money":
      return (
        <>
          <Link to="/clients/$clientId" params={{ clientId: String(alert.clientId) }} className="text-link">
            {alert.login}
          </Link>{" "}
          has <Money amount={alert.available} currency={alert.currency} signed /> left; its messages are blocked
        </>
      );
    case "supplier_balance_low":
      return (
        <>
          The balance with{" "}
          <Link to="/suppliers/$supplierId" params={{ supplierId: String(alert.supplierId) }} className="text-link">
            {alert.name}
          </Link>{" "}
          is low: <Money amount={alert.balance} currency={alert.currency} signed />
        </>
      );
    case "numbers_pumped":
      return <Pumped alert={alert} />;
    case "queue_growing":
      return (
        <>
          {formatCount(alert.queued)} messages wait, {formatCount(alert.grownBy)} more than {alert.seconds} seconds ago.
          Look at the{" "}
          <Link to="/connections" className="text-link">
            connections
          </Link>
          .
        </>
      );
    case "ledger_differences":
      return (
        <>
          The books do not agree: the proof of <Time at={alert.at} /> found {formatCount(alert.count)}{" "}
          {alert.count === 1 ? "difference" : "differences"}. Look at the{" "}
          <Link to="/finance/ledger" className="text-link">
            ledger
          </Link>
          .
        </>
      );
  }
}

function Pumped({ alert }: { alert: Extract<Alert, { kind: "numbers_pumped" }> }) {
  return (
    <>
      <Link to="/clients/$clientId" params={{ clientId: String(alert.clientId) }} className="text-link">
        {alert.login}
      </Link>{" "}
      sends {formatCount(alert.messages)} messages to numbers that begin with{" "}
      <span className="figures">+{alert.numberRange}</span>, {alert.sharePercent} % of what it sends to{" "}
      {countryName(alert.country)}.{" "}
      <Link to="/firewall/alerts" className="text-link">
        See to it
      </Link>
    </>
  );
}
