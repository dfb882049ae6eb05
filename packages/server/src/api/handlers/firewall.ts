import type { firewallEndpoints, numberListEndpoints, trafficWatchEndpoints } from "@switchyard/contract";
import { acknowledgeTrafficAlert, listTrafficAlerts } from "../../firewall/alerts.ts";
import {
  addBlacklistNumbers,
  exportBlacklist,
  listBlacklist,
  removeBlacklistNumbers,
} from "../../firewall/blacklist.ts";
import { deleteBlacklistImport, importBlacklist, listBlacklistImports } from "../../firewall/blacklist-imports.ts";
import {
  createBlockedSenders,
  deleteBlockedSender,
  deleteBlockedSenders,
  exportBlockedSenders,
  listBlockedSenders,
  readBlockedSender,
  updateBlockedSender,
} from "../../firewall/blocked-senders.ts";
import { addOptOuts, exportOptOuts, importOptOuts, listOptOuts, removeOptOuts } from "../../firewall/opt-outs.ts";
import { readFirewallSettings, updateFirewallSettings } from "../../firewall/settings.ts";
import {
  createSpamLimit,
  deleteSpamLimit,
  listSpamLimits,
  readSpamLimit,
  updateSpamLimit,
} from "../../firewall/spam-limits.ts";
import {
  createTextFilter,
  deleteTextFilter,
  listTextFilters,
  readTextFilter,
  tryTextFilters,
  updateTextFilter,
} from "../../firewall/text-filters.ts";
import type { ApiParts, Handlers } from "../call.ts";

type FirewallEndpointName =
  | keyof typeof firewallEndpoints
  | keyof typeof numberListEndpoints
  | keyof typeof trafficWatchEndpoints;

export function firewallHandlers(parts: ApiParts): Handlers<FirewallEndpointName> {
  const { db, transact, clock } = parts;
  return {
    ...numberListHandlers(parts),
    ...contentHandlers(parts),
    ...blockedSenderHandlers(parts),
    getFirewallSettings: () => readFirewallSettings(db),
    updateFirewallSettings: ({ body, author }) => transact((tx) => updateFirewallSettings(tx, author, body)),
    listTrafficAlerts: ({ query }) => listTrafficAlerts(db, query),
    acknowledgeTrafficAlert: ({ params, author }) =>
      transact((tx) => acknowledgeTrafficAlert(tx, author, params.alertId, clock.now())),
  };
}

function numberListHandlers(parts: ApiParts): Handlers<keyof typeof numberListEndpoints> {
  const { db, transact } = parts;
  return {
    listBlacklist: ({ query }) => listBlacklist(db, query),
    exportBlacklist: async ({ query }) => exportBlacklist(db, query),
    addBlacklistNumbers: ({ body, author }) => transact((tx) => addBlacklistNumbers(tx, author, body)),
    removeBlacklistNumbers: ({ body, author }) => transact((tx) => removeBlacklistNumbers(tx, author, body)),
    listBlacklistImports: ({ query }) => listBlacklistImports(db, query),
    importBlacklist: ({ query, upload, author }) => importBlacklist(parts, author, { ...query, octets: upload }),
    async deleteBlacklistImport({ params, author }) {
      await transact((tx) => deleteBlacklistImport(tx, author, params.importId));
      return undefined;
    },
    listOptOuts: ({ query }) => listOptOuts(db, query),
    exportOptOuts: async ({ query }) => exportOptOuts(db, query),
    addOptOuts: ({ body, author }) => transact((tx) => addOptOuts(tx, author, body)),
    removeOptOuts: ({ body, author }) => transact((tx) => removeOptOuts(tx, author, body)),
    importOptOuts: ({ query, upload, author }) => importOptOuts(parts, author, { ...query, octets: upload }),
  };
}

function contentHandlers({ db, transact }: ApiParts) {
  return {
    listTextFilters: ({ query }) => listTextFilters(db, query),
    getTextFilter: ({ params }) => readTextFilter(db, params.filterId),
    createTextFilter: ({ body, author }) => transact((tx) => createTextFilter(tx, author, body)),
    updateTextFilter: ({ params, body, author }) =>
      transact((tx) => updateTextFilter(tx, author, params.filterId, body)),
    async deleteTextFilter({ params, author }) {
      await transact((tx) => deleteTextFilter(tx, author, params.filterId));
      return undefined;
    },
    tryTextFilters: ({ body }) => tryTextFilters(db, body),
    listSpamLimits: ({ query }) => listSpamLimits(db, query),
    getSpamLimit: ({ params }) => readSpamLimit(db, params.limitId),
    createSpamLimit: ({ body, author }) => transact((tx) => createSpamLimit(tx, author, body)),
    updateSpamLimit: ({ params, body, author }) => transact((tx) => updateSpamLimit(tx, author, params.limitId, body)),
    async deleteSpamLimit({ params, author }) {
      await transact((tx) => deleteSpamLimit(tx, author, params.limitId));
      return undefined;
    },
  } satisfies Partial<Handlers>;
}

function blockedSenderHandlers({ db, transact }: ApiParts) {
  return {
    listBlockedSenders: ({ query }) => listBlockedSenders(db, query),
    getBlockedSender: ({ params }) => readBlockedSender(db, params.blockedSenderId),
    exportBlockedSenders: async ({ query }) => exportBlockedSenders(db, query),
    createBlockedSenders: async ({ body, author }) => ({
      items: await transact((tx) => createBlockedSenders(tx, author, body)),
    }),
    deleteBlockedSenders: ({ body, author }) =>
      transact((tx) => deleteBlockedSenders(tx, author, body.blockedSenderIds)),
    updateBlockedSender: ({ params, body, author }) =>
      transact((tx) => updateBlockedSender(tx, author, params.blockedSenderId, body)),
    async deleteBlockedSender({ params, author }) {
      await transact((tx) => deleteBlockedSender(tx, author, params.blockedSenderId));
      return undefined;
    },
  } satisfies Partial<Handlers>;
}
