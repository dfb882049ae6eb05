/** One incoming message: whose it is, what it says, what happened to it; one that is nobody's is given to a client here. */
import { Skeleton, Stack } from "@mantine/core";
import type { IncomingMessage } from "@switchyard/contract";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { liveQuery, problemIn, refreshMs, useMay } from "../../api.ts";
import { CopyButton } from "../copy-button.tsx";
import { EmptyState } from "../empty-state.tsx";
import { Fact, Facts } from "../facts.tsx";
import { Money } from "../money.tsx";
import { Section } from "../page.tsx";
import { Place } from "../place.tsx";
import { ProblemNote } from "../problem.tsx";
import { RouteDrawer } from "../route-drawer.tsx";
import { Time } from "../time.tsx";
import { spoken } from "../tones.ts";
import { AssignForm } from "./assign.tsx";
import { withPlus } from "./columns.tsx";
import classes from "./incoming.module.css";
import { IncomingStatusMark } from "./looks.tsx";

export function IncomingDrawer({ messageId, onClose }: { messageId: string; onClose: () => void }) {
  const { data: message, error } = useQuery(
    liveQuery("getIncoming", { params: { messageId: Number(messageId) } }, refreshMs.fast),
  );
  const isMissing = problemIn(error)?.status === 404;
  return (
    <RouteDrawer title={`Incoming message ${messageId}`} onClose={onClose} size="lg">
      {!message && !error && <Skeleton height={300} />}
      {!message && error && isMissing && (
        <EmptyState title="There is no such message">
          Check the id; old messages are removed after a set time.
        </EmptyState>
      )}
      {!message && error && !isMissing && <ProblemNote error={error} />}
      {message && <Details message={message} />}
    </RouteDrawer>
  );
}

function Details({ message }: { message: IncomingMessage }) {
  const mayAssign = useMay("incoming.write");
  return (
    <Stack gap="lg" pb="lg">
      {message.status === "unassigned" && mayAssign && <AssignForm message={message} />}
      <MessageFacts message={message} />
      <Content message={message} />
      <Section title="What happened">
        <ol className={classes.timeline}>
          {message.timeline.map(({ kind, at, says }) => (
            <li key={kind}>
              <span className={classes.at}>
                <Time at={at} />
              </span>
              <span>{spoken(says)}</span>
            </li>
          ))}
        </ol>
      </Section>
    </Stack>
  );
}

function MessageFacts({ message }: { message: IncomingMessage }) {
  const { currency, costCurrency, price, billing } = message;
  return (
    <Facts>
      <Fact name="State">
        <IncomingStatusMark status={message.status} />
      </Fact>
      <Fact name="Client">
        {message.clientId === null ? (
          "Nobody's"
        ) : (
          <Link to="/clients/$clientId" params={{ clientId: String(message.clientId) }} className="text-link">
            {message.clientLogin ?? `#${message.clientId}`}
          </Link>
        )}
      </Fact>
      <Fact name="From">
        {withPlus(message.sender)} <CopyButton value={message.sender} label="Copy handset" />
      </Fact>
      <Fact name="Handset of">
        <Place country={message.country} network={message.network} any="Unknown" />
      </Fact>
      <Fact name="To">
        {message.number} {message.keyword ?? ""}
      </Fact>
      <Fact name="Connection">{message.connectionName ?? `#${message.connectionId}`}</Fact>
      <Fact name="Handed over">
        {message.forward === "smpp" ? "by SMPP" : message.forward === null ? "–" : "only kept"}
      </Fact>
      <Fact name="Charged">{currency ? <Money amount={message.charged} currency={currency} /> : "–"}</Fact>
      <Fact name="Price per part">
        {price !== null && currency ? (
          <Money amount={price} currency={currency} />
        ) : message.clientId === null ? (
          "–"
        ) : (
          "free"
        )}
      </Fact>
      <Fact name="Billing">{billing ? `by ${billing}` : "–"}</Fact>
      <Fact name="Cost">{costCurrency ? <Money amount={message.cost} currency={costCurrency} /> : "–"}</Fact>
    </Facts>
  );
}

const alphabetNames = { gsm7: "GSM 7-bit", latin1: "Latin-1", ucs2: "UCS-2", binary: "binary" } as const;

function Content({ message: { text, body, udh, parts, alphabet, dataCoding } }: { message: IncomingMessage }) {
  const size = `${parts} ${parts === 1 ? "part" : "parts"}, ${alphabetNames[alphabet]}, data_coding ${dataCoding}`;
  return (
    <Section title="Text" says={udh ? `${size}, user data header ${udh}` : size}>
      <p className={classes.text} data-binary={text === null || undefined}>
        {text ?? body}
      </p>
    </Section>
  );
}
