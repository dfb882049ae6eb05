/** Approves or rejects messages, and tells what came of it. */
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

/** `2 messages approved; 1 was decided or had ended before.` */
export function outcomeWords(approve: boolean, decided: number, tooLate: number): string {
  const done = `${formatCount(decided)} ${decided === 1 ? "message" : "messages"} ${approve ? "approved" : "rejected"}`;
  if (tooLate === 0) return `${done}.`;
  return `${done}; ${formatCount(tooLate)} ${tooLate === 1 ? "was" : "were"} decided or had ended before.`;
}
