/** Takes a number from the client, after it was typed. */
import type { ReceptionNumber } from "@switchyard/contract";
import { useSend } from "../../../../api.ts";
import { DeleteButton } from "../../../../parts/delete-button.tsx";

export function DeleteNumber({ number: { id, number } }: { number: ReceptionNumber }) {
  const remove = useSend("deleteReceptionNumber");
  return (
    <DeleteButton
      what={number}
      says="Messages to it go to whoever else has the number from now on, or are unassigned. What came already stays."
      onDelete={() => remove.mutateAsync({ params: { numberId: id } })}
    />
  );
}
