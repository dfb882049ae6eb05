/** Approves or rejects messages, and tells what came of it. */
import type { AdminCall } from "@switchyard/contract";
import { useCallback } from "react";
import { useSend } from "../../api.ts";
import { formatCount } from "../../parts/figures.ts";
import { said } from "../../parts/said.ts";

export type Decide = (messageIds: readonly number[], approve: boolean) => Promise<void>;

export function useDecide(comment: string): Decide {
  const { mutateAsync } = useSend("decideModeration");
  return useCallback(
    async (messageIds, approve) => {
      try {
        const { decided, tooLate } = await mutateAsync({ body: { approve, comment, messageIds: [...messageIds] } });
        said(outcomeWords(approve, decided, tooLate));
      } catch (error) {
        said(error instanceof Error ? error : String(error));
      }
    },
    [mutateAsync, comment],
  );
}

interface Sweep {
  approve: boolean;
  comment: string;
  matching: NonNullable<NonNullable<AdminCall<"decideModeration">["body"]>["matching"]>;
  /** Told how many are done so far. */
  onProgress?: (decided: number) => void;
}

/** Decides on all that match, page by page, however many they are; answers what came of it, in words. */
export function useSweep(): (sweep: Sweep) => Promise<string> {
  const { mutateAsync } = useSend("decideModeration");
  return useCallback(
    async ({ onProgress, ...body }) => {
      let decided = 0;
      let tooLate = 0;
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const answer = await mutateAsync({ query: cursor === undefined ? {} : { cursor }, body });
        decided += answer.decided;
        tooLate += answer.tooLate;
        onProgress?.(decided);
        cursor = answer.nextCursor;
      }
      return outcomeWords(body.approve, decided, tooLate);
    },
    [mutateAsync],
  );
}

/** `2 messages approved; 1 was decided or had ended before.` */
function outcomeWords(approve: boolean, decided: number, tooLate: number): string {
  const done = `${formatCount(decided)} ${decided === 1 ? "message" : "messages"} ${approve ? "approved" : "rejected"}`;
  if (tooLate === 0) return `${done}.`;
  return `${done}; ${formatCount(tooLate)} ${tooLate === 1 ? "was" : "were"} decided or had ended before.`;
}
