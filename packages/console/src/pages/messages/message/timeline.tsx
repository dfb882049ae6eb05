/** What happened to a message, step by step: checks, price, route, submits, receipts, the client's notice. */
import type { Message, TimelineEvent } from "@switchyard/contract";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Money } from "../../../parts/money.tsx";
import type { Tone } from "../../../parts/status.tsx";
import { StepDetail } from "../../../parts/step-detail.tsx";
import { messageTones, spoken } from "../../../parts/tones.ts";
import classes from "./message.module.css";

const clock = new Intl.DateTimeFormat("en-GB", {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  fractionalSecondDigits: 3,
});

export function Timeline({ message }: { message: Message }) {
  return (
    <ol className={classes.timeline}>
      {message.timeline.map((event, place) => {
        const { tone, what, detail } = told(event);
        const at = clock.format(new Date(event.at));
        const before = message.timeline[place - 1];
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: events are only ever added at the end
          <li key={place} className={classes.event}>
            <time className={classes.clock} dateTime={event.at} title={new Date(event.at).toString()}>
              {before && clock.format(new Date(before.at)) === at ? "" : at}
            </time>
            <span className={classes.dot} data-tone={tone} aria-hidden />
            <div data-inline={event.kind === "check" || undefined} className={classes.told}>
              <div className={classes.what}>{what}</div>
              {detail && <div className={classes.detail}>{detail}</div>}
            </div>
          </li>
        );
      })}
    </ol>
  );
}

interface Told {
  tone: Tone;
  what: ReactNode;
  detail?: ReactNode;
}

type EventOf<Kind extends TimelineEvent["kind"]> = Extract<TimelineEvent, { kind: Kind }>;

/** How each kind of event is told. */
const tellers: { [Kind in TimelineEvent["kind"]]: (event: EventOf<Kind>) => Told } = {
  received: ({ channel, systemId }) => ({
    tone: "info",
    what: `Received through ${channel.toUpperCase()}`,
    ...(systemId && { detail: `system_id ${systemId}` }),
  }),
  check: ({ step, says, outcome, pieces }) => ({
    tone: outcome === "stop" ? "bad" : "idle",
    what: says || spoken(step),
    ...(pieces.length > 0 && { detail: <StepDetail pieces={pieces} /> }),
  }),
  blocked: ({ reason, says }) => ({ tone: "bad", what: `Blocked: ${reason.replaceAll("_", " ")}`, detail: says }),
  price: ({ price, currency, cost, costCurrency, billing }) => ({
    tone: "idle",
    what: (
      <>
        Price <Money amount={price} currency={currency} /> per part
      </>
    ),
    detail: (
      <>
        charged by {billing}
        {cost !== null && costCurrency !== null && (
          <>
            , cost <Money amount={cost} currency={costCurrency} />
          </>
        )}
      </>
    ),
  }),
  route: ({ connectionId, connectionName, poolName, routeId }) => ({
    tone: "idle",
    what: (
      <>
        Routed to{" "}
        <Link to="/connections/$connectionId" params={{ connectionId: String(connectionId) }} className="text-link">
          {connectionName}
        </Link>
      </>
    ),
    detail: [poolName && `pool ${poolName}`, routeId !== null && `route ${routeId}`].filter(Boolean).join(", "),
  }),
  attempt: ({ part, connectionName, supplierMessageId, commandStatus, commandStatusName, error, submittedAt, at }) => ({
    tone: commandStatus === 0 ? "good" : "bad",
    what:
      commandStatus === 0
        ? `Part ${part} taken by ${connectionName}`
        : commandStatus === null
          ? `Part ${part}: no answer from ${connectionName}`
          : `Part ${part} refused by ${connectionName} with ${error ?? commandStatusName ?? commandStatus}`,
    detail: [
      supplierMessageId && `supplier's id ${supplierMessageId}`,
      commandStatus !== null && `answered in ${Date.parse(at) - Date.parse(submittedAt)} ms`,
    ]
      .filter(Boolean)
      .join(", "),
  }),
  move: ({ fromConnectionName, connectionName, reason }) => ({
    tone: "wait",
    what: `Moved from ${fromConnectionName} to ${connectionName}`,
    detail: reason.startsWith("ESME_") ? `refused with ${reason}` : `it was ${reason.replaceAll("_", " ")}`,
  }),
  moderation: ({ approved, decidedBy, comment }) => ({
    tone: approved ? "good" : "bad",
    what: `${approved ? "Approved" : "Rejected"} by ${decidedBy}`,
    ...(comment && { detail: comment }),
  }),
  receipt: ({ part, connectionName, state, errorCode }) => ({
    tone: /^DELIVRD$/i.test(state) ? "good" : /^(ENROUTE|ACCEPTD|SCHEDULED)$/i.test(state) ? "info" : "bad",
    what: `Receipt for part ${part}: ${state}`,
    detail: [`from ${connectionName}`, errorCode && `error ${errorCode}`].filter(Boolean).join(", "),
  }),
  finished: ({ status, says }) => ({ tone: messageTones[status], what: spoken(status), detail: says }),
  client_receipt: ({ state }) => ({
    tone: state === "taken" ? "good" : state === "owed" ? "wait" : "bad",
    what: {
      owed: "The client's receipt waits for a bound receiver",
      taken: "The client took its receipt",
      given_up: "The client's receipt was given up",
    }[state],
  }),
};

function told<Kind extends TimelineEvent["kind"]>(event: EventOf<Kind> & { kind: Kind }): Told {
  return tellers[event.kind](event);
}
