/**
 * The price list read last in this tab, so that a person who has seen its changes can go back and have it read
 * differently without choosing it again. A reload forgets it.
 */
import type { TariffDraft } from "@switchyard/contract";
import type { FileChoices } from "./choices.ts";

export interface ReadFile {
  /** `client-12` */
  readonly tariff: string;
  readonly file: File;
  readonly choices: FileChoices;
  readonly draft: TariffDraft;
}

let last: ReadFile | undefined;

export function rememberRead(read: ReadFile): void {
  last = read;
}

/** That of a tariff, or of one draft of it, if it is the last one. */
export function lastRead(tariff: string, draftId?: number): ReadFile | undefined {
  if (last?.tariff !== tariff) return undefined;
  return draftId === undefined || last.draft.id === draftId ? last : undefined;
}

/** A saved or deleted draft is not gone back to. */
export function forgetRead(): void {
  last = undefined;
}
