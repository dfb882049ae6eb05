import type { User } from "@switchyard/contract";
import { type Queryable, recordChange, type Transact } from "../history/history.ts";
import { generateSecret } from "../secrets.ts";
import { hashPassword } from "./passwords.ts";

const GENERATED_PASSWORD_CHARS = 16;

export async function listUsers(db: Queryable): Promise<User[]> {
  const { rows } = await db.query<User>("select id, login, name from users order by login");
  return rows;
}

/**
 * Makes the first administrator when there is no user at all. Answers the login, and the password if it was generated,
 * to be shown once; undefined when there are users already.
 */
export async function ensureFirstAdministrator(
  transact: Transact,
  given: { readonly login: string; readonly password?: string | undefined },
): Promise<{ login: string; generatedPassword: string | null } | undefined> {
  const password = given.password ?? generateSecret(GENERATED_PASSWORD_CHARS);
  const login = given.login.toLowerCase();
  return transact(async (tx) => {
    // Two nodes that start at once make one administrator.
    await tx.query("lock table users in share row exclusive mode");
    const { rows: users } = await tx.query("select 1 from users limit 1");
    if (users.length > 0) return undefined;
    const passwordHash = await hashPassword(password);
    const { rows } = await tx.query<{ id: number }>(
      "insert into users (login, name, password_hash) values ($1, 'Administrator', $2) returning id",
      [login, passwordHash],
    );
    await recordChange(
      tx,
      { actor: "system", remoteAddress: "" },
      {
        clientId: null,
        category: "access",
        entity: "user",
        entityId: Number(rows[0]?.id),
        action: "create",
        before: null,
        after: { login, name: "Administrator" },
        announce: [],
      },
    );
    return { login, generatedPassword: given.password === undefined ? password : null };
  });
}
