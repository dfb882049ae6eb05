import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clientConfig } from "../../src/database/connect.ts";
import { createRig, type Rig, refusal } from "./rig.ts";

let rig: Rig;
let listener: pg.Client;
let announced: string[] = [];
beforeAll(async () => {
  rig = await createRig();
  const { rows } = await rig.pool.query<{ name: string }>("select current_database() as name");
  const { host, port, user } = rig.pool.options as { host: string; port: number; user: string };
  listener = new pg.Client(clientConfig({ host, port, user, database: rows[0]?.name ?? "" }, "test listener"));
  await listener.connect();
  listener.on("notification", ({ payload }) => announced.push(payload ?? ""));
  await listener.query("listen switchyard");
});
afterAll(async () => {
  await listener.end();
  await rig.close();
});

/** What was announced since it was last asked. */
async function heard(): Promise<string[]> {
  await listener.query("select 1");
  const told = announced;
  announced = [];
  return told;
}

const add = (numbers: string[], more: object = {}) => rig.api.addBlacklistNumbers({ body: { numbers, ...more } });
const listed = async (search: string) =>
  (await rig.api.listBlacklist({ query: { search } })).items.map(({ number }) => number);
const upload = (text: string) => Buffer.from(text) as Uint8Array<ArrayBuffer>;
const lastChange = async (entity: string) => (await rig.api.listHistory({ query: { entity } })).items[0];

describe("the number black list", () => {
  it("takes numbers in any spelling, tells which were there, and announces just the new ones", async () => {
    await heard();
    expect(await add(["+49 151 1000001", "", "0049 (0)151/1000002"], { comment: "complained" })).toEqual({
      added: 2,
      already: 0,
    });
    expect(await heard()).toEqual(["blacklist:491511000001,491511000002"]);
    expect(await add(["491511000002", "491511000003", "491511000003"])).toEqual({ added: 1, already: 1 });
    expect(await heard()).toEqual(["blacklist:491511000003"]);
    expect(await listed("49151100000")).toEqual(["491511000001", "491511000002", "491511000003"]);
    expect(await lastChange("blacklist")).toMatchObject({
      action: "add",
      entityId: "491511000003",
      category: "firewall",
    });
    const [first] = (await rig.api.listBlacklist({ query: { search: "491511000001" } })).items;
    expect(first).toMatchObject({ comment: "complained", importId: null, enteredBy: "admin (preset key)" });
  });

  it("refuses all when one is none, telling each by its place", async () => {
    const problem = await refusal(add(["491511999991", "0151234567", "call me", "12"]));
    expect(problem).toMatchObject({ code: "invalid_request", status: 400 });
    expect(problem.errors?.map(({ path }) => path)).toEqual(["body.numbers.1", "body.numbers.2", "body.numbers.3"]);
    expect(problem.detail).toContain("Number 2 of the request");
    expect(await listed("491511999991")).toEqual([]);
    expect(await add(["0151 1999991"], { callingCode: "49" })).toEqual({ added: 1, already: 0 });
    expect(await listed("+49 151 1999991")).toEqual(["491511999991"]);
    expect(await refusal(add(["", " "]))).toMatchObject({ errors: [{ path: "body.numbers" }] });
    expect(await refusal(add([]))).toMatchObject({ code: "invalid_request" });
  });

  it("is found by a number or its beginning, in pages in the order of numbers", async () => {
    await add(["33611000001", "3361100000", "336110000012", "33612000001"]);
    expect(await listed("+33 6 11")).toEqual(["3361100000", "33611000001", "336110000012"]);
    const query = { search: "336", limit: 2 };
    const first = await rig.api.listBlacklist({ query });
    expect(first.total).toBe(4);
    const second = await rig.api.listBlacklist({ query: { ...query, cursor: first.nextCursor ?? "" } });
    expect([...first.items, ...second.items].map(({ number }) => number)).toEqual([
      "3361100000",
      "33611000001",
      "33612000001",
      "336110000012",
    ]);
    expect(second.nextCursor).toBeNull();
    expect(await listed("nobody")).toEqual([]);
  });

  it("lets numbers go, and says which were not there", async () => {
    await add(["34600000001", "34600000002"]);
    await heard();
    const body = { numbers: ["+34600000001", "34600000009"] };
    expect(await rig.api.removeBlacklistNumbers({ body })).toEqual({ removed: 1, absent: 1 });
    expect(await heard()).toEqual(["blacklist:34600000001"]);
    expect(await listed("346")).toEqual(["34600000002"]);
    expect(await lastChange("blacklist")).toMatchObject({ action: "remove", entityId: "34600000001" });
  });

  it("announces more numbers than fit into one notification in several", async () => {
    const numbers = Array.from({ length: 1_000 }, (_, i) => String(4_790_000_000 + i));
    await heard();
    await add(numbers);
    const told = await heard();
    expect(told.length).toBeGreaterThan(1);
    expect(told.every((text) => text.startsWith("blacklist:") && text.length < 8_000)).toBe(true);
    expect(told.flatMap((text) => text.slice("blacklist:".length).split(","))).toEqual(numbers);
  });
});

