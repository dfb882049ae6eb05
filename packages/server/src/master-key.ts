/** The master key under which secrets are hashed and sealed: given in the configuration, or kept in the data folder. */
import { randomBytes } from "node:crypto";
import { link, mkdir, open, readFile, rm } from "node:fs/promises";
import path from "node:path";

const keyOctets = 32;

/**
 * The configured key, or else the one in `secret.key` of the data folder, which is made at the first start (mode 0600).
 * Throws when that file does not hold a key.
 */
export async function provideMasterKey(dataDir: string, configured: Buffer | undefined): Promise<Buffer> {
  if (configured) return configured;
  const file = path.join(dataDir, "secret.key");
  const text = (await readIfThere(file)) ?? (await makeKeyFile(file));
  const key = Buffer.from(text.trim(), "hex");
  if (key.length === keyOctets) return key;
  const advice = "Restore it from a backup, or set SWITCHYARD_SECRET_KEY.";
  throw new Error(`${file} does not hold a key of ${keyOctets} octets in hexadecimal. ${advice}`);
}

async function readIfThere(file: string): Promise<string | undefined> {
  return readFile(file, "utf8").catch((err: NodeJS.ErrnoException) => {
    if (err.code === "ENOENT") return undefined;
    throw err;
  });
}

/** Written whole under another name and then linked, so that no crash leaves half a key and no race leaves two. */
async function makeKeyFile(file: string): Promise<string> {
  await mkdir(path.dirname(file), { recursive: true });
  const draft = `${file}.${randomBytes(4).toString("hex")}`;
  const handle = await open(draft, "wx", 0o600);
  try {
    await handle.writeFile(`${randomBytes(keyOctets).toString("hex")}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await link(draft, file).catch((err: NodeJS.ErrnoException) => {
    if (err.code !== "EEXIST") throw err;
  });
  await rm(draft);
  return readFile(file, "utf8");
}
