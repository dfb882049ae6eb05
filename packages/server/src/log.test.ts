import { expect, test } from "vitest";
import { createLog } from "./log.ts";

function collect(options: { pretty: boolean }) {
  const lines: string[] = [];
  const log = createLog({ level: "info", ...options, destination: { write: (line) => lines.push(line) } });
  return { log, lines };
}

test("an event is one line of JSON", () => {
  const { log, lines } = collect({ pretty: false });
  log.info({ client: 7 }, "bound");
  log.debug("not at this level");
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({ level: 30, client: 7, msg: "bound" });
});

test("secrets are removed at every depth in use, in both forms", () => {
  for (const pretty of [true, false]) {
    const { log, lines } = collect({ pretty });
    log.info({ password: "s3cret", session: { token: "s3cret", headers: { "set-cookie": "s3cret" } } }, "signed in");
    expect(lines.join("")).toContain("[secret]");
    expect(lines.join("")).not.toContain("s3cret");
  }
});

test("on a terminal an event is one readable line, with the stack of an error below it", () => {
  const { log, lines } = collect({ pretty: true });
  log.info({ port: 2775, note: "two words" }, "listening");
  log.error({ err: new Error("went wrong") }, "failed");
  expect(lines[0]).toMatch(/^\d\d:\d\d:\d\d\.\d{3} .*info .* listening port=2775 note="two words"\n$/);
  expect(lines[1]).toMatch(/failed\n {2}Error: went wrong\n {6}at /);
});