describe("imports of numbers", () => {
  const numbersFrom = (first: number, count: number) => Array.from({ length: count }, (_, i) => String(first + i));

  it("save nothing when one line of a hundred thousand is none", async () => {
    const lines = numbersFrom(4_670_000_000, 100_000);
    lines[77_776] = "46700O7777";
    await heard();
    const call = rig.api.importBlacklist({ query: { name: "bad.txt" }, upload: upload(lines.join("\n")) });
    const problem = await refusal(call);
    expect(problem).toMatchObject({ code: "invalid_request", errors: [{ path: "body" }] });
    expect(problem.detail).toContain("1 line of the file can't be read, so nothing was saved. Line 77777");
    expect(await listed("467")).toEqual([]);
    expect((await rig.api.listBlacklistImports()).items).toEqual([]);
    expect(await heard()).toEqual([]);
  });

  it("list a hundred thousand numbers at once, and can be taken back", async () => {
    const numbers = numbersFrom(4_570_000_000, 100_000);
    await add([numbers[5] ?? ""]);
    await heard();
    const file = upload(["number,comment", ...numbers.map((number) => `+${number},x`), numbers[1]].join("\r\n"));
    const imported = await rig.api.importBlacklist({ query: { name: "dk.csv" }, upload: file });
    expect(imported).toMatchObject({ name: "dk.csv", added: 99_999, already: 1, enteredBy: "admin (preset key)" });
    expect(await heard()).toEqual([`blacklist:import:${imported.id}`]);
    expect((await rig.api.listBlacklist({ query: { search: "4570" } })).total).toBe(100_000);
    const { total, items } = await rig.api.listBlacklist({ query: { importId: imported.id, limit: 1 } });
    expect([total, items[0]?.importName]).toEqual([99_999, "dk.csv"]);
    expect((await rig.api.listBlacklistImports()).items).toEqual([imported]);
    expect(await lastChange("blacklist_import")).toMatchObject({ action: "import", entityId: String(imported.id) });

    await rig.api.deleteBlacklistImport({ params: { importId: imported.id } });
    expect(await heard()).toEqual(["blacklist:all"]);
    expect(await listed("4570")).toEqual([numbers[5]]);
    expect(await lastChange("blacklist_import")).toMatchObject({ action: "take_back" });
    const again = rig.api.deleteBlacklistImport({ params: { importId: imported.id } });
    expect(await refusal(again)).toMatchObject({ code: "not_found" });
  });

  it("refuse what holds no numbers, and what is no text", async () => {
    const send = (octets: Uint8Array<ArrayBuffer>) => rig.api.importBlacklist({ query: { name: "x" }, upload: octets });
    expect(await refusal(send(upload("number\n\n")))).toMatchObject({ code: "unreadable_file" });
    const workbook = new Uint8Array([0x50, 0x4b, 0x03, 0x04, 0, 0]);
    expect(await refusal(send(workbook))).toMatchObject({ code: "unreadable_file" });
    expect(await refusal(send(new Uint8Array()))).toMatchObject({ code: "invalid_request" });
  });

  it("take what was exported as it is", async () => {
    await add(["35790000001", "35790000002"], { comment: 'asked, "twice"\nor more' });
    const csv = await rig.api.exportBlacklist({ query: { search: "3579" } });
    expect(csv.split("\r\n")[1]).toContain('35790000001,,"asked, ""twice"" or more",');
    await rig.api.removeBlacklistNumbers({ body: { numbers: ["35790000001", "35790000002"] } });
    const imported = await rig.api.importBlacklist({ query: { name: "own.csv" }, upload: upload(csv) });
    expect(imported).toMatchObject({ added: 2, already: 0 });
  });
});

