/** The drawer that imports a price list: choose a file, see how it was read, correct that, go on to what would change. */
import { Button, Select, Stack, Text } from "@mantine/core";
import { MomentInput } from "../../moment-input.tsx";
import { ProblemNote } from "../../problem.tsx";
import { DrawerFoot, RouteDrawer, useDrawer } from "../../route-drawer.tsx";
import { useShowDraft } from "../bulk/draft-form.tsx";
import { BillingSelect, TypeSelect } from "../choices.tsx";
import { DraftCounts } from "../draft-counts.tsx";
import { billingLabel, type Tariff } from "../tariff.ts";
import { type FileChoices, withoutColumns } from "./choices.ts";
import { ColumnsTable } from "./columns-table.tsx";
import { FileField } from "./file-field.tsx";
import classes from "./import.module.css";
import { type Reading, useReading } from "./reading.ts";
import { ReadingFields } from "./reading-fields.tsx";

interface ImportFileProps {
  tariff: Tariff;
  onClose: () => void;
}

export function ImportFile({ tariff, onClose }: ImportFileProps) {
  return (
    <RouteDrawer title={`Import ${tariff.noun}s`} onClose={onClose} size="xl">
      <ImportForm tariff={tariff} />
    </RouteDrawer>
  );
}

function ImportForm({ tariff }: { tariff: Tariff }) {
  const { leave } = useDrawer();
  const showDraft = useShowDraft(tariff);
  const reading = useReading(tariff);
  const { file, draft, error, working } = reading;
  return (
    <>
      <Stack gap="md">
        <FileField
          {...(file && { file })}
          {...(draft?.file && { lines: draft.file.lines })}
          working={working}
          onChoose={reading.choose}
        />
        {error !== undefined && <ProblemNote error={error} />}
        <MeaningFields reading={reading} noun={tariff.noun} />
        {file && draft?.file && (
          <section aria-label="How the file was read" aria-busy={working}>
            <Stack gap="sm">
              <ReadingFields
                reading={draft.file}
                disabled={working}
                onChange={(changes) => {
                  const isOtherTable = "sheet" in changes || "separator" in changes || "headerLine" in changes;
                  const { choices } = reading;
                  reading.change({ ...(isOtherTable ? withoutColumns(choices) : choices), ...changes });
                }}
              />
              <ColumnsTable
                reading={draft.file}
                noun={tariff.noun}
                disabled={working}
                choices={reading.choices}
                onChange={(columns) => reading.change({ ...reading.choices, columns })}
              />
              <DraftCounts counts={draft.counts} />
              {draft.file.merged > 0 && (
                <Text size="xs" c="dimmed">
                  Lines that said the same as an earlier one: {draft.file.merged}
                </Text>
              )}
            </Stack>
          </section>
        )}
      </Stack>
      <DrawerFoot>
        <Button variant="default" onClick={leave}>
          Cancel
        </Button>
        <Button disabled={!draft || working} loading={working} onClick={() => draft && void showDraft(draft)}>
          Show the changes
        </Button>
      </DrawerFoot>
    </>
  );
}

const missingOptions = [
  { value: "keep", label: "stay as they are" },
  { value: "end", label: "end when the file counts" },
];

/** What the file means for the tariff, wherever it does not say so itself. */
function MeaningFields({ reading: { choices, change }, noun }: { reading: Reading; noun: Tariff["noun"] }) {
  const set = (changes: Partial<FileChoices>) => change({ ...choices, ...changes });
  return (
    <div className={classes.fields}>
      <TypeSelect value={choices.type} onChange={(type) => set({ type: type as FileChoices["type"] })} />
      <BillingSelect
        label={`${billingLabel(noun)}, if not said`}
        value={choices.billing}
        onChange={(billing) => set({ billing: billing as FileChoices["billing"] })}
      />
      <Select
        label="Destinations not in the file"
        allowDeselect={false}
        data={missingOptions}
        value={choices.missing}
        onChange={(missing) => set({ missing: missing as FileChoices["missing"] })}
      />
      <MomentInput
        label="Valid from, if not said"
        description="Empty: from saving on."
        inputWrapperOrder={["label", "input", "description", "error"]}
        value={choices.validFrom}
        onChange={(validFrom) => set({ validFrom })}
      />
    </div>
  );
}
