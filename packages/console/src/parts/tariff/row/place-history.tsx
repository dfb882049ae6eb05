/** Every row a destination has had in this tariff, past and to come, with who entered it and from which draft. */
import { Skeleton, Text, Title } from "@mantine/core";
import type { TariffRow } from "@switchyard/contract";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { liveQuery, refreshMs } from "../../../api.ts";
import { ProblemNote } from "../../problem.tsx";
import { Time } from "../../time.tsx";
import { withDrawer } from "../address.ts";
import { DraftLink } from "../draft-link.tsx";
import { Rate, StateMark } from "../marks.tsx";
import { type Tariff, tariffParam } from "../tariff.ts";
import classes from "./place-history.module.css";

/** More than these are found in the list itself, filtered by the country. */
const SHOWN_MAX = 30;

interface PlaceHistoryProps {
  row: TariffRow;
  tariff: Tariff;
}

export function PlaceHistory({ row, tariff }: PlaceHistoryProps) {
  const call = {
    params: tariffParam(tariff),
    query: { type: row.type, country: row.country, network: row.network ?? ("none" as const), limit: SHOWN_MAX },
  };
  const { data, error } = useQuery(liveQuery("listTariffRows", call, refreshMs.slow));
  return (
    <section aria-label={`${tariff.noun === "price" ? "Prices" : "Costs"} of this destination`}>
      <Title order={3} mb={6}>
        {tariff.noun === "price" ? "Prices" : "Costs"} of this destination
      </Title>
      {error && !data && <ProblemNote error={error} />}
      {!data && !error && <Skeleton height={60} />}
      {data && (
        <ol className={classes.list}>
          {data.items.map((one) => (
            <Entry key={one.id} of={one} isShown={one.id === row.id} tariff={tariff} />
          ))}
        </ol>
      )}
      {data?.nextCursor && (
        <Text size="xs" c="dimmed" mt={6}>
          The {SHOWN_MAX} newest. The list, filtered by the country, has them all.
        </Text>
      )}
    </section>
  );
}

function Entry({ of, isShown, tariff }: { of: TariffRow; isShown: boolean; tariff: Tariff }) {
  const amount = <Rate amount={of.amount} currency={of.currency} />;
  return (
    <li className={classes.entry} aria-current={isShown || undefined}>
      <span className={classes.amount}>
        {isShown ? (
          <b>{amount}</b>
        ) : (
          <Link to="." search={withDrawer({ row: of.id })} resetScroll={false} className="quiet-link">
            {amount}
          </Link>
        )}
      </span>
      <span>
        <StateMark state={of.state} />
      </span>
      <span className={classes.period}>
        <Time at={of.validFrom} as="day" /> – <Time at={of.validTo} as="day" none="open" />
      </span>
      <span className={classes.author}>
        {of.createdBy}, <Time at={of.createdAt} />
        {of.draftId !== null && (
          <>
            {" · "}
            <DraftLink tariff={tariff} draftId={of.draftId} />
          </>
        )}
      </span>
    </li>
  );
}
