import { type Permission, permissionNames, type Session } from "@switchyard/contract";

/** Who is behind a request: a person with a session, or a key. */
export interface Principal {
  readonly kind: "user" | "key";
  readonly userId: number | null;
  readonly keyId: number | null;
  readonly login: string;
  readonly name: string;
  /** What history calls them. */
  readonly actor: string;
  readonly permissions: readonly Permission[];
  readonly expiresAt: Date | null;
}

/** Every user and every key is an administrator: may do everything. */
export const administratorPermissions: readonly Permission[] = permissionNames;

export function sessionOf(principal: Principal): Session {
  const { kind, login, name, userId, keyId, permissions, expiresAt } = principal;
  return {
    kind,
    login,
    name,
    userId,
    keyId,
    permissions: [...permissions],
    expiresAt: expiresAt?.toISOString() ?? null,
  };
}
