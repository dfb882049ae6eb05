/** What can be done with the senders that are ticked. */
import { Button, TextInput } from "@mantine/core";
import { contractLimits, type RegisteredSender } from "@switchyard/contract";
import { useState } from "react";
import { useSend } from "../../api.ts";
import { ConfirmByTyping } from "../../parts/confirm-by-typing.tsx";
import { SelectionBar } from "../../parts/data-table/selection.tsx";
import { formatCount } from "../../parts/figures.ts";
import { CountrySelect } from "../../parts/library-selects.tsx";
import { said } from "../../parts/said.ts";

interface DecideBarProps {
  senders: readonly RegisteredSender[];
  onDone: () => void;
}

const words = { approved: "approved", denied: "denied", pending: "pending again" } as const;

export function DecideBar({ senders, onDone }: DecideBarProps) {
  const [country, setCountry] = useState<string | null>(null);
  const [comment, setComment] = useState("");
  const [deleting, setDeleting] = useState(false);
  const decide = useSend("decideSenders");
  const many = `${formatCount(senders.length)} ${senders.length === 1 ? "sender" : "senders"}`;
  const kept = comment.trim();
  const send = (status: keyof typeof words) => () =>
    void decide
      .mutateAsync({
        body: {
          senderIds: senders.map(({ id }) => id),
          status,
          ...(country && { country }),
          ...(kept && { comment: kept }),
        },
      })
      .then(() => {
        said(`${many} ${senders.length === 1 ? "is" : "are"} ${words[status]}.`);
        onDone();
      }, said);
  return (
    <>
      <SelectionBar label="Selected senders" many={many} onClear={onDone}>
        <CountrySelect
          size="xs"
          w={200}
          aria-label="Decide for"
          placeholder="As each row stands"
          clearable
          value={country}
          onChange={setCountry}
        />
        <TextInput
          size="xs"
          w={200}
          aria-label="Comment"
          placeholder="Comment; empty: it stays"
          value={comment}
          maxLength={contractLimits.noteCharsMax}
          onChange={(event) => setComment(event.currentTarget.value)}
        />
        <Button size="compact-xs" loading={decide.isPending} onClick={send("approved")}>
          Approve
        </Button>
        <Button size="compact-xs" variant="default" disabled={decide.isPending} onClick={send("denied")}>
          Deny
        </Button>
        <Button size="compact-xs" variant="default" disabled={decide.isPending} onClick={send("pending")}>
          Back to pending
        </Button>
        <Button size="compact-xs" variant="subtle" c="var(--sy-bad)" onClick={() => setDeleting(true)}>
          Delete…
        </Button>
      </SelectionBar>
      {deleting && <DeletePrompt senders={senders} many={many} onClose={() => setDeleting(false)} onDone={onDone} />}
    </>
  );
}

interface DeletePromptProps extends DecideBarProps {
  /** `3 senders` */
  many: string;
  onClose: () => void;
}

function DeletePrompt({ senders, many, onClose, onDone }: DeletePromptProps) {
  const remove = useSend("deleteSender");
  return (
    <ConfirmByTyping
      opened
      onClose={onClose}
      title={`Delete ${many}?`}
      phrase="delete"
      action="Delete"
      onConfirm={async () => {
        for (const { id } of senders) await remove.mutateAsync({ params: { senderId: id } });
        said(`${many} deleted.`);
        onDone();
      }}
    >
      What was decided of them is forgotten with them. One that is used again stands here again as seen.
    </ConfirmByTyping>
  );
}
