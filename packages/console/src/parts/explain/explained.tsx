/** What would become of the message: the outcome, its money, how it would leave, every check, and every route. */
import { Text } from "@mantine/core";
import type { Explanation } from "@switchyard/contract";
import { IconCheck, IconMinus, IconX } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { Figure, FigureStrip } from "../figure.tsx";
import { formatShare } from "../figures.ts";
import { Money } from "../money.tsx";
import { Section } from "../page.tsx";
import { Place } from "../place.tsx";
import { Status } from "../status.tsx";
import { StepDetail } from "../step-detail.tsx";
import { spoken } from "../tones.ts";
import classes from "./explain.module.css";
import { ExplainedRoutes } from "./routes.tsx";

export function Explained({ explanation }: { explanation: Explanation }) {
  const { outcome, status, reason, says } = explanation;
  return (
    <div className={classes.explained}>
      <div className={classes.outcome} data-outcome={outcome}>
        <Status tone={outcome === "blocked" ? "bad" : status === "queued" ? "good" : "wait"}>
          {reason ? `Blocked: ${reason.replaceAll("_", " ")}` : spoken(status)}
        </Status>
        <Text size="sm">{says}</Text>
      </div>
      <Obstacles explanation={explanation} />
      <MoneyFigures explanation={explanation} />
      <Leaving explanation={explanation} />
      <Section title="Routes" says="In the order they are tried: the client's own, its product's, the platform's.">
        <ExplainedRoutes {...explanation} />
      </Section>
      <Section title="Checks">
        <Steps steps={explanation.steps} />
      </Section>
    </div>
  );
}

/** What else stops a blocked message, and what the figures below are then: those of a message that nothing stops. */
function Obstacles({ explanation: { outcome, obstacles, price, connection } }: { explanation: Explanation }) {
  if (outcome !== "blocked") return null;
  const further = obstacles.slice(1);
  return (
    <>
      {further.length > 0 && (
        <Section title="Also in its way">
          <ul className={classes.obstacles}>
            {further.map(({ reason, says }, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a finished list that never changes places
              <li key={place}>
                <Status tone="bad">{spoken(reason)}</Status>
                <span className={classes.detail}>{says}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {(price ?? connection) && <Text size="sm">If it were not stopped:</Text>}
    </>
  );
}

const alphabetNames = { gsm7: "GSM 7-bit", latin1: "Latin-1", ucs2: "UCS-2", binary: "Binary" } as const;

function MoneyFigures({ explanation }: { explanation: Explanation }) {
  const { price, cost, margin, marginRate, country, network, recipient, connection, asLeaving, asSent } = explanation;
  return (
    <FigureStrip>
      <Figure label="Destination" note={recipient && `+${recipient}`}>
        <Place country={country} network={network} any="Unknown" />
      </Figure>
      <Figure label="Parts" note={alphabetNames[(asLeaving ?? asSent).alphabet]}>
        {(asLeaving ?? asSent).parts}
      </Figure>
      <Figure label="Price" note={price && `by ${price.billing}`}>
        {price ? <Money amount={price.total} currency={price.currency} /> : "–"}
      </Figure>
      <Figure
        label="Cost"
        note={
          cost?.inClientCurrency &&
          price &&
          cost.currency !== price.currency &&
          `${cost.inClientCurrency} ${price.currency}`
        }
      >
        {cost ? <Money amount={cost.total} currency={cost.currency} /> : "–"}
      </Figure>
      <Figure label="Margin" note={marginRate !== null && formatShare(marginRate, 1)}>
        {margin !== null && price ? <Money amount={margin} currency={price.currency} signed /> : "–"}
      </Figure>
      <Figure label="Connection" note={connection?.supplierName}>
        {connection ? (
          <Link to="/connections/$connectionId" params={{ connectionId: String(connection.id) }} className="quiet-link">
            {connection.name}
          </Link>
        ) : (
          "–"
        )}
      </Figure>
    </FigureStrip>
  );
}

/** The message as it would leave, beside how it came where rules change it. */
function Leaving({ explanation: { asSent, asLeaving } }: { explanation: Explanation }) {
  if (!asLeaving) return null;
  const isChanged = asLeaving.sender !== asSent.sender || asLeaving.text !== asSent.text;
  return (
    <Section
      title="As it would leave"
      says={isChanged ? `Changed by ${rulesOf(asLeaving.ruleIds)}.` : "As it came; no replacement rule changes it."}
    >
      <div className={classes.messages}>
        {isChanged && <MessageBox name="Came" of={asSent} />}
        <MessageBox name={isChanged ? "Leaves" : "Came and leaves"} of={asLeaving} />
      </div>
    </Section>
  );
}

function rulesOf(ids: readonly number[]): string {
  return ids.length === 1 ? `replacement rule ${ids[0]}` : `replacement rules ${ids.join(", ")}`;
}

function MessageBox({ name, of }: { name: string; of: Explanation["asSent"] }) {
  return (
    <figure className={classes.message}>
      <figcaption>
        {name} from <b>{of.sender || "no sender"}</b> · {of.parts} {of.parts === 1 ? "part" : "parts"}
      </figcaption>
      <p>{of.text === null ? "Binary content" : of.text || "No text"}</p>
    </figure>
  );
}

const marks = {
  pass: { icon: IconCheck, says: "Passed" },
  skip: { icon: IconMinus, says: "Set aside" },
  stop: { icon: IconX, says: "Stopped" },
} as const;

function Steps({ steps }: { steps: Explanation["steps"] }) {
  return (
    <ol className={classes.steps}>
      {steps.map(({ step, says, outcome, pieces }, place) => {
        const { icon: Icon, says: told } = marks[outcome];
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a finished list that never changes places
          <li key={place} data-outcome={outcome}>
            <Icon size={16} role="img" aria-label={told} />
            <span className={classes.step}>{says || spoken(step)}</span>
            <span className={classes.detail}>
              <StepDetail pieces={pieces} />
            </span>
          </li>
        );
      })}
    </ol>
  );
}
