/** Has a price list read, again whenever something is chosen differently; each reading is a draft of its own. */
import { contractLimits, type TariffDraft, tariffName } from "@switchyard/contract";
import { useRef, useState } from "react";
import { api, useSend } from "../../../api.ts";
import { type Tariff, tariffParam } from "../tariff.ts";
import { type FileChoices, fileQuery, usualChoices } from "./choices.ts";
import { lastRead, rememberRead } from "./last-read.ts";

interface State {
  readonly file?: File;
  readonly choices: FileChoices;
  /** Of the last reading that went well. */
  readonly draft?: TariffDraft;
  readonly error?: unknown;
}

export interface Reading extends State {
  readonly working: boolean;
  readonly choose: (file: File) => void;
  readonly change: (choices: FileChoices) => void;
}

export const isTooLarge = (file: File): boolean => file.size > contractLimits.fileOctetsMax;

export function useReading(tariff: Tariff): Reading {
  const name = tariffName(tariff.tariff);
  const [state, setState] = useState<State>(() => lastRead(name) ?? { choices: usualChoices });
  const send = useSend("draftTariffFile");
  const turn = useRef(0);
  const read = async (file: File, choices: FileChoices, before: TariffDraft | undefined) => {
    turn.current += 1;
    const mine = turn.current;
    setState({ file, choices, ...(before && { draft: before }) });
    try {
      const call = { params: tariffParam(tariff), query: fileQuery(file.name, choices), upload: file };
      const draft = await send.mutateAsync(call);
      if (before) throwAway(name, before.id);
      if (mine !== turn.current) return throwAway(name, draft.id);
      rememberRead({ tariff: name, file, choices, draft });
      setState({ file, choices, draft });
    } catch (error) {
      if (mine === turn.current) setState({ file, choices, error });
    }
  };
  const { file, draft } = state;
  return {
    ...state,
    working: send.isPending,
    choose: (chosen) => void read(chosen, withoutReading(state.choices), draft),
    change: (choices) => {
      if (file) void read(file, choices, draft);
      else setState({ choices });
    },
  };
}

/** Another file is another table; what it means for the tariff stays as chosen. */
function withoutReading({ type, billing, missing, validFrom }: FileChoices): FileChoices {
  return { type, billing, missing, validFrom };
}

/** A reading that another has replaced. If it fails, the draft goes by itself within days. */
function throwAway(tariff: string, draftId: number): void {
  void api.deleteTariffDraft({ params: { tariff, draftId } }).catch(() => {});
}
