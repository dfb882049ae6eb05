/** A file of prefixes: what it would change is shown before any of it is saved, and it is saved whole or not at all. */
import { Button, FileInput, Loader, Radio, SimpleGrid, Stack } from "@mantine/core";
import { contractLimits } from "@switchyard/contract";
import { IconUpload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api, useSend } from "../../../api.ts";
import { formatCount } from "../../../parts/figures.ts";
import { CountrySelect } from "../../../parts/library-selects.tsx";
import { Note } from "../../../parts/note.tsx";
import { ProblemNote } from "../../../parts/problem.tsx";
import { DrawerFoot, useDrawer } from "../../../parts/route-drawer.tsx";
import { said } from "../../../parts/said.ts";
import { PlanRows } from "./rows.tsx";

type Mode = "add" | "replace";

const MAX_MB = contractLimits.fileOctetsMax / 1024 / 1024;

/** Has a file read whenever it or what is meant by it is another; nothing is saved by it. */
function usePlan(given: string | undefined) {
  const [file, setFile] = useState<File | null>(null);
  const [mode, setMode] = useState<Mode>("add");
  const [country, setCountry] = useState<string | null>(given ?? null);
  const isTooLarge = (file?.size ?? 0) > contractLimits.fileOctetsMax;
  const query = { mode, ...(country !== null && { country }) };
  const isAsked = file !== null && !isTooLarge && (mode === "add" || country !== null);
  const read = useQuery({
    queryKey: ["previewNumberingPlan", query, file && [file.name, file.size, file.lastModified]],
    queryFn: ({ signal }) => api.previewNumberingPlan({ query, upload: file ?? new Blob() }, { signal }),
    enabled: isAsked,
    retry: false,
  });
  return {
    ...{ file, setFile, mode, setMode, country, setCountry, isTooLarge, query },
    preview: isAsked ? read.data : undefined,
    error: isAsked ? read.error : null,
    working: read.isFetching,
  };
}

export function PlanForm({ country }: { country?: string }) {
  const { leave, setDirty } = useDrawer();
  const plan = usePlan(country);
  const { file, query, preview, error, working } = plan;
  const save = useSend("importNumberingPlan");
  const [problem, setProblem] = useState<unknown>();
  useEffect(() => setDirty(file !== null), [file, setDirty]);
  const counts = preview?.counts;
  const saves = counts ? counts.new + counts.changed + counts.removed : 0;
  const isReady = counts !== undefined && counts.bad === 0 && saves > 0 && !working;
  const send = async () => {
    if (!file || !preview) return;
    setProblem(undefined);
    try {
      const { counts: saved } = await save.mutateAsync({ query: { ...query, basis: preview.basis }, upload: file });
      setDirty(false);
      said(`Saved: ${saved.new} new, ${saved.changed} changed, ${saved.removed} removed. They count at once.`);
      leave();
    } catch (error) {
      setProblem(error);
    }
  };
  return (
    <>
      <Stack gap="md">
        <PlanFields plan={plan} />
        {error !== null && <ProblemNote error={error} />}
        {problem !== undefined && <ProblemNote error={problem} />}
        {counts && counts.bad > 0 && (
          <Note tone="bad">
            {formatCount(counts.bad)} {counts.bad === 1 ? "row" : "rows"} can't be taken over. Correct what is said
            there; nothing is saved before.
          </Note>
        )}
        {preview && <PlanRows preview={preview} />}
      </Stack>
      <DrawerFoot>
        <Button variant="default" onClick={leave}>
          Cancel
        </Button>
        <Button disabled={!isReady} loading={save.isPending} onClick={() => void send()}>
          {saves > 0 ? `Save ${formatCount(saves)} ${saves === 1 ? "change" : "changes"}` : "Save"}
        </Button>
      </DrawerFoot>
    </>
  );
}

function PlanFields({ plan }: { plan: ReturnType<typeof usePlan> }) {
  return (
    <>
      <FileInput
        label="File"
        description={`CSV or XLSX up to ${MAX_MB} MB, with a column headed Prefix and columns for the country, the MCC and MNC, or the network's name. What was exported here will do.`}
        placeholder="Choose a file"
        withAsterisk
        clearable
        accept=".csv,.tsv,.txt,.xlsx,text/csv"
        leftSection={<IconUpload size={14} />}
        rightSection={plan.working ? <Loader size={16} aria-label="Reading" /> : undefined}
        value={plan.file}
        onChange={plan.setFile}
        error={plan.isTooLarge ? `The file is larger than ${MAX_MB} MB. Split it and import the parts.` : undefined}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
        <Radio.Group
          label="Prefixes that the file does not name"
          value={plan.mode}
          onChange={(value) => plan.setMode(value as Mode)}
        >
          <Stack gap={8} mt={6}>
            <Radio value="add" label="stay as they are" />
            <Radio value="replace" label="are deleted, of one country" />
          </Stack>
        </Radio.Group>
        <CountrySelect
          label="Country"
          description={plan.mode === "replace" ? "Whose prefixes are replaced." : "Of rows that name none."}
          withAsterisk={plan.mode === "replace"}
          clearable={plan.mode === "add"}
          value={plan.country}
          onChange={plan.setCountry}
        />
      </SimpleGrid>
    </>
  );
}
