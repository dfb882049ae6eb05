/** Looking a number up by hand. */
import { Button, Checkbox, Group, Stack, TextInput } from "@mantine/core";
import type { LookupAnswer } from "@switchyard/contract";
import { IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { query, useMay, useSend } from "../../../api.ts";
import { Fact, Facts } from "../../../parts/facts.tsx";
import { Section } from "../../../parts/page.tsx";
import { Place } from "../../../parts/place.tsx";
import { ProblemNote } from "../../../parts/problem.tsx";
import { Status } from "../../../parts/status.tsx";
import classes from "../destinations.module.css";
import { networkWords } from "../find-number.tsx";
import { outcomes } from "./outcomes.ts";

export function TryLookup() {
  const [number, setNumber] = useState("");
  const [anew, setAnew] = useState(false);
  const look = useSend("lookUpNumber");
  const digits = number.replaceAll(/[^\d]/g, "").replace(/^00/, "");
  const isNumber = /^[1-9]\d{5,14}$/.test(digits);
  return (
    <Section title="Try a look-up" says="Your supplier may charge for it, unless the answer is kept already.">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isNumber) look.mutate({ body: { number: digits, anew } });
        }}
      >
        <Stack gap="sm">
          <Group gap="sm" align="center">
            <TextInput
              aria-label="Number to look up"
              placeholder="+49 151 …"
              inputMode="tel"
              autoComplete="off"
              value={number}
              onChange={(event) => setNumber(event.currentTarget.value)}
            />
            <Checkbox
              label="Ask also when an answer is kept"
              checked={anew}
              onChange={(event) => setAnew(event.currentTarget.checked)}
            />
            <Button type="submit" leftSection={<IconSearch size={14} />} disabled={!isNumber} loading={look.isPending}>
              Look up
            </Button>
          </Group>
          {look.error && <ProblemNote error={look.error} />}
          {look.data && <Answered of={look.data} />}
        </Stack>
      </form>
    </Section>
  );
}

function Answered({ of }: { of: LookupAnswer }) {
  const { tone, word } = outcomes[of.outcome];
  return (
    <div aria-live="polite">
      <Facts>
        <Fact name="Number">+{of.number}</Fact>
        <Fact name="Outcome">
          <Status tone={tone}>{word}</Status>
        </Fact>
        {of.network !== null && <Fact name="Network">{networkWords(of.network, of.networkName)}</Fact>}
        <Fact name="Country">
          <Place country={of.country} any="none" />
        </Fact>
        <Fact name="From">{of.cached ? "what is kept" : <AskedOf connectionId={of.connectionId} />}</Fact>
        <Fact name="Took">{of.tookMs} ms</Fact>
      </Facts>
      {of.detail !== "" && <p className={classes.quiet}>{of.detail.charAt(0).toUpperCase() + of.detail.slice(1)}.</p>}
    </div>
  );
}

function AskedOf({ connectionId }: { connectionId: number | null }) {
  const may = useMay("suppliers.read");
  const { data } = useQuery({
    ...query("getConnection", { params: { connectionId: connectionId ?? 0 } }),
    enabled: may && connectionId !== null,
  });
  if (connectionId === null) return <>nobody</>;
  return (
    <Link to="/connections/$connectionId" params={{ connectionId: String(connectionId) }} className="text-link">
      {data?.name ?? `connection ${connectionId}`}
    </Link>
  );
}
