/** Takes a number from the client, after it was typed. */
import type { ReceptionNumber } from "@switchyard/contract";
import { useState } from "react";
import { useSend } from "../../../../api.ts";
import { ConfirmByTyping } from "../../../../parts/confirm-by-typing.tsx";
import { AskDelete, useDrawer } from "../../../../parts/route-drawer.tsx";
import { said } from "../../../../parts/said.ts";

export function DeleteNumber({ number: { id, number } }: { number: ReceptionNumber }) {
  const { leave } = useDrawer();
  const remove = useSend("deleteReceptionNumber");
  const [asking, setAsking] = useState(false);
  return (
    <>
      <AskDelete onAsk={() => setAsking(true)} />
      <ConfirmByTyping
        opened={asking}
        onClose={() => setAsking(false)}
        title={`Delete ${number}?`}
        phrase={number}
        action="Delete"
        onConfirm={async () => {
          await remove.mutateAsync({ params: { numberId: id } });
          said(`${number} is deleted.`);
          leave();
        }}
      >
        Messages to it go to whoever else has the number from now on, or are unassigned. What came already stays.
      </ConfirmByTyping>
    </>
  );
}
