/** The drawer of one row: its facts and margin, its end, and what its destination cost before and will cost. */
import { Skeleton, Stack } from "@mantine/core";
import type { TariffRow } from "@switchyard/contract";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { liveQuery, problemIn, refreshMs } from "../../../api.ts";
import { EmptyState } from "../../empty-state.tsx";
import { Fact, Facts } from "../../facts.tsx";
import { Figure, FigureStrip } from "../../figure.tsx";
import { groupDecimal } from "../../figures.ts";
import { Note } from "../../note.tsx";
import { countryName } from "../../place.tsx";
import { ProblemNote } from "../../problem.tsx";
import { RouteDrawer } from "../../route-drawer.tsx";
import { Time } from "../../time.tsx";
import { DraftLink } from "../draft-link.tsx";
import { formatPercent, Rate, StateMark, typeNames } from "../marks.tsx";
import { amountLabel, billingLabel, type Tariff, tariffParam } from "../tariff.ts";
import { EndRow } from "./end.tsx";
import { PlaceHistory } from "./place-history.tsx";

interface RowDrawerProps {
  tariff: Tariff;
  rowId: number;
  mayChange: boolean;
  onClose: () => void;
}

export function RowDrawer({ tariff, rowId, mayChange, onClose }: RowDrawerProps) {
  const { noun } = tariff;
  const params = { ...tariffParam(tariff), rowId };
  // A row that is being deleted is not asked for again.
  const [isGoing, setGoing] = useState(false);
  const { data: row, error } = useQuery({
    ...liveQuery("getTariffRow", { params }, refreshMs.slow),
    enabled: !isGoing,
  });
  const isCurrent = row?.id === rowId;
  const place = row && isCurrent ? ` for ${countryName(row.country)}${row.network ? ` · ${row.network}` : ""}` : "";
  return (
    <RouteDrawer title={`${noun === "price" ? "Price" : "Cost"}${place}`} onClose={onClose} size="lg">
      {error && problemIn(error)?.status === 404 && (
        <EmptyState title={`There is no such ${noun}`}>It may have been deleted.</EmptyState>
      )}
      {error && problemIn(error)?.status !== 404 && !row && <ProblemNote error={error} />}
      {!error && !(row && isCurrent) && <Skeleton height={160} />}
      {!error && row && isCurrent && (
        <Stack gap="md" key={row.id}>
          <RowFigures row={row} noun={noun} />
          <RowFacts row={row} tariff={tariff} />
          <PlaceHistory row={row} tariff={tariff} />
          {mayChange && <EndRow row={row} tariff={tariff} onGoing={setGoing} />}
        </Stack>
      )}
    </RouteDrawer>
  );
}

function RowFigures({ row, noun }: { row: TariffRow; noun: Tariff["noun"] }) {
  const { margin } = row;
  return (
    <>
      <FigureStrip>
        <Figure label={amountLabel(noun, row.type)}>
          <Rate amount={row.amount} currency={row.currency} />
        </Figure>
        {margin && (
          <Figure
            label="Margin"
            note={
              <>
                {margin.percent !== null && `${formatPercent(margin.percent)} `}over a cost of{" "}
                {groupDecimal(margin.cost, 4)} {row.currency}
              </>
            }
          >
            <Rate amount={margin.margin} currency={row.currency} />
          </Figure>
        )}
        <Figure label="State">
          <StateMark state={row.state} />
        </Figure>
      </FigureStrip>
      {margin?.belowCost && (
        <Note tone="bad">This price is below the cheapest cost of the destination: every part sent loses money.</Note>
      )}
    </>
  );
}

function RowFacts({ row, tariff }: { row: TariffRow; tariff: Tariff }) {
  return (
    <Facts>
      <Fact name="From">
        <Time at={row.validFrom} />
      </Fact>
      <Fact name="To">
        <Time at={row.validTo} none="open" />
      </Fact>
      <Fact name={billingLabel(tariff.noun)}>by {row.billing}</Fact>
      <Fact name="Type">{typeNames[row.type]}</Fact>
      <Fact name="Entered by">{row.createdBy}</Fact>
      <Fact name="Entered">
        <Time at={row.createdAt} />
      </Fact>
      {row.draftId !== null && (
        <Fact name="From draft">
          <DraftLink tariff={tariff} draftId={row.draftId} />
        </Fact>
      )}
    </Facts>
  );
}
