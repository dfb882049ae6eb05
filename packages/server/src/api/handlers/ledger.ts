import type { ledgerEndpoints } from "@switchyard/contract";
import { listChecks, listTotals } from "../../ledger/checks.ts";
import { rules } from "../../ledger/proof-rules.ts";
import type { ApiParts, Handlers } from "../call.ts";

export function ledgerHandlers({ db, proof }: ApiParts): Handlers<keyof typeof ledgerEndpoints> {
  return {
    listLedgerChecks: async () => ({
      rules: rules.map(({ name, says }) => ({ name, says })),
      items: await listChecks(db),
    }),
    runLedgerCheck: () => proof.prove({ full: true }),
    listLedgerTotals: async () => ({ items: await listTotals(db) }),
  };
}
