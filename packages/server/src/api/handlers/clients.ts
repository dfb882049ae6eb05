import type { AdminEndpointName, Client } from "@switchyard/contract";
import { readFigures } from "../../clients/figures.ts";
import { exportClients, listClients } from "../../clients/list.ts";
import {
  type ClientProfile,
  createClient,
  readClient,
  requireClient,
  setBlock,
  updateClient,
} from "../../clients/profile.ts";
import { listHistory } from "../../history/read.ts";
import { readClientOverview } from "../../reports/client-overview.ts";
import type { ApiParts, Handlers } from "../call.ts";
import { sessionCounts } from "../live.ts";

type Names =
  | "listClients"
  | "exportClients"
  | "createClient"
  | "getClient"
  | "updateClient"
  | "blockClient"
  | "unblockClient"
  | "getClientOverview"
  | "listClientHistory"
  | "listHistory";

export function clientHandlers({ db, transact, clock, live }: ApiParts): Handlers<Names & AdminEndpointName> {
  const withFigures = async (profile: ClientProfile): Promise<Client> => {
    const figures = await readFigures(db, profile.id, clock.now());
    return { ...profile, figures: { ...figures, liveSessions: live.sessions(profile.id).length } };
  };
  const listParts = () => ({ nowMs: clock.now(), liveSessions: sessionCounts(live) });
  return {
    listClients: ({ query }) => listClients(db, query, listParts()),
    exportClients: async ({ query }) => exportClients(db, query, listParts()),
    createClient: async ({ body, author }) =>
      withFigures(await transact((tx) => createClient(tx, author, { ...body, nowMs: clock.now() }))),
    getClient: async ({ params }) => withFigures(await readClient(db, params.clientId)),
    updateClient: async ({ params, body, author }) =>
      withFigures(await transact((tx) => updateClient(tx, author, params.clientId, { ...body, nowMs: clock.now() }))),
    blockClient: async ({ params, body, author }) => {
      const block = { block: body.mode, reason: body.reason };
      return withFigures(await transact((tx) => setBlock(tx, author, params.clientId, block)));
    },
    unblockClient: async ({ params, author }) => {
      const block = { block: "none", reason: "" } as const;
      return withFigures(await transact((tx) => setBlock(tx, author, params.clientId, block)));
    },
    getClientOverview: ({ params, query }) => readClientOverview(db, params.clientId, query.range, clock.now()),
    async listClientHistory({ params, query }) {
      await requireClient(db, params.clientId);
      return listHistory(db, params.clientId, query);
    },
    listHistory: ({ query }) => listHistory(db, null, query),
  };
}
