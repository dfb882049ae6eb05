/** Key account data: money and traffic of the moment in front, who the client is behind it. */
import { Anchor, Skeleton } from "@mantine/core";
import type { Client } from "@switchyard/contract";
import { Link } from "@tanstack/react-router";
import { Fact, Facts } from "../../../parts/facts.tsx";
import { Figure, FigureStrip } from "../../../parts/figure.tsx";
import { formatCount } from "../../../parts/figures.ts";
import { Money } from "../../../parts/money.tsx";
import { countryName } from "../../../parts/place.tsx";
import { Share } from "../../../parts/share.tsx";
import { formatZoneClock, Time, useNow } from "../../../parts/time.tsx";
import { cycleWords } from "../finance-values.ts";
import classes from "./header.module.css";

export function ClientHeader({ client }: { client: Client | undefined }) {
  return (
    <div className={classes.header}>
      <MoneyAndTraffic client={client} />
      {client ? <Identity client={client} /> : <Skeleton height={66} />}
    </div>
  );
}

function MoneyAndTraffic({ client }: { client: Client | undefined }) {
  const figures = client?.figures;
  const currency = client?.currency ?? "";
  const money = (amount: string | undefined) =>
    amount === undefined ? undefined : <Money amount={amount} currency={currency} signed />;
  return (
    <FigureStrip>
      <Figure
        label="Available"
        note={
          figures && (
            <>
              reserved <Money amount={figures.reserved} currency={currency} />
            </>
          )
        }
      >
        {money(figures?.available)}
      </Figure>
      <Figure
        label="Balance"
        note={
          client && (
            <>
              credit limit <Money amount={client.creditLimit} currency={currency} />
            </>
          )
        }
      >
        {money(figures?.balance)}
      </Figure>
      <Figure label="Spend today" note={client && <Overdraft client={client} />}>
        {money(figures?.today.spend)}
      </Figure>
      <Figure label="Messages today" note={figures && `${formatCount(figures.today.blocked)} blocked`}>
        {figures && formatCount(figures.today.messages)}
      </Figure>
      <Figure label="Delivered today" note={figures && `${formatCount(figures.today.delivered)} messages`}>
        {figures && <Share of={figures.today.deliveryRate} />}
      </Figure>
      <Figure label="Sessions" note={figures && `${formatCount(figures.queueDepth)} in the queue`}>
        {figures && formatCount(figures.liveSessions)}
      </Figure>
    </FigureStrip>
  );
}

function Overdraft({ client }: { client: Client }) {
  if (!client.figures.overdraftActive) return <>no overdraft</>;
  return (
    <>
      overdraft <Money amount={client.overdraft} currency={client.currency} />
    </>
  );
}

function Identity({ client }: { client: Client }) {
  return (
    <Facts>
      <Fact name="Company">{client.company || "–"}</Fact>
      <Fact name="Contact">{client.contactName || "–"}</Fact>
      <Fact name="Phone">{client.phone || "–"}</Fact>
      <Fact name="E-mail">
        {client.email ? (
          <Anchor href={`mailto:${client.email}`} inherit>
            {client.email}
          </Anchor>
        ) : (
          "–"
        )}
      </Fact>
      <Fact name="Local time">
        <LocalTime zone={client.timeZone} />
      </Fact>
      <Fact name="Country">{client.country ? countryName(client.country) : "–"}</Fact>
      <Fact name="Manager">{client.managerLogin ?? "none"}</Fact>
      <Fact name="Channels">{client.channelSmpp ? "SMPP" : "none"}</Fact>
      {client.product !== null && (
        <Fact name="Product">
          <Link to="/products/$productId" params={{ productId: String(client.productId) }} className="text-link">
            {client.product}
          </Link>
        </Fact>
      )}
      <Fact name="Invoices">{cycleWords[client.invoiceCycle]}</Fact>
      {client.lowBalance !== null && (
        <Fact name="Low balance">
          <Money amount={client.lowBalance} currency={client.currency} />
        </Fact>
      )}
      <Fact name="Daily limit">
        {client.dailyLimit === null ? "none" : `${formatCount(client.dailyLimit)} messages`}
      </Fact>
      <Fact name="Last traffic">
        <Time at={client.figures.lastTraffic} as="age" zone={client.timeZone} none="never" />
      </Fact>
      <Fact name="Registered">
        <Time at={client.createdAt} as="day" zone={client.timeZone} />
      </Fact>
      {client.overdraftUntil && client.figures.overdraftActive && (
        <Fact name="Overdraft until">
          <Time at={client.overdraftUntil} zone={client.timeZone} />
        </Fact>
      )}
      <Fact name="Id">
        <span className="figures">{client.id}</span>
      </Fact>
    </Facts>
  );
}

function LocalTime({ zone }: { zone: string }) {
  const now = useNow(10_000);
  return (
    <>
      <span className="figures">{formatZoneClock(zone, now)}</span>{" "}
      <span className={classes.zone}>{zone.replaceAll("_", " ")}</span>
    </>
  );
}
