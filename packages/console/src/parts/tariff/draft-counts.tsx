/** What a draft would do, counted by class in one line. */
import { Group } from "@mantine/core";
import { type DraftClass, draftClasses, type TariffDraft } from "@switchyard/contract";
import { formatCount } from "../figures.ts";
import { Status, type Tone } from "../status.tsx";

export const draftLooks: Readonly<Record<DraftClass, { tone: Tone; word: string; says: string }>> = {
  new: { tone: "good", word: "New", says: "Destinations without a row in force." },
  changed: { tone: "info", word: "Changed", says: "They replace what is in force from their start." },
  ended: { tone: "wait", word: "Ended", says: "In force now, and not any more from then on." },
  unchanged: { tone: "idle", word: "Unchanged", says: "They say what is in force already, and are left out." },
  bad: {
    tone: "bad",
    word: "Bad",
    says: "They can't be understood or can't be so. Nothing is saved while there are any.",
  },
};

export function DraftCounts({ counts }: Pick<TariffDraft, "counts">) {
  return (
    <Group gap={6} aria-live="polite">
      {draftClasses
        .filter((name) => counts[name] > 0)
        .map((name) => (
          <Status key={name} tone={draftLooks[name].tone} says={draftLooks[name].says}>
            {`${formatCount(counts[name])} ${draftLooks[name].word.toLowerCase()}`}
          </Status>
        ))}
    </Group>
  );
}