describe("opt-outs", () => {
  it("are kept for one client or for everybody, and told apart", async () => {
    const { id: clientId } = await rig.api.createClient({ body: { login: "shop", currency: "EUR" } });
    const numbers = ["+49 160 0000001"];
    await heard();
    expect(await rig.api.addOptOuts({ body: { clientId, numbers, comment: "STOP" } })).toEqual({
      added: 1,
      already: 0,
    });
    expect(await rig.api.addOptOuts({ body: { clientId, numbers } })).toEqual({ added: 0, already: 1 });
    expect(await rig.api.addOptOuts({ body: { clientId: null, numbers } })).toEqual({ added: 1, already: 0 });
    expect(await heard()).toEqual([`opt_outs:${clientId}:491600000001`, "opt_outs:0:491600000001"]);
    const of = async (owner: number | "everybody" | undefined) =>
      (await rig.api.listOptOuts({ query: { clientId: owner, search: "4916" } })).items.map((row) => row.clientLogin);
    expect([await of(clientId), await of("everybody"), await of(undefined)]).toEqual([
      ["shop"],
      [null],
      ["shop", null],
    ]);
    const { items } = await rig.api.listClientHistory({ params: { clientId }, query: { entity: "opt_out" } });
    expect(items).toMatchObject([{ action: "add", category: "firewall" }]);
    expect(await rig.api.removeOptOuts({ body: { clientId, numbers } })).toEqual({ removed: 1, absent: 0 });
    expect([await of(clientId), await of("everybody")]).toEqual([[], [null]]);
    const unknown = rig.api.addOptOuts({ body: { clientId: 999_999, numbers } });
    expect(await refusal(unknown)).toMatchObject({ errors: [{ path: "body.clientId" }] });
  });

  it("come from files, in pages, and go out as CSV", async () => {
    const { id: clientId } = await rig.api.createClient({ body: { login: "bulk", currency: "EUR" } });
    const text = Array.from({ length: 25_000 }, (_, i) => `+${4_917_000_000_000 + i}`).join("\n");
    await heard();
    const query = { name: "stop.txt", clientId };
    expect(await rig.api.importOptOuts({ query, upload: upload(text) })).toEqual({ added: 25_000, already: 0 });
    expect(await heard()).toEqual([`opt_outs:${clientId}`]);
    expect(await rig.api.importOptOuts({ query, upload: upload(text) })).toEqual({ added: 0, already: 25_000 });
    const bad = rig.api.importOptOuts({ query, upload: upload("4917000099999\nx1\n") });
    expect(await refusal(bad)).toMatchObject({ code: "invalid_request" });
    const first = await rig.api.listOptOuts({ query: { clientId, limit: 200 } });
    const second = await rig.api.listOptOuts({ query: { clientId, limit: 200, cursor: first.nextCursor ?? "" } });
    expect(second.items[0]?.number).toBe("4917000000200");
    const csv = await rig.api.exportOptOuts({ query: { clientId } });
    expect(csv.split("\r\n")).toHaveLength(25_002);
    const nobody = rig.api.importOptOuts({ query: { name: "x", clientId: 999_999 }, upload: upload("4917000000001") });
    expect(await refusal(nobody)).toMatchObject({ code: "not_found" });
  });
});
