/** Who may come in: sign-in with a password, sessions, admin API keys. */
import type { Clock } from "../clock.ts";
import { type Author, type Queryable, recordChange, type Transact } from "../history/history.ts";
import { Refusal } from "../refusal.ts";
import type { Secrets } from "../secrets.ts";
import { createAttempts } from "./attempts.ts";
import { findKey } from "./keys.ts";
import { checkNobody, hashPassword, isPassword } from "./passwords.ts";
import { administratorPermissions, type Principal } from "./principal.ts";
import { beginSession, endOtherSessions, endSession, findSession } from "./sessions.ts";

export interface AccessParts {
  readonly db: Queryable;
  readonly transact: Transact;
  readonly secrets: Secrets;
  readonly clock: Clock;
  /** A key from the configuration that acts as the first administrator. */
  readonly presetKey?: string | undefined;
}

export interface Access {
  /** Refuses with wrong_credentials, or too_many_attempts after several failures. */
  signIn(given: { login: string; password: string; remoteAddress: string }): Promise<SignedIn>;
  findSession(token: string): Promise<Principal | undefined>;
  findKey(secret: string): Promise<Principal | undefined>;
  signOut(token: string): Promise<void>;
  changePassword(principal: Principal, given: PasswordChange): Promise<void>;
}

export interface SignedIn {
  readonly principal: Principal;
  readonly token: string;
  readonly expiresAt: Date;
}

export interface PasswordChange {
  readonly currentPassword: string;
  readonly newPassword: string;
  /** The session that stays. */
  readonly token: string | undefined;
  readonly remoteAddress: string;
}

/** One person at one machine may fail a few times; a machine, and a login from all over, more often. */
const freeFailures = { pair: 5, address: 20, login: 50 } as const;

export function createAccess({ db, transact, secrets, clock, presetKey }: AccessParts): Access {
  const guard = createGuard();
  const presetHash = presetKey === undefined ? undefined : secrets.hash(presetKey);
  return {
    async signIn({ login: given, password, remoteAddress }) {
      const login = given.toLowerCase();
      const pass = guard(login, remoteAddress, clock.now());
      const user = await findUser(db, login);
      const isRight = user ? await isPassword(user.password_hash, password) : await checkNobody(password);
      if (!user || !isRight) throw new Refusal("wrong_credentials", "The login or the password is wrong.");
      pass();
      return transact(async (tx) => {
        const nowMs = clock.now();
        const { token, expiresAt } = await beginSession(tx, { userId: user.id, remoteAddress, nowMs });
        await tx.query("update users set last_sign_in = $2 where id = $1", [user.id, new Date(nowMs)]);
        const author = { actor: user.login, remoteAddress };
        await recordUser(tx, author, user.id, "sign_in");
        return { principal: { ...administrator(user, user.login), expiresAt }, token, expiresAt };
      });
    },
    findSession: (token) => findSession(db, token, clock.now()),
    async findKey(secret) {
      if (presetHash && secrets.equal(secrets.hash(secret), presetHash)) return firstAdministrator(db);
      return findKey(db, secrets, secret, clock.now());
    },
    signOut: (token) => endSession(db, token),
    async changePassword(principal, { currentPassword, newPassword, token, remoteAddress }) {
      const { userId, login } = principal;
      if (userId === null || principal.kind !== "user") throw new Refusal("forbidden", "A key has no password.");
      const pass = guard(login, remoteAddress, clock.now());
      const user = await findUser(db, login);
      if (!user || !(await isPassword(user.password_hash, currentPassword))) {
        throw new Refusal("wrong_credentials", "The current password is wrong.");
      }
      pass();
      const passwordHash = await hashPassword(newPassword);
      await transact(async (tx) => {
        await tx.query("update users set password_hash = $2 where id = $1", [userId, passwordHash]);
        await endOtherSessions(tx, userId, token);
        await recordUser(tx, { actor: principal.actor, remoteAddress }, userId, "change_password");
      });
    },
  };
}

/** Counts an attempt as failed before it is looked at, so that a hundred at once gain nothing; `pass` takes it back. */
function createGuard() {
  const kinds = {
    pair: createAttempts({ free: freeFailures.pair }),
    address: createAttempts({ free: freeFailures.address }),
    login: createAttempts({ free: freeFailures.login }),
  };
  return (login: string, address: string, nowMs: number): (() => void) => {
    const keys = { pair: `${login} ${address}`, address, login };
    const names = ["pair", "address", "login"] as const;
    const waitMs = Math.max(...names.map((name) => kinds[name].waitMs(keys[name], nowMs)));
    if (waitMs > 0) {
      const seconds = Math.ceil(waitMs / 1000);
      throw new Refusal("too_many_attempts", `Too many failed attempts. Try again in ${seconds} s.`);
    }
    for (const name of names) kinds[name].failed(keys[name], nowMs);
    return () => {
      for (const name of names) kinds[name].succeeded(keys[name]);
    };
  };
}

interface UserRow {
  readonly id: number;
  readonly login: string;
  readonly name: string;
  readonly password_hash: string;
}

async function findUser(db: Queryable, login: string): Promise<UserRow | undefined> {
  const { rows } = await db.query<UserRow>("select id, login, name, password_hash from users where login = $1", [
    login,
  ]);
  return rows[0];
}

async function firstAdministrator(db: Queryable): Promise<Principal | undefined> {
  const { rows } = await db.query<UserRow>("select id, login, name from users order by id limit 1");
  const [user] = rows;
  return user && { ...administrator(user, `${user.login} (preset key)`), kind: "key" };
}

function administrator(user: Pick<UserRow, "id" | "login" | "name">, actor: string): Principal {
  return {
    kind: "user",
    userId: user.id,
    keyId: null,
    login: user.login,
    name: user.name,
    actor,
    permissions: administratorPermissions,
    expiresAt: null,
  };
}

async function recordUser(tx: Queryable, author: Author, userId: number, action: string): Promise<void> {
  await recordChange(tx, author, {
    clientId: null,
    category: "access",
    entity: "user",
    entityId: userId,
    action,
    before: null,
    after: null,
    announce: [],
  });
}
