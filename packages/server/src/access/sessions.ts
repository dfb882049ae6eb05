/** Signed-in sessions: a random token in a cookie, its SHA-256 in the database, so that a stolen table opens nothing. */
import { createHash, randomBytes } from "node:crypto";
import type { Queryable } from "../history/history.ts";
import { administratorPermissions, type Principal } from "./principal.ts";

const HOUR_MS = 3_600_000;

export const sessionLimits = {
  /** A session nobody uses ends after this. */
  idleMs: 12 * HOUR_MS,
  /** Every session ends after this. */
  lifeMs: 7 * 24 * HOUR_MS,
  /** How much of its idle time passes before use is written down, so that not every request writes. */
  renewMs: HOUR_MS,
} as const;

interface SessionRow {
  readonly user_id: number;
  readonly login: string;
  readonly name: string;
  readonly created_at: Date;
  readonly expires_at: Date;
}

/** Begins a session and answers the token for the cookie; sessions that have ended are swept away. */
export async function beginSession(
  tx: Queryable,
  { userId, remoteAddress, nowMs }: { userId: number; remoteAddress: string; nowMs: number },
): Promise<{ token: string; expiresAt: Date }> {
  const token = randomBytes(32).toString("base64url");
  const expiresAt = new Date(nowMs + sessionLimits.idleMs);
  await tx.query("delete from user_sessions where expires_at <= $1", [new Date(nowMs)]);
  await tx.query(
    `insert into user_sessions (token_hash, user_id, created_at, expires_at, remote_address)
     values ($1, $2, $3, $4, $5)`,
    [hashToken(token), userId, new Date(nowMs), expiresAt, remoteAddress],
  );
  return { token, expiresAt };
}

/** Whose session this is; undefined when there is none or it has ended. Use keeps it alive. */
export async function findSession(db: Queryable, token: string, nowMs: number): Promise<Principal | undefined> {
  const tokenHash = hashToken(token);
  const { rows } = await db.query<SessionRow>(
    `select s.user_id, u.login, u.name, s.created_at, s.expires_at
     from user_sessions s join users u on u.id = s.user_id
     where s.token_hash = $1 and s.expires_at > $2`,
    [tokenHash, new Date(nowMs)],
  );
  const [row] = rows;
  if (!row) return undefined;
  const renewed = Math.min(nowMs + sessionLimits.idleMs, row.created_at.getTime() + sessionLimits.lifeMs);
  let expiresAt = row.expires_at;
  if (renewed - expiresAt.getTime() >= sessionLimits.renewMs) {
    expiresAt = new Date(renewed);
    await db.query("update user_sessions set expires_at = $2 where token_hash = $1", [tokenHash, expiresAt]);
  }
  return {
    kind: "user",
    userId: row.user_id,
    keyId: null,
    login: row.login,
    name: row.name,
    actor: row.login,
    permissions: administratorPermissions,
    expiresAt,
  };
}

export async function endSession(db: Queryable, token: string): Promise<void> {
  await db.query("delete from user_sessions where token_hash = $1", [hashToken(token)]);
}

/** Ends every session of a user but the one they are using. */
export async function endOtherSessions(db: Queryable, userId: number, token: string | undefined): Promise<void> {
  await db.query("delete from user_sessions where user_id = $1 and token_hash is distinct from $2", [
    userId,
    token === undefined ? null : hashToken(token),
  ]);
}

function hashToken(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
