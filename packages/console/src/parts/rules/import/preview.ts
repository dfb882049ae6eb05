/** Has rules read, pasted or out of a file, whenever they are others; nothing is saved by it. */
import { useDebouncedValue } from "@mantine/hooks";
import type { RuleImportPreview, ruleFileEncodings } from "@switchyard/contract";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../../api.ts";
import { ownerParam, type Rules } from "../owner.ts";

export type FileEncoding = (typeof ruleFileEncodings)[number];

interface Source {
  readonly pasted: string;
  readonly file: File | null;
  readonly encoding: FileEncoding | null;
}

export interface ImportPreview {
  readonly source: Source;
  readonly change: (changes: Partial<Source>) => void;
  /** What is sent: the file, or what was pasted. */
  readonly upload: Blob | undefined;
  readonly query: { kind: Rules["kind"]; encoding?: FileEncoding };
  readonly preview: RuleImportPreview | undefined;
  readonly error: unknown;
  readonly working: boolean;
}

const PAUSE_MS = 400;

/** The file counts where there is one. */
export function useImportPreview({ owner, kind }: Rules): ImportPreview {
  const [source, setSource] = useState<Source>({ pasted: "", file: null, encoding: null });
  const [settled] = useDebouncedValue(source, PAUSE_MS);
  const { file, pasted, encoding } = source;
  const upload = file ?? (pasted.trim() === "" ? undefined : new Blob([pasted]));
  const query = { kind, ...(file && encoding && { encoding }) };
  const isSettled = settled === source;
  const found = useQuery({
    queryKey: ["previewRuleImport", owner, query, file ? [file.name, file.size, file.lastModified] : pasted],
    queryFn: ({ signal }) =>
      api.previewRuleImport({ params: ownerParam(owner), query, upload: upload ?? new Blob() }, { signal }),
    enabled: upload !== undefined && isSettled,
    retry: false,
  });
  return {
    source,
    change: (changes) => setSource((before) => ({ ...before, ...changes })),
    upload,
    query,
    preview: upload && isSettled ? found.data : undefined,
    error: upload && isSettled ? found.error : null,
    working: upload !== undefined && (!isSettled || found.isFetching),
  };
}
