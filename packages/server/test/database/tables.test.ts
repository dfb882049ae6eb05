import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { tableTypes } from "../../../../scripts/table-types.ts";
import { createTestDatabase } from "../database.ts";

test("tables.ts says what the migrations make (npm run tables writes it)", async () => {
  const database = await createTestDatabase();
  const client = await database.pool.connect();
  const expected = await tableTypes(client);
  client.release();
  await database.drop();
  expect(await readFile(new URL("../../src/database/tables.ts", import.meta.url), "utf8")).toBe(expected);
});
