import type { Connection, connectionEndpoints, supplierEndpoints } from "@switchyard/contract";
import { selectConnectionRates } from "../../reports/delivery-rates.ts";
import {
  createConnection,
  deleteConnection,
  listConnections,
  readConnection,
  type StoredConnection,
  setPaused,
  updateConnection,
} from "../../suppliers/connections.ts";
import {
  createSupplier,
  deleteSupplier,
  listSuppliers,
  readSupplier,
  updateSupplier,
} from "../../suppliers/suppliers.ts";
import type { ApiParts, Handlers } from "../call.ts";

export function supplierHandlers(
  parts: ApiParts,
): Handlers<keyof typeof supplierEndpoints | keyof typeof connectionEndpoints> {
  const { db, transact } = parts;
  return {
    listSuppliers: ({ query }) => listSuppliers(db, query),
    getSupplier: ({ params }) => readSupplier(db, params.supplierId),
    createSupplier: ({ body, author }) => transact((tx) => createSupplier(tx, author, body)),
    updateSupplier: ({ params, body, author }) => transact((tx) => updateSupplier(tx, author, params.supplierId, body)),
    async deleteSupplier({ params, author }) {
      await transact((tx) => deleteSupplier(tx, author, params.supplierId));
      return undefined;
    },
    ...connectionHandlers(parts),
  };
}

function connectionHandlers({
  db,
  transact,
  secrets,
  clock,
  live,
}: ApiParts): Handlers<keyof typeof connectionEndpoints> {
  const withLive = async (stored: readonly StoredConnection[]): Promise<Connection[]> => {
    const rates = await selectConnectionRates(db, clock.now());
    const states = new Map(live.connections().map((state) => [state.id, state]));
    return stored.map((connection) => ({
      ...connection,
      deliveryRateToday: rates.get(connection.id) ?? null,
      live: states.get(connection.id) ?? null,
    }));
  };
  const oneWithLive = async (stored: StoredConnection): Promise<Connection> => {
    const [connection] = await withLive([stored]);
    if (!connection) throw new Error("one connection went in and none came out");
    return connection;
  };
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
  };
}
