import type { lookupEndpoints } from "@switchyard/contract";
import { forgetLookup, listLookups } from "../../catalogue/places/kept-lookups.ts";
import { readPlaceNames } from "../../catalogue/places/names.ts";
import { Refusal } from "../../refusal.ts";
import { exportLookupLog, listLookupLog } from "../../reports/lookup-log.ts";
import type { ApiParts, Handlers } from "../call.ts";

export function lookupHandlers({ db, transact, live, clock }: ApiParts): Handlers<keyof typeof lookupEndpoints> {
  return {
    async lookUpNumber({ body: { number, anew } }) {
      const beganMs = clock.now();
      const finding = await live.lookUp(number, anew);
      if (!finding) throw new Refusal("busy", "Too many numbers are being looked up. Try again in a moment.");
      const { isKept, ...found } = finding;
      const names = await readPlaceNames(db, [found]);
      const networkName = names.network(found.network) ?? null;
      return { number, ...found, networkName, cached: isKept, tookMs: Math.max(0, clock.now() - beganMs) };
    },
    listLookups: ({ query }) => listLookups(db, query),
    listLookupLog: ({ query }) => listLookupLog(db, query),
    exportLookupLog: async ({ query }) => exportLookupLog(db, query),
    async forgetLookup({ params }) {
      await transact((tx) => forgetLookup(tx, params.number));
      return undefined;
    },
  };
}
