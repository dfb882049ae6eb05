import type { sessionEndpoints } from "@switchyard/contract";
import { createAdminKey, listAdminKeys, revokeAdminKey } from "../../access/keys.ts";
import { sessionOf } from "../../access/principal.ts";
import { listUsers } from "../../access/users.ts";
import type { ApiParts, Handlers } from "../call.ts";

export function sessionHandlers({
  db,
  transact,
  access,
  secrets,
  clock,
}: ApiParts): Handlers<keyof typeof sessionEndpoints> {
  return {
    async signIn({ body, remoteAddress, setSession }) {
      const { principal, token, expiresAt } = await access.signIn({ ...body, remoteAddress });
      setSession(token, expiresAt);
      return sessionOf(principal);
    },
    getSession: async ({ principal }) => sessionOf(principal),
    async signOut({ sessionToken, clearSession }) {
      if (sessionToken !== undefined) await access.signOut(sessionToken);
      clearSession();
      return undefined;
    },
    async changePassword({ body, principal, sessionToken: token, remoteAddress }) {
      await access.changePassword(principal, { ...body, token, remoteAddress });
      return undefined;
    },
    listUsers: async () => ({ items: await listUsers(db) }),
    listAdminKeys: async () => ({ items: await listAdminKeys(db) }),
    createAdminKey: ({ body, author }) => transact((tx) => createAdminKey(tx, author, secrets, body.name)),
    async revokeAdminKey({ params, author }) {
      await transact((tx) => revokeAdminKey(tx, author, params.keyId, clock.now()));
      return undefined;
    },
  };
}
