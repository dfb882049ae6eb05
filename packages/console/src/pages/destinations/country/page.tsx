/** A country: how it stands, its networks, and the prefixes that lead to them. */
import { Button } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { Link, Outlet } from "@tanstack/react-router";
import { problemIn, useMay } from "../../../api.ts";
import { EmptyState } from "../../../parts/empty-state.tsx";
import { Fact, Facts } from "../../../parts/facts.tsx";
import { Page } from "../../../parts/page.tsx";
import { ProblemNote } from "../../../parts/problem.tsx";
import { TabLinks } from "../../../parts/tab-links.tsx";
import { DestinationStatus, fallbackWords, portabilityWords } from "../words.tsx";
import { useCountryCode, useDestination } from "./current.ts";

export function CountryPage() {
  const { data: destination, error } = useDestination();
  const country = useCountryCode();
  const mayEdit = useMay("destinations.write");
  const above = <Link to="/destinations">Destinations</Link>;
  if (error && !destination) {
    const isMissing = problemIn(error)?.status === 404 || problemIn(error)?.status === 400;
    return (
      <Page title="Country" above={above}>
        {isMissing ? (
          <EmptyState title="There is no such country">Countries have codes of two capital letters.</EmptyState>
        ) : (
          <ProblemNote error={error} />
        )}
      </Page>
    );
  }
  const edit = mayEdit && destination && (
    <Button
      variant="default"
      leftSection={<IconPencil size={14} />}
      renderRoot={(props) => <Link {...props} to="/destinations/$country/edit" params={{ country }} />}
    >
      Edit
    </Button>
  );
  return (
    <Page
      title={destination?.name ?? "…"}
      above={above}
      aside={destination && <DestinationStatus of={destination} />}
      actions={edit}
    >
      {destination && (
        <Facts>
          <Fact name="ISO code">{destination.code}</Fact>
          <Fact name="Calling code">{destination.callingCodes.map((code) => `+${code}`).join(", ") || "–"}</Fact>
          <Fact name="MCC">{destination.mcc.join(", ") || "–"}</Fact>
          <Fact name="Network of a number">{portabilityWords[destination.portability].label}</Fact>
          {destination.portability === "lookup" && (
            <>
              <Fact name="Answers count">
                {destination.lookupDays === 1 ? "1 day" : `${destination.lookupDays} days`}
              </Fact>
              <Fact name="When a look-up fails">{fallbackWords[destination.lookupFallback]}</Fact>
            </>
          )}
        </Facts>
      )}
      <TabLinks
        label="Parts of the country"
        tabs={[
          { to: "/destinations/$country", label: "Networks", params: { country } },
          { to: "/destinations/$country/prefixes", label: "Prefixes", params: { country } },
        ]}
      />
      <Outlet />
    </Page>
  );
}
