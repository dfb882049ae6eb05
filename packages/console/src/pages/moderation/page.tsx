/** Messages that wait until a person has looked at them: read, approved, rejected, mostly by keyboard. */
import { Group, Skeleton, Stack, Text, TextInput } from "@mantine/core";
import type { ModeratedMessage } from "@switchyard/contract";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Outlet } from "@tanstack/react-router";
import { useState } from "react";
import { liveQuery, query, refreshMs, useMay } from "../../api.ts";
import { Paging } from "../../parts/data-table/paging.tsx";
import { EmptyState } from "../../parts/empty-state.tsx";
import { ChoiceFilter, ClientFilter, CountryFilter, FilterBar, SearchFilter } from "../../parts/filters.tsx";
import { type ListState, useListState } from "../../parts/list-state.ts";
import { Page } from "../../parts/page.tsx";
import { ProblemNote } from "../../parts/problem.tsx";
import { validQuery } from "../../parts/valid-query.ts";
import { DecideAll } from "./decide-all.tsx";
import { moderationFilterKeys } from "./filters.ts";
import { Queue } from "./queue.tsx";
import { useDecide } from "./use-decide.ts";

const route = getRouteApi("/signed-in/moderation");

export function ModerationPage() {
  const search = route.useSearch();
  const { client, sender, country, text, caught, filter, cursor } = search;
  const list = useListState();
  const mayDecide = useMay("moderation.write");
  const [comment, setComment] = useState("");
  const asked = validQuery("listModeration", {
    clientId: client,
    sender,
    country,
    text,
    caughtBy: caught,
    filterId: filter,
  });
  const waiting = useQuery(
    liveQuery("listModeration", { query: { ...asked, ...(cursor && { cursor }) } }, refreshMs.usual),
  );
  const decide = useDecide(comment);
  const items = waiting.data?.items;
  const filtered = moderationFilterKeys.some((key) => search[key]);
  return (
    <Page title="Moderation">
      <ModerationFilters list={list} />
      {waiting.error && !waiting.data && <ProblemNote error={waiting.error} />}
      {!waiting.data && !waiting.error && <Skeleton height={240} />}
      {items?.length === 0 && (
        <EmptyState title={filtered ? "Nothing waits that fits" : "Nothing waits"}>
          {waiting.data?.nextCursor
            ? "Looked through a part of the queue; go on with Next."
            : "Messages of clients whose moderation is manual wait here; of those with automatic moderation, what a text filter or a spam limit catches."}
        </EmptyState>
      )}
      {items && items.length > 0 && (
        <Stack gap="sm">
          {mayDecide && (
            <Group gap="xs" justify="space-between" align="flex-end">
              <TextInput
                size="xs"
                w={280}
                label="Comment"
                placeholder="Kept with each decision"
                value={comment}
                maxLength={2000}
                onChange={(event) => setComment(event.currentTarget.value)}
              />
              <DecideAll matching={asked} comment={comment} />
            </Group>
          )}
          <Text size="xs" c="dimmed" visibleFrom="sm">
            Arrows move · <kbd>A</kbd> approves · <kbd>R</kbd> rejects · <kbd>F</kbd> makes a filter · <kbd>Space</kbd>{" "}
            selects
          </Text>
          <Queue messages={items} mayDecide={mayDecide} decide={decide} />
        </Stack>
      )}
      {waiting.data && (items?.length || waiting.data.nextCursor || list.search.cursor) ? (
        <Paging list={list} page={waiting.data} noun="messages" />
      ) : null}
      <Outlet />
    </Page>
  );
}

const causes: Record<ModeratedMessage["caughtBy"]["kind"], string> = {
  text_filter: "A text filter",
  spam_limit: "A spam limit",
  client: "Manual moderation",
};
const causeOptions = Object.entries(causes).map(([value, label]) => ({ value, label }));

function ModerationFilters({ list }: { list: ListState }) {
  const filters = useQuery(query("listTextFilters", { query: { action: ["moderate"], limit: 200 } }));
  const options = (filters.data?.items ?? []).map(({ id, name }) => ({ value: String(id), label: name }));
  return (
    <FilterBar list={list} keys={moderationFilterKeys}>
      <SearchFilter main list={list} name="text" label="Search texts" placeholder="Part of the text" width={200} />
      <SearchFilter list={list} name="sender" label="Sender" placeholder="Sender, whole" width={130} />
      <ClientFilter list={list} />
      <CountryFilter list={list} width={160} />
      <ChoiceFilter list={list} name="caught" label="Caught by" options={causeOptions} width={150} />
      <ChoiceFilter list={list} name="filter" label="Text filter" options={options} width={160} searchable />
    </FilterBar>
  );
}
