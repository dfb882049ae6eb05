/** One message: its facts, its text, and everything that happened to it, in a drawer over the search. */
import { Skeleton, Stack } from "@mantine/core";
import type { Message } from "@switchyard/contract";
import { blockedSays } from "@switchyard/engine";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { liveQuery, problemIn, refreshMs } from "../../../api.ts";
import { CopyButton } from "../../../parts/copy-button.tsx";
import { EmptyState } from "../../../parts/empty-state.tsx";
import { Fact, Facts } from "../../../parts/facts.tsx";
import { Money } from "../../../parts/money.tsx";
import { Note } from "../../../parts/note.tsx";
import { Section } from "../../../parts/page.tsx";
import { Place } from "../../../parts/place.tsx";
import { ProblemNote } from "../../../parts/problem.tsx";
import { RouteDrawer } from "../../../parts/route-drawer.tsx";
import { Time } from "../../../parts/time.tsx";
import { MessageStatusMark } from "../columns.tsx";
import classes from "./message.module.css";
import { MessageRefund } from "./refund.tsx";
import { Timeline } from "./timeline.tsx";

const route = getRouteApi("/signed-in/messages/$messageId");

export function MessageDrawer() {
  const { messageId } = route.useParams();
  const navigate = useNavigate();
  const close = useCallback(() => void navigate({ to: "/messages", search: true, resetScroll: false }), [navigate]);
  const { data: message, error } = useQuery(
    liveQuery("getMessage", { params: { messageId: Number(messageId) } }, refreshMs.fast),
  );
  return (
    <RouteDrawer title={`Message ${messageId}`} onClose={close} size="xl">
      {!message && !error && <Skeleton height={300} />}
      {!message && error && problemIn(error)?.status === 404 && (
        <EmptyState title="There is no such message">
          Check the id; old messages are removed after a set time.
        </EmptyState>
      )}
      {!message && error && problemIn(error)?.status !== 404 && <ProblemNote error={error} />}
      {message && <MessageDetails message={message} />}
    </RouteDrawer>
  );
}

function MessageDetails({ message }: { message: Message }) {
  return (
    <Stack gap="lg" pb="lg">
      {message.reason && (
        <Note tone="bad">
          Blocked: {message.reason.replaceAll("_", " ")}. {blockedSays(message.reason, message.rejectedByPerson)} It was
          not charged.
        </Note>
      )}
      <MessageFacts message={message} />
      <MessageRefund message={message} />
      <Content message={message} />
      <Section title="Timeline">
        <Timeline message={message} />
      </Section>
    </Stack>
  );
}

function MessageFacts({ message }: { message: Message }) {
  return (
    <Facts>
      <Fact name="Status">
        <MessageStatusMark of={message} />
      </Fact>
      <Fact name="Client">
        <Link to="/clients/$clientId" params={{ clientId: String(message.clientId) }} className="text-link">
          {message.clientLogin}
        </Link>
      </Fact>
      <Fact name="Sender">{message.sender || "–"}</Fact>
      {message.sentSender !== null && <Fact name="Left with sender">{message.sentSender}</Fact>}
      <Fact name="Recipient">
        {message.recipient} <CopyButton value={message.recipient} label="Copy recipient" />
      </Fact>
      <Fact name="Destination">
        <Place country={message.country} network={message.network} any="Unknown" />
      </Fact>
      <Fact name="Connection">{message.connectionName ?? "–"}</Fact>
      <Fact name="Received">
        <Time at={message.receivedAt} />
      </Fact>
      <Fact name="Finished">
        <Time at={message.doneAt} none="not yet" />
      </Fact>
      <Fact name="Valid until">
        <Time at={message.validUntil} />
      </Fact>
      <Fact name="Charged">
        {message.currency ? <Money amount={message.charged} currency={message.currency} /> : "–"}
      </Fact>
      {message.refund && message.currency && (
        <Fact name="Refunded">
          <Money amount={message.refund.amount} currency={message.currency} />
        </Fact>
      )}
      <Fact name="Price per part">
        {message.price && message.currency ? <Money amount={message.price} currency={message.currency} /> : "–"}
      </Fact>
      <Fact name="Cost per part">
        {message.cost && message.costCurrency ? <Money amount={message.cost} currency={message.costCurrency} /> : "–"}
      </Fact>
      <Fact name="Billing">{message.billing ? `by ${message.billing}` : "–"}</Fact>
      <Fact name="Channel">{message.channel.toUpperCase()}</Fact>
      <Fact name="Error">{message.errorCode ?? "–"}</Fact>
    </Facts>
  );
}

const alphabetNames = { gsm7: "GSM 7-bit", latin1: "Latin-1", ucs2: "UCS-2", binary: "binary" } as const;

function Content({ message }: { message: Message }) {
  const { text, sentText, binary, udh, parts, alphabet, dataCoding } = message;
  const size = `${parts} ${parts === 1 ? "part" : "parts"}, ${alphabetNames[alphabet]}, data_coding ${dataCoding}`;
  return (
    <Section title="Text" says={udh ? `${size}, user data header ${udh}` : size}>
      {text === null && binary === null ? (
        <p className={classes.text}>The text is no longer kept.</p>
      ) : (
        <p className={classes.text} data-binary={text === null || undefined}>
          {text ?? binary}
        </p>
      )}
      {sentText !== null && (
        <>
          <p className={classes.caption}>As it left, rewritten by replacement rules:</p>
          <p className={classes.text}>{sentText}</p>
        </>
      )}
    </Section>
  );
}
