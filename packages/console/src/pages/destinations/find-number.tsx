/** A box for a number: which destination it has, by which prefix, and what a look-up found. */
import type { NumberDestination } from "@switchyard/contract";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { problemIn, query } from "../../api.ts";
import { Fact, Facts } from "../../parts/facts.tsx";
import { SearchFilter } from "../../parts/filters.tsx";
import type { ListState } from "../../parts/list-state.ts";
import { ProblemNote } from "../../parts/problem.tsx";
import { Status } from "../../parts/status.tsx";
import { Time } from "../../parts/time.tsx";
import classes from "./destinations.module.css";
import { portabilityWords } from "./words.tsx";

export function FindNumber({ list }: { list: ListState }) {
  const number = list.search.number ?? "";
  const isLong = number.replaceAll(/\D/g, "").length >= 6;
  const found = useQuery({ ...query("findNumber", { query: { number } }), enabled: isLong, retry: false });
  const refused = problemIn(found.error)?.errors?.[0]?.message;
  return (
    <section className={classes.find} aria-label="Find a number">
      <SearchFilter
        list={list}
        name="number"
        label="Find a number"
        placeholder="Find a number: +49 151 …"
        width={280}
      />
      {isLong && found.data && <Found of={found.data} />}
      {isLong &&
        found.error &&
        (refused ? <p className={classes.quiet}>The number {refused}.</p> : <ProblemNote error={found.error} />)}
    </section>
  );
}

function Found({ of }: { of: NumberDestination }) {
  const { country, portability, lookup } = of;
  if (country === null)
    return <p className={classes.quiet}>No prefix leads anywhere: messages to +{of.digits} are blocked.</p>;
  return (
    <Facts>
      <Fact name="Country">
        <Link to="/destinations/$country" params={{ country }} className="text-link">
          {of.countryName}
        </Link>
      </Fact>
      <Fact name="Prefix">
        <Link
          to="/destinations/$country/prefixes"
          params={{ country }}
          search={{ q: of.prefix ?? "" }}
          className="text-link"
        >
          {of.prefix}
        </Link>
      </Fact>
      <Fact name="Network by prefix">{networkWords(of.network, of.networkName)}</Fact>
      {portability === "lookup" ? (
        <Fact name="Looked up">
          {lookup ? (
            <>
              {networkWords(lookup.network, lookup.networkName)} · <Time at={lookup.at} />
            </>
          ) : (
            "not yet"
          )}
        </Fact>
      ) : (
        portability && <Fact name="Network of a number">{portabilityWords[portability].label}</Fact>
      )}
      <Fact name="Status">{of.closed ? <Status tone="bad">Closed</Status> : <Status tone="good">Open</Status>}</Fact>
    </Facts>
  );
}

export function networkWords(network: string | null, name: string | null): string {
  if (network === null) return "not told";
  return name ? `${name} (${network})` : network;
}
