/** Decides on all messages that match the filters, page by page, however many they are. */
import { Button, Group } from "@mantine/core";
import type { AdminCall } from "@switchyard/contract";
import { useState } from "react";
import { ConfirmByTyping } from "../../parts/confirm-by-typing.tsx";
import { formatCount } from "../../parts/figures.ts";
import { said } from "../../parts/said.ts";
import { useSweep } from "./use-decide.ts";

interface DecideAllProps {
  /** The filters of the list. */
  matching: NonNullable<AdminCall<"listModeration">["query"]>;
  comment: string;
}

export function DecideAll({ matching, comment }: DecideAllProps) {
  const [asking, setAsking] = useState<"approve" | "reject">();
  const [done, setDone] = useState(0);
  const sweep = useSweep();
  const { clientId, filterId, meetsFilterId, cursor: _, limit: __, ...texts } = matching;
  const filters = {
    ...texts,
    ...(clientId !== undefined && { clientId: Number(clientId) }),
    ...(filterId !== undefined && { filterId: Number(filterId) }),
    ...(meetsFilterId !== undefined && { meetsFilterId: Number(meetsFilterId) }),
  };
  const decide = async (approve: boolean) => {
    setDone(0);
    said(await sweep({ approve, comment, matching: filters, onProgress: setDone }));
  };
  const isFiltered = Object.keys(filters).length > 0;
  return (
    <Group gap="xs">
      <Button variant="default" size="compact-sm" onClick={() => setAsking("approve")}>
        Approve all{isFiltered && " that match"}…
      </Button>
      <Button variant="default" size="compact-sm" onClick={() => setAsking("reject")}>
        Reject all{isFiltered && " that match"}…
      </Button>
      {asking && (
        <ConfirmByTyping
          opened
          onClose={() => setAsking(undefined)}
          title={`${asking === "approve" ? "Approve" : "Reject"} all ${isFiltered ? "that match" : "that wait"}?`}
          phrase={asking}
          action={asking === "approve" ? "Approve all" : "Reject all"}
          onConfirm={() => decide(asking === "approve")}
        >
          {asking === "approve"
            ? "Each of them is charged and leaves at once."
            : "Each of them is refused; what was set aside for it is given back to the client."}{" "}
          Pages you have not seen are among them.
          {done > 0 && <span className="figures"> {formatCount(done)} done.</span>}
        </ConfirmByTyping>
      )}
    </Group>
  );
}
