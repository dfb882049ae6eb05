/** The drawer that brings rules in: pasted or out of a file, with what they would change shown before it is saved. */
import { Button, FileButton, Loader, Select, Stack, Textarea } from "@mantine/core";
import { ruleFileEncodings } from "@switchyard/contract";
import { IconFileText, IconUpload } from "@tabler/icons-react";
import { useState } from "react";
import { useSend } from "../../../api.ts";
import { CopyButton } from "../../copy-button.tsx";
import { Note } from "../../note.tsx";
import { ProblemNote } from "../../problem.tsx";
import { DrawerFoot, RouteDrawer, useDrawer } from "../../route-drawer.tsx";
import { said } from "../../said.ts";
import { counted, ownerParam, type Rules } from "../owner.ts";
import classes from "./import.module.css";
import { type FileEncoding, type ImportPreview, useImportPreview } from "./preview.ts";
import { ImportedRows } from "./rows.tsx";

interface ImportRulesProps {
  rules: Rules;
  onClose: () => void;
}

export function ImportRules({ rules, onClose }: ImportRulesProps) {
  return (
    <RouteDrawer title="Import rules" onClose={onClose} size="xl">
      <ImportForm rules={rules} />
    </RouteDrawer>
  );
}

function ImportForm({ rules }: Pick<ImportRulesProps, "rules">) {
  const { leave, setDirty } = useDrawer();
  const reading = useImportPreview(rules);
  const save = useSend("importRules");
  const [problem, setProblem] = useState<unknown>();
  const { preview, upload, query, working } = reading;
  const counts = preview?.counts;
  const saves = counts ? counts.new + counts.changed : 0;
  const isReady = counts !== undefined && counts.bad === 0 && saves > 0 && !working;
  const send = async () => {
    if (!upload || !preview) return;
    setProblem(undefined);
    try {
      const call = { params: ownerParam(rules.owner), query: { ...query, basis: preview.basis }, upload };
      const { counts: saved } = await save.mutateAsync(call);
      setDirty(false);
      said(`Saved: ${saved.new} new, ${saved.changed} changed. They act at once.`);
      leave();
    } catch (error) {
      setProblem(error);
    }
  };
  return (
    <>
      <Stack gap="md">
        <Source reading={reading} kind={rules.kind} />
        {reading.error !== null && <ProblemNote error={reading.error} />}
        {problem !== undefined && <ProblemNote error={problem} />}
        {counts && counts.bad > 0 && (
          <Note tone="bad">
            {counted(counts.bad)} can't be taken over. Correct what is said there; nothing is saved before.
          </Note>
        )}
        {preview && <ImportedRows preview={preview} />}
      </Stack>
      <DrawerFoot>
        <Button variant="default" onClick={leave}>
          Cancel
        </Button>
        <Button disabled={!isReady} loading={save.isPending} onClick={() => void send()}>
          {saves > 0 ? `Save ${counted(saves)}` : "Save"}
        </Button>
      </DrawerFoot>
    </>
  );
}

const templates = {
  content: "Operation,Match,Search,Ignore case,Replacement,Country,Priority,Comment",
  sender: "Match,Search,Replacement,Country,Priority,Comment",
} as const;

function Source({ reading: { source, change, working }, kind }: { reading: ImportPreview; kind: Rules["kind"] }) {
  const { file, pasted, encoding } = source;
  return (
    <>
      {file ? (
        <div className={classes.file}>
          <IconFileText size={20} aria-hidden />
          <b className={classes.name}>{file.name}</b>
          {working && <Loader size={16} aria-label="Reading" />}
          <Select
            size="xs"
            aria-label="Encoding"
            placeholder="Encoding found out"
            clearable
            data={[...ruleFileEncodings]}
            value={encoding}
            onChange={(chosen) => change({ encoding: chosen as FileEncoding | null })}
          />
          <Button variant="default" onClick={() => change({ file: null, encoding: null })}>
            Paste instead
          </Button>
        </div>
      ) : (
        <Textarea
          label="Rules"
          description="A line each, under a line that names the columns; what was exported here or copied from a spreadsheet will do."
          placeholder={templates[kind]}
          className={classes.pasted ?? ""}
          autosize
          minRows={5}
          maxRows={14}
          spellCheck={false}
          data-autofocus
          value={pasted}
          rightSection={working ? <Loader size={16} aria-label="Reading" /> : null}
          onChange={(event) => change({ pasted: event.currentTarget.value })}
        />
      )}
      <div className={classes.ways}>
        <FileButton
          accept=".csv,.tsv,.txt,text/csv,text/plain"
          onChange={(chosen) => change({ file: chosen })}
          inputProps={{ "aria-label": "Rules as a file" }}
        >
          {(props) => (
            <Button variant="default" leftSection={<IconUpload size={14} />} {...props}>
              {file ? "Choose another file" : "Choose a file"}
            </Button>
          )}
        </FileButton>
        <CopyButton full label="Copy the names of columns" value={templates[kind]} />
      </div>
    </>
  );
}
