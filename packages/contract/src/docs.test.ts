import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { errorCodes } from "./errors.ts";

it("docs/admin-api.md explains exactly the error codes there are, with their statuses", () => {
  const page = readFileSync(new URL("../../../docs/admin-api.md", import.meta.url), "utf8");
  const rows = page.matchAll(/^\| (`.+`) \| (\d{3}) \|/gm);
  const explained = [...rows].flatMap(([, codes = "", status]) =>
    codes.split(", ").map((code) => [code.replaceAll("`", ""), Number(status)]),
  );
  const stated = Object.entries(errorCodes).map(([code, { status }]) => [code, status]);
  expect(explained.sort()).toEqual(stated.sort());
});
