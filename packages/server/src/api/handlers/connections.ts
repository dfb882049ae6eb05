import type { Connection, connectionEndpoints } from "@switchyard/contract";
import { Refusal } from "../../refusal.ts";
import { selectConnectionRates } from "../../reports/delivery-rates.ts";
import {
  createConnection,
  deleteConnection,
  listConnections,
  readConnection,
  recordTest,
  type StoredConnection,
  setPaused,
  updateConnection,
} from "../../suppliers/connections.ts";
import { httpPresets } from "../../suppliers/data/http-presets.ts";
import type { ApiParts, Handlers } from "../call.ts";

export function connectionHandlers(parts: ApiParts): Handlers<keyof typeof connectionEndpoints> {
  const { db, transact, secrets, live } = parts;
  const { withLive, oneWithLive } = liveConnections(parts);
  return {
    async listConnections({ query }) {
      const page = await listConnections(db, query);
      return { ...page, items: await withLive(page.items) };
    },
    listLiveConnections: async () => ({ items: [...live.connections()] }),
    getConnection: async ({ params }) => oneWithLive(await readConnection(db, params.connectionId)),
    createConnection: async ({ body, author }) =>
      oneWithLive(await transact((tx) => createConnection(tx, author, secrets, body))),
    updateConnection: async ({ params, body, author }) =>
      oneWithLive(await transact((tx) => updateConnection(tx, author, secrets, { ...body, ...params }))),
    async deleteConnection({ params, author }) {
      await transact((tx) => deleteConnection(tx, author, params.connectionId));
      return undefined;
    },
    pauseConnection: async ({ params, author }) =>
      oneWithLive(await transact((tx) => setPaused(tx, author, params.connectionId, true))),
    resumeConnection: async ({ params, author }) =>
      oneWithLive(await transact((tx) => setPaused(tx, author, params.connectionId, false))),
    async reconnectConnection({ params }) {
      await readConnection(db, params.connectionId);
      live.reconnect(params.connectionId);
      return undefined;
    },
    listHttpPresets: async () => ({ items: [...httpPresets] }),
    previewRequest: ({ body }) => live.previewRequest(body),
    async testSend({ params, body, author }) {
      const connection = await readConnection(db, params.connectionId);
      // Written first: it is a real message, whatever comes of it.
      await transact((tx) => recordTest(tx, author, connection, body));
      const sent = await live.testSend(params.connectionId, body);
      if (sent) return sent;
      throw new Refusal("wrong_state", `${connection.name} has no way to send at the moment: ${whyNot(connection)}`);
    },
  };
}

function whyNot({ kind, http }: StoredConnection): string {
  if (kind === "smpp") return "no session is bound. Its last error says why.";
  return http?.lookup ? "it only looks numbers up." : "its password can't be opened.";
}

/** Puts to stored connections what only the running switch knows. */
function liveConnections({ db, clock, live }: ApiParts) {
  const withLive = async (stored: readonly StoredConnection[]): Promise<Connection[]> => {
    const rates = await selectConnectionRates(db, clock.now());
    const states = new Map(live.connections().map((state) => [state.id, state]));
    return stored.map((connection) => ({
      ...connection,
      callbackUrl: connection.callbackPath === null ? null : `${live.publicUrl()}${connection.callbackPath}`,
      deliveryRateToday: rates.get(connection.id) ?? null,
      live: states.get(connection.id) ?? null,
    }));
  };
  const oneWithLive = async (stored: StoredConnection): Promise<Connection> => {
    const [connection] = await withLive([stored]);
    if (!connection) throw new Error("one connection went in and none came out");
    return connection;
  };
  return { withLive, oneWithLive };
}
