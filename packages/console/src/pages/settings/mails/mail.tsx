/** A mail as it went or will go, how often that was tried, and what the mail server said. */
import { Button, Skeleton, Stack } from "@mantine/core";
import { type Mail, mailKinds } from "@switchyard/contract";
import { IconPaperclip, IconRefresh } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { liveQuery, problemIn, query, refreshMs, useMay, useSend } from "../../../api.ts";
import { EmptyState } from "../../../parts/empty-state.tsx";
import { Fact, Facts } from "../../../parts/facts.tsx";
import { formatCount } from "../../../parts/figures.ts";
import { Note } from "../../../parts/note.tsx";
import { Section } from "../../../parts/page.tsx";
import { ProblemNote } from "../../../parts/problem.tsx";
import { RouteDrawer } from "../../../parts/route-drawer.tsx";
import { said } from "../../../parts/said.ts";
import { Time } from "../../../parts/time.tsx";
import { MailStatusMark } from "./mail-status.tsx";
import classes from "./mails.module.css";

const route = getRouteApi("/signed-in/settings/mails/$mailId");

export function MailDrawer() {
  const { mailId } = route.useParams();
  const navigate = useNavigate();
  const close = useCallback(
    () => void navigate({ to: "/settings/mails", search: true, resetScroll: false }),
    [navigate],
  );
  const { data: mail, error } = useQuery(liveQuery("getMail", { params: { mailId } }, refreshMs.fast));
  const isNone = problemIn(error)?.status === 404 || problemIn(error)?.code === "invalid_request";
  return (
    <RouteDrawer title={mail?.subject ?? "Mail"} onClose={close} size="lg">
      {!mail && !error && <Skeleton height={240} />}
      {!mail && error && isNone && <EmptyState title="There is no such mail">Look for it in the list.</EmptyState>}
      {!mail && error && !isNone && <ProblemNote error={error} />}
      {mail && <Details mail={mail} />}
    </RouteDrawer>
  );
}

function Details({ mail }: { mail: Mail }) {
  const maySend = useMay("mails.write");
  return (
    <Stack gap="lg" pb="lg">
      {mail.lastError && <Note tone={mail.status === "failed" ? "bad" : "wait"}>{mail.lastError}</Note>}
      <MailFacts mail={mail} />
      {maySend && mail.status === "failed" && <Retry mail={mail} />}
      <Letter mail={mail} />
      {mail.attachments.length > 0 && <Attachments mail={mail} />}
    </Stack>
  );
}

function MailFacts({ mail }: { mail: Mail }) {
  return (
    <Facts>
      <Fact name="Status">
        <MailStatusMark mail={mail} />
      </Fact>
      <Fact name="Kind">{mailKinds[mail.kind]}</Fact>
      <Fact name="Tries">{formatCount(mail.tries)}</Fact>
      <Fact name="Written">
        <Time at={mail.createdAt} />
      </Fact>
      {mail.status === "waiting" && (
        <Fact name="Next try">
          <Time at={mail.nextTryAt} />
        </Fact>
      )}
      {mail.sentAt && (
        <Fact name="Sent">
          <Time at={mail.sentAt} />
        </Fact>
      )}
      {mail.clientId !== null && (
        <Fact name="Client">
          <ClientLink clientId={mail.clientId} />
        </Fact>
      )}
      {mail.reference && <Fact name="About">{mail.reference}</Fact>}
    </Facts>
  );
}

function ClientLink({ clientId }: { clientId: number }) {
  const mayRead = useMay("clients.read");
  const { data: client } = useQuery({ ...query("getClient", { params: { clientId } }), enabled: mayRead });
  return (
    <Link to="/clients/$clientId" params={{ clientId: String(clientId) }} className="text-link">
      {client?.login ?? clientId}
    </Link>
  );
}

function Retry({ mail }: { mail: Mail }) {
  const retry = useSend("retryMail");
  const start = () =>
    retry.mutate(
      { params: { mailId: mail.id } },
      { onSuccess: () => said("The mail waits to be sent again."), onError: said },
    );
  return (
    <Button w="fit-content" leftSection={<IconRefresh size={14} />} loading={retry.isPending} onClick={start}>
      Try again
    </Button>
  );
}

/** From whom, to whom, and what it says. */
function Letter({ mail }: { mail: Mail }) {
  const { data: server } = useQuery(query("getMailServer"));
  const lines = [
    ["From", mail.sender || server?.sender || ""],
    ["To", mail.recipients.join(", ")],
    ["Answers to", mail.replyTo],
  ].filter(([, value]) => value);
  return (
    <Section title="The mail">
      <div className={classes.letter}>
        <dl className={classes.head}>
          {lines.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <pre className={classes.body}>{mail.body.trimEnd()}</pre>
      </div>
    </Section>
  );
}

function Attachments({ mail: { attachments } }: { mail: Mail }) {
  return (
    <Section title="Attached">
      <ul className={classes.attachments}>
        {attachments.map(({ position, name, size }) => (
          <li key={position}>
            <IconPaperclip size={15} aria-hidden />
            <span>
              {name} <span className={classes.quiet}>{formatSize(size)}</span>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** `830 octets`, `12 kB`, `1.4 MB`. */
function formatSize(octets: number): string {
  if (octets < 1000) return `${octets} octets`;
  if (octets < 1_000_000) return `${Math.round(octets / 1000)} kB`;
  return `${(octets / 1_000_000).toFixed(1)} MB`;
}
