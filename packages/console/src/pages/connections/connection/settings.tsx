/** What is set for a connection, to be read: where it leads, how it speaks, what answers mean. */
import { Paper, SimpleGrid } from "@mantine/core";
import type { Connection } from "@switchyard/contract";
import { Link } from "@tanstack/react-router";
import { CopyButton } from "../../../parts/copy-button.tsx";
import { Fact, Facts } from "../../../parts/facts.tsx";
import { formatCount } from "../../../parts/figures.ts";
import { Section } from "../../../parts/page.tsx";
import { choiceLabel } from "../values.ts";
import { HttpWays } from "./http-ways.tsx";

export function ConnectionSettings({ connection }: { connection: Connection }) {
  return (
    <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
      <Paper p="md">
        <Section title="Link">
          <Facts>
            <Fact name="Supplier">
              <Link
                to="/suppliers/$supplierId"
                params={{ supplierId: String(connection.supplierId) }}
                className="text-link"
              >
                {connection.supplierName}
              </Link>
            </Fact>
            {connection.kind === "smpp" ? <SmppLink connection={connection} /> : <HttpLink connection={connection} />}
            <Fact name="Answer awaited for">{connection.responseTimeoutSeconds} s</Fact>
            <Fact name="Tried again after">
              {connection.reconnectMinSeconds} to {connection.reconnectMaxSeconds} s
            </Fact>
            <Fact name="In pools">
              <Pools of={connection} />
            </Fact>
            <Fact wide name="Last error">
              {connection.live?.lastError ?? "none"}
            </Fact>
          </Facts>
        </Section>
      </Paper>
      <Paper p="md">
        <Section title="Limits and refusals">
          <Facts>
            <Fact name="Daily limit">
              {connection.dailyLimit === null
                ? "none"
                : `${formatCount(connection.dailyLimit)} parts (${connection.supplierTimeZone})`}
            </Fact>
            <Fact name="Longest queue">{connection.queueMax === null ? "any" : formatCount(connection.queueMax)}</Fact>
            <Fact name="Lost answer">{choiceLabel("lostAnswer", connection.lostAnswer)}</Fact>
            <Fact wide name="Goes elsewhere after">
              {listed(connection.rerouteErrors)}
            </Fact>
            <Fact wide name="Rests after">
              {listed(connection.pauseErrors)}
              {connection.pauseErrors.length > 0 && `, for ${connection.pauseMs} ms`}
            </Fact>
          </Facts>
        </Section>
      </Paper>
      {connection.kind === "smpp" && <SmppWays connection={connection} />}
      {connection.http && <HttpWays http={connection.http} />}
      <Paper p="md">
        <Section title="Receipts">
          <Facts>
            <Fact name="Id in receipts">{choiceLabel("receiptIdFormat", connection.receiptIdFormat)}</Fact>
            <Fact wide name="Words of its own">
              {listed(connection.receiptWords.map(({ word, state }) => `${word} = ${choiceLabel("wordState", state)}`))}
            </Fact>
            {connection.callbackUrl !== null && (
              <Fact wide name="Callback address">
                <span className="mono">{connection.callbackUrl}</span>{" "}
                <CopyButton value={connection.callbackUrl} label="Copy the callback address" />
              </Fact>
            )}
          </Facts>
        </Section>
      </Paper>
    </SimpleGrid>
  );
}

const listed = (words: readonly string[]): string => (words.length === 0 ? "none" : words.join(", "));

/** How many pools it is in, and the way to them. */
function Pools({ of: { id, pools } }: { of: Connection }) {
  if (pools === 0) return "0";
  return (
    <Link to="/pools" search={{ connection: String(id) }} className="text-link">
      {formatCount(pools)}
    </Link>
  );
}

function SmppLink({ connection }: { connection: Connection }) {
  return (
    <>
      <Fact name="Host">
        <span className="mono">
          {connection.host}:{connection.port}
        </span>
        {connection.tls && " TLS"}
      </Fact>
      <Fact name="system_id">{connection.systemId}</Fact>
      <Fact name="system_type">{connection.systemType || "–"}</Fact>
      <Fact name="Bind as">{choiceLabel("bindType", connection.bindType)}</Fact>
      <Fact name="Sessions">{connection.sessions}</Fact>
      <Fact name="enquire_link">every {connection.enquireLinkSeconds} s</Fact>
    </>
  );
}

function HttpLink({ connection: { http, systemId } }: { connection: Connection }) {
  if (http === null) return null;
  return (
    <>
      <Fact wide name="Request">
        <span className="mono">
          {http.method} {http.url}
        </span>
      </Fact>
      <Fact name="User name">{systemId || "–"}</Fact>
      <Fact name="Signs in with">{http.auth === "basic" ? "Basic authorization" : "as the template says"}</Fact>
      <Fact name="Long texts">{choiceLabel("parts", http.parts)}</Fact>
    </>
  );
}

function SmppWays({ connection }: { connection: Connection }) {
  const byKind = (value: number | null) => (value === null ? "by kind" : String(value));
  return (
    <Paper p="md">
      <Section title="Texts and addresses">
        <Facts>
          <Fact name="data_coding 0">{choiceLabel("defaultAlphabet", connection.defaultAlphabet)}</Fact>
          <Fact name="Long messages">{choiceLabel("longMessages", connection.longMessages)}</Fact>
          <Fact name="service_type">{connection.serviceType || "–"}</Fact>
          <Fact name="Sender TON / NPI">
            {byKind(connection.sourceTon)} / {byKind(connection.sourceNpi)}
          </Fact>
          <Fact name="Recipient TON / NPI">
            {connection.destTon} / {connection.destNpi}
          </Fact>
          {connection.lookup && (
            <Fact name="Looks numbers up">
              {connection.lookup.network.from === "tlv"
                ? `by TLV 0x${connection.lookup.network.tag.toString(16).padStart(4, "0")}`
                : `by ${connection.lookup.network.pattern}`}
            </Fact>
          )}
          {connection.addressRules.map((rule) => (
            <Fact key={`${rule.side} ${rule.match} ${rule.prefix}`} name={ruleName(rule)}>
              {rule.ton} / {rule.npi}
            </Fact>
          ))}
        </Facts>
      </Section>
    </Paper>
  );
}

function ruleName({ side, match, prefix }: Connection["addressRules"][number]): string {
  return `${choiceLabel("side", side)}: ${choiceLabel("match", match).toLowerCase()} ${prefix}`.trim();
}
