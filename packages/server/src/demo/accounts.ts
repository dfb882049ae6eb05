import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { ProfileName } from "@switchyard/simulator";

/** The demo binds to its own switch, so it must know the passwords that the switch itself keeps only as hashes. */
export interface DemoAccount {
  readonly login: string;
  readonly systemId: string;
  readonly password: string;
  readonly profile: ProfileName | null;
}

const fileOf = (dataDir: string): string => path.join(dataDir, "demo-accounts.json");

/** The accounts made earlier; none when the demo was made from another data folder. */
export async function readAccounts(dataDir: string): Promise<DemoAccount[]> {
  try {
    return JSON.parse(await readFile(fileOf(dataDir), "utf8")) as DemoAccount[];
  } catch (error) {
    if ((error as { code?: string }).code === "ENOENT") return [];
    throw error;
  }
}

export async function writeAccounts(dataDir: string, accounts: readonly DemoAccount[]): Promise<void> {
  await writeFile(fileOf(dataDir), JSON.stringify(accounts, null, 2), { mode: 0o600 });
}
