/** SMPP credentials of a client: the password is generated, shown once and kept as a keyed hash. */
import type { AdminParsed, Credential } from "@switchyard/contract";
import { type Columns, insertRow, updateRow, written } from "../history/columns.ts";
import { type Author, isSame, type Queryable, recordChange } from "../history/history.ts";
import { invalidField, notFound } from "../refusal.ts";
import { type Secrets, SMPP_PASSWORD_CHARS } from "../secrets.ts";
import { requireClient } from "./profile.ts";

/** A credential without the count that only the gateway knows. */
export type StoredCredential = Omit<Credential, "liveSessions">;

type CredentialCreate = AdminParsed<"createCredential">["body"];
type CredentialPatch = AdminParsed<"updateCredential">["body"];

const MINUTE_MS = 60_000;

const columns: Columns<keyof CredentialCreate> = {
  systemId: "system_id",
  allowTransmitter: "allow_transmitter",
  allowReceiver: "allow_receiver",
  allowTransceiver: "allow_transceiver",
  sessionsMax: "sessions_max",
  tps: "tps",
  windowMax: "window_max",
  defaultAlphabet: "default_alphabet",
  systemType: "system_type",
  receiptIdFormat: "receipt_id_format",
  blockedAnswer: "blocked_answer",
  enabled: "enabled",
  comment: "comment",
};

export async function listCredentials(db: Queryable, clientId: number): Promise<StoredCredential[]> {
  await requireClient(db, clientId);
  return select(db, "where client_id = $1 order by id", [clientId]);
}

export async function createCredential(
  tx: Queryable,
  author: Author,
  secrets: Secrets,
  clientId: number,
  given: CredentialCreate,
): Promise<{ credential: StoredCredential; password: string }> {
  await requireClient(tx, clientId);
  const password = secrets.generate(SMPP_PASSWORD_CHARS);
  const values = written(columns, given).set("client_id", clientId).set("password_hash", secrets.hash(password));
  const credentialId = await insertRow(tx, "smpp_credentials", values);
  const credential = await readCredential(tx, clientId, credentialId);
  requireBindType(credential);
  await record(tx, author, "create", null, credential);
  return { credential, password };
}

export async function updateCredential(
  tx: Queryable,
  author: Author,
  target: { clientId: number; credentialId: number },
  given: CredentialPatch,
): Promise<StoredCredential> {
  const { clientId, credentialId } = target;
  const before = await readCredential(tx, clientId, credentialId, "for update");
  await updateRow(tx, "smpp_credentials", credentialId, written(columns, given));
  const after = await readCredential(tx, clientId, credentialId);
  requireBindType(after);
  await record(tx, author, "update", before, after);
  return after;
}

export async function deleteCredential(
  tx: Queryable,
  author: Author,
  { clientId, credentialId }: { clientId: number; credentialId: number },
): Promise<void> {
  const before = await readCredential(tx, clientId, credentialId, "for update");
  await tx.query("delete from smpp_credentials where id = $1", [credentialId]);
  await record(tx, author, "delete", before, null);
}

/** Makes a new password. The old one stays good for the overlap, so that no client has to change it in one second. */
export async function rotateCredential(
  tx: Queryable,
  author: Author,
  secrets: Secrets,
  target: { clientId: number; credentialId: number; overlapMinutes: number; nowMs: number },
): Promise<{ credential: StoredCredential; password: string }> {
  const { clientId, credentialId, overlapMinutes, nowMs } = target;
  const before = await readCredential(tx, clientId, credentialId, "for update");
  const password = secrets.generate(SMPP_PASSWORD_CHARS);
  const until = overlapMinutes > 0 ? new Date(nowMs + overlapMinutes * MINUTE_MS) : null;
  await tx.query(
    `update smpp_credentials
     set old_password_hash = case when $3::timestamptz is null then null else password_hash end,
         old_password_until = $3, password_hash = $2
     where id = $1`,
    [credentialId, secrets.hash(password), until],
  );
  const credential = await readCredential(tx, clientId, credentialId);
  await recordChange(tx, author, {
    ...about(credential),
    action: "rotate",
    before: { oldPasswordUntil: before.oldPasswordUntil },
    after: { oldPasswordUntil: credential.oldPasswordUntil },
  });
  return { credential, password };
}

function requireBindType(credential: StoredCredential): void {
  if (credential.allowTransmitter || credential.allowReceiver || credential.allowTransceiver) return;
  throw invalidField("body.allowTransceiver", "must be allowed when no other bind type is, or nothing could bind");
}

function about({ id, clientId }: StoredCredential) {
  return {
    clientId,
    category: "smpp",
    entity: "credential",
    entityId: id,
    announce: [`credentials:${clientId}`],
  } as const;
}

async function record(
  tx: Queryable,
  author: Author,
  action: string,
  before: StoredCredential | null,
  after: StoredCredential | null,
): Promise<void> {
  const subject = after ?? before;
  if (!subject) return;
  if (before && after && isSame(factsOf(before), factsOf(after))) return;
  const facts = { before: before && factsOf(before), after: after && factsOf(after) };
  await recordChange(tx, author, { ...about(subject), action, ...facts });
}

interface CredentialRow {
  readonly id: number;
  readonly client_id: number;
  readonly system_id: string;
  readonly allow_transmitter: boolean;
  readonly allow_receiver: boolean;
  readonly allow_transceiver: boolean;
  readonly sessions_max: number;
  readonly tps: number;
  readonly window_max: number;
  readonly default_alphabet: Credential["defaultAlphabet"];
  readonly system_type: string;
  readonly receipt_id_format: Credential["receiptIdFormat"];
  readonly blocked_answer: Credential["blockedAnswer"];
  readonly enabled: boolean;
  readonly comment: string;
  readonly old_password_until: Date | null;
  readonly created_at: Date;
}

/** Every column but the hashes, which leave the table only for the gateway. */
const shown = `id, client_id, system_id, allow_transmitter, allow_receiver, allow_transceiver, sessions_max, tps, window_max,
  default_alphabet, system_type, receipt_id_format, blocked_answer, enabled, comment, old_password_until, created_at`;

/** A credential of this client; one of another client is not found. */
async function readCredential(
  db: Queryable,
  clientId: number,
  credentialId: number,
  lock = "",
): Promise<StoredCredential> {
  const [found] = await select(db, `where client_id = $1 and id = $2 ${lock}`, [clientId, credentialId]);
  if (!found) throw notFound("credential", credentialId);
  return found;
}

async function select(db: Queryable, tail: string, values: unknown[]): Promise<StoredCredential[]> {
  const { rows } = await db.query<CredentialRow>(`select ${shown} from smpp_credentials ${tail}`, values);
  return rows.map((row) => ({
    id: row.id,
    clientId: row.client_id,
    systemId: row.system_id,
    allowTransmitter: row.allow_transmitter,
    allowReceiver: row.allow_receiver,
    allowTransceiver: row.allow_transceiver,
    sessionsMax: row.sessions_max,
    tps: row.tps,
    windowMax: row.window_max,
    defaultAlphabet: row.default_alphabet,
    systemType: row.system_type,
    receiptIdFormat: row.receipt_id_format,
    blockedAnswer: row.blocked_answer,
    enabled: row.enabled,
    comment: row.comment,
    oldPasswordUntil: row.old_password_until?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
  }));
}

function factsOf({ id: _id, clientId: _client, createdAt: _at, ...facts }: StoredCredential) {
  return facts;
}
