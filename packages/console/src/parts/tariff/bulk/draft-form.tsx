/** The frame of a form that makes a draft: what it says, its foot, and the way to the draft's page. */
import { Stack, Text } from "@mantine/core";
import { type TariffDraft, tariffName } from "@switchyard/contract";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, type SyntheticEvent, useCallback } from "react";
import { ProblemNote } from "../../problem.tsx";
import { SaveFoot, useDrawer } from "../../route-drawer.tsx";
import type { Tariff } from "../tariff.ts";

/** Leaves the drawer for the page that shows the draft. */
export function useShowDraft({ tariff }: Pick<Tariff, "tariff">): (draft: TariffDraft) => Promise<void> {
  const { setDirty } = useDrawer();
  const navigate = useNavigate();
  return useCallback(
    async ({ id }) => {
      setDirty(false);
      await navigate({
        to: "/tariffs/$tariff/drafts/$draftId",
        params: { tariff: tariffName(tariff), draftId: String(id) },
      });
    },
    [navigate, setDirty, tariff],
  );
}

interface DraftFormProps {
  onSubmit: (event: SyntheticEvent<HTMLFormElement>) => void;
  working: boolean;
  problem: unknown;
  children: ReactNode;
}

export function DraftForm({ onSubmit, working, problem, children }: DraftFormProps) {
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        {problem !== undefined && <ProblemNote error={problem} />}
        {children}
        <Text size="xs" c="dimmed">
          Next you see every row that would change. Nothing counts before you save it there.
        </Text>
      </Stack>
      <SaveFoot action="Show the changes" working={working} />
    </form>
  );
}
