/** A form for a file of numbers: chosen or dropped, sent as it is, read by the switch. */
import { FileInput, Stack, Text, TextInput } from "@mantine/core";
import { contractLimits } from "@switchyard/contract";
import { IconUpload } from "@tabler/icons-react";
import { type ReactNode, type SyntheticEvent, useState } from "react";
import { BadLines } from "../../../parts/bad-lines.tsx";
import { SaveFoot, useDrawer } from "../../../parts/route-drawer.tsx";

interface NumberFileFormProps {
  /** Whose list, where it is not the platform's. */
  owner?: ReactNode;
  /** Whether it may be sent. */
  isReady?: boolean;
  onSend: (file: { upload: File; query: { name: string; callingCode?: string } }) => Promise<unknown>;
}

const MAX_MB = contractLimits.numbersFileOctetsMax / 1024 / 1024;

export function NumberFileForm({ owner, isReady = true, onSend }: NumberFileFormProps) {
  const { leave } = useDrawer();
  const [file, setFile] = useState<File | null>(null);
  const [callingCode, setCallingCode] = useState("");
  const [working, setWorking] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const isTooLarge = (file?.size ?? 0) > contractLimits.numbersFileOctetsMax;
  const code = callingCode.trim().replace(/^\+/, "");
  const send = async (event: SyntheticEvent) => {
    event.preventDefault();
    if (!file) return;
    setWorking(true);
    setProblem(undefined);
    try {
      await onSend({ upload: file, query: { name: file.name, ...(code !== "" && { callingCode: code }) } });
      leave();
    } catch (error) {
      setProblem(error);
    } finally {
      setWorking(false);
    }
  };
  return (
    <form onSubmit={(event) => void send(event)} noValidate>
      <Stack gap="sm">
        {problem !== undefined && <BadLines error={problem} />}
        {owner}
        <FileInput
          label="File"
          description={`Text or CSV with a number a line, up to ${MAX_MB} MB. With a heading, the column called number, phone or msisdn is taken; else the first.`}
          placeholder="Choose a file"
          withAsterisk
          clearable
          accept=".csv,.txt,.tsv,text/csv,text/plain"
          leftSection={<IconUpload size={14} />}
          value={file}
          onChange={(chosen) => {
            setFile(chosen);
            setProblem(undefined);
          }}
          error={isTooLarge ? `The file is larger than ${MAX_MB} MB. Split it and import the parts.` : undefined}
        />
        <TextInput
          label="Country calling code"
          description="Only for numbers written the national way, 0151 …: 49 for Germany."
          inputMode="numeric"
          autoComplete="off"
          value={callingCode}
          onChange={(event) => setCallingCode(event.currentTarget.value)}
          error={code !== "" && !/^[1-9]\d{0,2}$/.test(code) ? "Up to three digits, such as 49." : undefined}
        />
        <Text size="sm" c="dimmed">
          All numbers are saved or none: a line that can't be read is told with its number. A file of millions takes a
          while; leave this page open.
        </Text>
      </Stack>
      <SaveFoot action="Import" working={working} disabled={!file || isTooLarge || !isReady} />
    </form>
  );
}
