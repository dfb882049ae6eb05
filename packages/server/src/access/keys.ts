/** Admin API keys: shown once, stored as a keyed hash, revoked for ever. */
import type { AdminKey } from "@switchyard/contract";
import { type Author, type Queryable, recordChange } from "../history/history.ts";
import { notFound } from "../refusal.ts";
import type { Secrets } from "../secrets.ts";
import { administratorPermissions, type Principal } from "./principal.ts";

const KEY_MARK = "swk_";
const KEY_CHARS = 40;
const PREFIX_CHARS = 10;
/** The last use is written down at most this often. */
const LAST_USED_MS = 60_000;

interface KeyRow {
  readonly id: number;
  readonly name: string;
  readonly prefix: string;
  readonly created_at: Date;
  readonly last_used: Date | null;
  readonly revoked_at: Date | null;
}

const columns = "id, name, prefix, created_at, last_used, revoked_at";

export async function listAdminKeys(db: Queryable): Promise<AdminKey[]> {
  const { rows } = await db.query<KeyRow>(`select ${columns} from admin_api_keys order by id desc`);
  return rows.map(keyOf);
}

/** Makes a key; `secret` is the only time it is seen. */
export async function createAdminKey(
  tx: Queryable,
  author: Author,
  secrets: Secrets,
  name: string,
): Promise<{ key: AdminKey; secret: string }> {
  const secret = `${KEY_MARK}${secrets.generate(KEY_CHARS)}`;
  const { rows } = await tx.query<KeyRow>(
    `insert into admin_api_keys (name, key_hash, prefix) values ($1, $2, $3) returning ${columns}`,
    [name, secrets.hash(secret), secret.slice(0, PREFIX_CHARS)],
  );
  const [row] = rows;
  if (!row) throw new Error("the key was not stored");
  const key = keyOf(row);
  await recordKey(tx, author, key, "create", null, { name: key.name, prefix: key.prefix });
  return { key, secret };
}

/** Revokes a key; revoking it again changes nothing. */
export async function revokeAdminKey(tx: Queryable, author: Author, keyId: number, nowMs: number): Promise<void> {
  const { rows } = await tx.query<KeyRow>(`select ${columns} from admin_api_keys where id = $1 for update`, [keyId]);
  const [row] = rows;
  if (!row) throw notFound("key", keyId);
  if (row.revoked_at) return;
  const revokedAt = new Date(nowMs);
  await tx.query("update admin_api_keys set revoked_at = $2 where id = $1", [keyId, revokedAt]);
  await recordKey(tx, author, keyOf(row), "revoke", { revokedAt: null }, { revokedAt: revokedAt.toISOString() });
}

/** Who holds this key; undefined for an unknown or revoked one. By the unique index on key_hash. */
export async function findKey(
  db: Queryable,
  secrets: Secrets,
  secret: string,
  nowMs: number,
): Promise<Principal | undefined> {
  const { rows } = await db.query<KeyRow>(
    `select ${columns} from admin_api_keys where key_hash = $1 and revoked_at is null`,
    [secrets.hash(secret)],
  );
  const [row] = rows;
  if (!row) return undefined;
  if (!row.last_used || nowMs - row.last_used.getTime() >= LAST_USED_MS) {
    await db.query("update admin_api_keys set last_used = $2 where id = $1", [row.id, new Date(nowMs)]);
  }
  return {
    kind: "key",
    userId: null,
    keyId: row.id,
    login: row.name,
    name: row.name,
    actor: `key:${row.name}`,
    permissions: administratorPermissions,
    expiresAt: null,
  };
}

async function recordKey(
  tx: Queryable,
  author: Author,
  key: AdminKey,
  action: string,
  before: Record<string, unknown> | null,
  after: Record<string, unknown>,
): Promise<void> {
  await recordChange(tx, author, {
    clientId: null,
    category: "keys",
    entity: "admin_key",
    entityId: key.id,
    action,
    before,
    after,
    announce: [],
  });
}

function keyOf(row: KeyRow): AdminKey {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    createdAt: row.created_at.toISOString(),
    lastUsed: row.last_used?.toISOString() ?? null,
    revokedAt: row.revoked_at?.toISOString() ?? null,
  };
}
