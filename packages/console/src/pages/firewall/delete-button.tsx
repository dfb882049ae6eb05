/** Deletes what a drawer shows, after its name was typed. */
import { Button } from "@mantine/core";
import { useState } from "react";
import { ConfirmByTyping } from "../../parts/confirm-by-typing.tsx";
import { useDrawer } from "../../parts/route-drawer.tsx";
import { said } from "../../parts/said.ts";

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
      <Button variant="subtle" color="red" c="var(--sy-bad)" mr="auto" onClick={() => setAsking(true)}>
        Delete
      </Button>
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
