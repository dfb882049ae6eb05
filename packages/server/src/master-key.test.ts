import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { provideMasterKey } from "./master-key.ts";

let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), "master-key-"));
});

afterEach(() => rm(dir, { recursive: true }));

test("a key is made once, readable by its owner alone, and found again", async () => {
  const dataDir = path.join(dir, "data");
  const key = await provideMasterKey(dataDir, undefined);
  expect(key).toHaveLength(32);
  expect(await provideMasterKey(dataDir, undefined)).toEqual(key);
  expect((await stat(path.join(dataDir, "secret.key"))).mode & 0o777).toBe(0o600);
  expect(await readdir(dataDir)).toEqual(["secret.key"]);
});

test("starters at the same moment agree on one key", async () => {
  const keys = await Promise.all([provideMasterKey(dir, undefined), provideMasterKey(dir, undefined)]);
  expect(keys[0]).toEqual(keys[1]);
});

test("a configured key is used as it is, and nothing is written", async () => {
  const configured = Buffer.alloc(32, 7);
  expect(await provideMasterKey(dir, configured)).toEqual(configured);
  expect(await readdir(dir)).toEqual([]);
});

test("a damaged key file is refused, never replaced", async () => {
  await writeFile(path.join(dir, "secret.key"), "abc\n");
  await expect(provideMasterKey(dir, undefined)).rejects.toThrow(
    /secret.key does not hold a key.*SWITCHYARD_SECRET_KEY/,
  );
});
