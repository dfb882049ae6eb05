import { hash, verify } from "@node-rs/argon2";

/** argon2id with the parameters OWASP recommends: 19 MiB, two passes, one lane; about 10 ms off the main thread. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export function hashPassword(password: string): Promise<string> {
  return hash(password, parameters);
}

/** Whether the password is the one that was hashed. */
export function isPassword(passwordHash: string, password: string): Promise<boolean> {
  return verify(passwordHash, password);
}

let nobody: Promise<string> | undefined;

/** Takes as long as checking a real password, so that the time of an answer does not tell which logins exist. */
export async function checkNobody(password: string): Promise<false> {
  nobody ??= hashPassword("nobody has this password");
  await isPassword(await nobody, password);
  return false;
}
