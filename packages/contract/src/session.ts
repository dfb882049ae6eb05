import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { limits } from "./limits.ts";
import { permissionNames } from "./permissions.ts";
import { id, idParam, listOf, moment } from "./values.ts";

const tag = "Session and keys";

/** Who is calling: a person who signed in, or an admin API key. */
export const session = z
  .object({
    kind: z.enum(["user", "key"]),
    login: z.string().describe("A user's login, or the name of the key."),
    name: z.string(),
    userId: id.nullable(),
    keyId: id.nullable(),
    permissions: z.array(z.enum(permissionNames)),
    expiresAt: moment.nullable(),
  })
  .meta({ id: "Session" });
export type Session = z.output<typeof session>;

export const user = z.object({ id, login: z.string(), name: z.string() }).meta({ id: "User" });
export type User = z.output<typeof user>;

export const adminKey = z
  .object({
    id,
    name: z.string(),
    prefix: z.string().describe("The first characters, to tell keys apart."),
    createdAt: moment,
    lastUsed: moment.nullable(),
    revokedAt: moment.nullable(),
  })
  .meta({ id: "AdminKey" });
export type AdminKey = z.output<typeof adminKey>;

const newPassword = z.string().min(limits.passwordCharsMin).max(limits.passwordCharsMax);

export const sessionEndpoints = {
  signIn: endpoint({
    method: "POST",
    path: "/session",
    tag,
    summary: "Sign in; the answer sets the session cookie",
    body: z.strictObject({
      login: z.string().trim().min(1).max(64),
      password: z.string().min(1).max(limits.passwordCharsMax),
    }),
    response: session,
    errors: ["wrong_credentials", "too_many_attempts"],
    permission: "public",
  }),
  getSession: endpoint({
    method: "GET",
    path: "/session",
    tag,
    summary: "Who is signed in, and what they may do",
    response: session,
    permission: "signed_in",
  }),
  signOut: endpoint({
    method: "DELETE",
    path: "/session",
    tag,
    summary: "Sign out; the session ends",
    permission: "signed_in",
  }),
  changePassword: endpoint({
    method: "POST",
    path: "/session/password",
    tag,
    summary: "Change one's own password; one's other sessions end",
    body: z.strictObject({ currentPassword: z.string().min(1).max(limits.passwordCharsMax), newPassword }),
    errors: ["wrong_credentials", "too_many_attempts", "forbidden"],
    permission: "signed_in",
  }),
  listUsers: endpoint({
    method: "GET",
    path: "/users",
    tag,
    summary: "The people who sign in, to choose a client's manager from",
    response: listOf(user),
    permission: "clients.read",
  }),
  listAdminKeys: endpoint({
    method: "GET",
    path: "/admin-keys",
    tag,
    summary: "Admin API keys, revoked ones included",
    response: listOf(adminKey),
    permission: "keys.manage",
  }),
  createAdminKey: endpoint({
    method: "POST",
    path: "/admin-keys",
    tag,
    summary: "Create a key; its secret is in this answer and nowhere else",
    body: z.strictObject({ name: z.string().trim().min(1).max(limits.nameCharsMax) }),
    response: z.object({ key: adminKey, secret: z.string() }),
    created: true,
    permission: "keys.manage",
  }),
  revokeAdminKey: endpoint({
    method: "DELETE",
    path: "/admin-keys/:keyId",
    tag,
    summary: "Revoke a key; it stops working at once",
    params: z.object({ keyId: idParam }),
    permission: "keys.manage",
  }),
};
