/** The short lists of the overview: where to, under which name, and what went wrong. */
import { Paper, Skeleton, Table, Text } from "@mantine/core";
import type { ClientOverview } from "@switchyard/contract";
import { blockReasons } from "@switchyard/engine";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { formatCount } from "../../../../parts/figures.ts";
import { Money } from "../../../../parts/money.tsx";
import { Section } from "../../../../parts/page.tsx";
import { Place } from "../../../../parts/place.tsx";
import { Share } from "../../../../parts/share.tsx";
import { Status } from "../../../../parts/status.tsx";
import { Time } from "../../../../parts/time.tsx";
import { messageTones, spoken } from "../../../../parts/tones.ts";

/** A glance; the message search has them all. */
const ERRORS_SHOWN = 12;

interface ListProps {
  overview: ClientOverview | undefined;
}

interface ClientListProps extends ListProps {
  clientId: number;
}

export function TopDestinations({ overview }: ListProps) {
  return (
    <ShortList
      title="Top destinations"
      rows={overview?.topDestinations}
      none="Nothing was sent in this period."
      heads={["Country", "Messages", "Delivered", "Spend"]}
      row={(one) => (
        <Table.Tr key={one.country}>
          <Table.Td>
            <Place country={one.country} any="Unknown" />
          </Table.Td>
          <Table.Td ta="right">{formatCount(one.accepted)}</Table.Td>
          <Table.Td ta="right">
            <Share of={one.deliveryRate} />
          </Table.Td>
          <Table.Td ta="right">
            <Money amount={one.spend} currency={overview?.currency ?? ""} />
          </Table.Td>
        </Table.Tr>
      )}
    />
  );
}

export function TopSenders({ overview, clientId }: ClientListProps) {
  return (
    <ShortList
      title="Top senders"
      says={newest(overview)}
      rows={overview?.recent.topSenders}
      none="Nothing was sent in this period."
      heads={["Sender", "Messages", "Delivered"]}
      row={(one) => (
        <Table.Tr key={one.sender}>
          <Table.Td>
            <Link to="/messages" search={{ client: String(clientId), sender: one.sender }} className="quiet-link">
              {one.sender || "(empty)"}
            </Link>
          </Table.Td>
          <Table.Td ta="right">{formatCount(one.messages)}</Table.Td>
          <Table.Td ta="right">{formatCount(one.delivered)}</Table.Td>
        </Table.Tr>
      )}
    />
  );
}

export function BlockedReasons({ overview, clientId }: ClientListProps) {
  return (
    <ShortList
      title="Blocked, by reason"
      says={newest(overview)}
      rows={overview?.recent.blockedReasons}
      none="No message was blocked."
      heads={["Reason", "Messages"]}
      row={({ reason, messages }) => (
        <Table.Tr key={reason}>
          <Table.Td title={blockReasons[reason].says}>
            <Link to="/messages" search={{ client: String(clientId), reason }} className="quiet-link">
              {spoken(reason)}
            </Link>
          </Table.Td>
          <Table.Td ta="right">{formatCount(messages)}</Table.Td>
        </Table.Tr>
      )}
    />
  );
}

export function LatestErrors({ overview }: ListProps) {
  return (
    <ShortList
      title="Latest errors"
      rows={overview?.latestErrors.slice(0, ERRORS_SHOWN)}
      none="No message failed."
      heads={["Message", "Status", "Error", "When"]}
      leftHeads={3}
      row={(one) => (
        <Table.Tr key={one.messageId}>
          <Table.Td>
            <Link to="/messages/$messageId" params={{ messageId: String(one.messageId) }} className="quiet-link">
              {one.sender || "(empty)"} → {one.recipient}
            </Link>
          </Table.Td>
          <Table.Td>
            <Status tone={messageTones[one.status]}>{spoken(one.status)}</Status>
          </Table.Td>
          <Table.Td>{one.reason ? spoken(one.reason) : (one.errorCode ?? "–")}</Table.Td>
          <Table.Td ta="right">
            <Time at={one.at} as="age" />
          </Table.Td>
        </Table.Tr>
      )}
    />
  );
}

function newest(overview: ClientOverview | undefined): string | undefined {
  return overview && `Of the newest ${formatCount(overview.recent.messages)} messages of the period.`;
}

interface ShortListProps<T> {
  title: string;
  says?: string | undefined;
  rows: readonly T[] | undefined;
  none: string;
  heads: readonly string[];
  /** How many of the first columns are text. */
  leftHeads?: number;
  row: (row: T) => ReactNode;
}

function ShortList<T>({ title, says, rows, none, heads, leftHeads = 1, row }: ShortListProps<T>) {
  return (
    <Paper p="md" style={{ minWidth: 0 }}>
      <Section title={title} says={says}>
        {!rows && <Skeleton height={90} />}
        {rows?.length === 0 && (
          <Text size="sm" c="dimmed">
            {none}
          </Text>
        )}
        {rows && rows.length > 0 && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
          <section style={{ overflowX: "auto" }} aria-label={title} tabIndex={0}>
            <Table
              fz="sm"
              verticalSpacing={5}
              horizontalSpacing={8}
              className="figures"
              style={{ whiteSpace: "nowrap" }}
            >
              <Table.Thead>
                <Table.Tr>
                  {heads.map((head, place) => (
                    <Table.Th key={head} ta={place < leftHeads ? "left" : "right"} c="dimmed" fw={500} fz="xs">
                      {head}
                    </Table.Th>
                  ))}
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>{rows.map(row)}</Table.Tbody>
            </Table>
          </section>
        )}
      </Section>
    </Paper>
  );
}
