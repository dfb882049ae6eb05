import type { Credential, smppAccessEndpoints } from "@switchyard/contract";
import { createAddress, deleteAddress, listAddresses } from "../../clients/addresses.ts";
import { listBinds } from "../../clients/binds.ts";
import { readConnectionCard } from "../../clients/connection-card.ts";
import {
  createCredential,
  deleteCredential,
  listCredentials,
  rotateCredential,
  type StoredCredential,
  updateCredential,
} from "../../clients/credentials.ts";
import { requireClient } from "../../clients/profile.ts";
import type { ApiParts, Handlers } from "../call.ts";

export function smppHandlers(parts: ApiParts): Handlers<keyof typeof smppAccessEndpoints> {
  const { db, transact, secrets, clock, live, smppPort } = parts;
  const withSessions = (credential: StoredCredential): Credential => {
    const sessions = live.sessions(credential.clientId);
    const own = sessions.filter((session) => session.credentialId === credential.id);
    return { ...credential, liveSessions: own.length };
  };
  return {
    async listCredentials({ params }) {
      const credentials = await listCredentials(db, params.clientId);
      return { items: credentials.map(withSessions) };
    },
    async createCredential({ params, body, author }) {
      const { credential, password } = await transact((tx) =>
        createCredential(tx, author, secrets, params.clientId, body),
      );
      return { credential: withSessions(credential), password };
    },
    updateCredential: async ({ params, body, author }) =>
      withSessions(await transact((tx) => updateCredential(tx, author, params, body))),
    async deleteCredential({ params, author }) {
      await transact((tx) => deleteCredential(tx, author, params));
      return undefined;
    },
    async rotateCredential({ params, body, author }) {
      const target = { ...params, ...body, nowMs: clock.now() };
      const { credential, password } = await transact((tx) => rotateCredential(tx, author, secrets, target));
      return { credential: withSessions(credential), password };
    },
    listAddresses: async ({ params }) => ({ items: await listAddresses(db, params.clientId) }),
    createAddress: ({ params, body, author }) => transact((tx) => createAddress(tx, author, params.clientId, body)),
    async deleteAddress({ params, author }) {
      await transact((tx) => deleteAddress(tx, author, params));
      return undefined;
    },
    async listClientBinds({ params, query }) {
      await requireClient(db, params.clientId);
      return listBinds(db, params.clientId, query);
    },
    listBinds: ({ query }) => listBinds(db, null, query),
    getConnectionCard: ({ params, hostname }) =>
      readConnectionCard(db, params.clientId, { host: hostname, port: smppPort() }),
  };
}
