/** Deletes what a drawer shows, after its name was typed. */
import { useState } from "react";
import { ConfirmByTyping } from "./confirm-by-typing.tsx";
import { AskDelete, useDrawer } from "./route-drawer.tsx";
import { said } from "./said.ts";

interface DeleteButtonProps {
  /** Its name, which must be typed. */
  what: string;
  /** What follows from it. */
  says: string;
  onDelete: () => Promise<unknown>;
}

export function DeleteButton({ what, says, onDelete }: DeleteButtonProps) {
  const { leave } = useDrawer();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <AskDelete onAsk={() => setAsking(true)} />
      <ConfirmByTyping
        opened={asking}
        onClose={() => setAsking(false)}
        title={`Delete ${what}?`}
        phrase={what}
        action="Delete"
        onConfirm={async () => {
          await onDelete();
          said(`${what} is deleted.`);
          leave();
        }}
      >
        {says}
      </ConfirmByTyping>
    </>
  );
}
