import type { PlanPreview } from "@switchyard/contract";
import { loadDestinations } from "@switchyard/sms";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRig, type Rig, refusal } from "./rig.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await createRig();
});
afterAll(() => rig.close());

const shipped = loadDestinations();

/** What running nodes are told while the work is done. */
async function announcedBy(work: () => Promise<unknown>): Promise<(string | undefined)[]> {
  const listener = await rig.pool.connect();
  const heard: (string | undefined)[] = [];
  listener.on("notification", ({ payload }) => heard.push(payload));
  await listener.query("listen switchyard");
  await work();
  await listener.query("select 1");
  listener.release(true);
  return heard;
}

const historyOf = async (entity: string, entityId: string) =>
  (await rig.api.listHistory({ query: { entity, entityId, category: ["destinations"] } })).items;

describe("countries", () => {
  it("are listed by name in pages with what is known of them, and found by name and by code", async () => {
    const all: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await rig.api.listDestinations({ query: { limit: 100, cursor } });
      all.push(...page.items.map(({ name }) => name));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(all).toHaveLength(shipped.countries.length);
    expect(all).toEqual(all.toSorted((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)));
    const found = async (search: string) =>
      (await rig.api.listDestinations({ query: { search } })).items.map(({ code }) => code);
    expect(await found("german")).toEqual(["DE"]);
    expect(await found("de")).toContain("DE");
    expect(await found("+49")).toEqual(["DE"]);
    expect(await found("262")).toContain("DE");
    expect(await found("atlantis")).toEqual([]);
    const germany = await rig.api.getDestination({ params: { country: "DE" } });
    expect(germany).toEqual({
      code: "DE",
      name: "Germany",
      closed: false,
      portability: "prefix",
      lookupDays: 30,
      lookupFallback: "prefix",
      mcc: ["262"],
      callingCodes: ["49"],
      networks: shipped.networks.filter(({ country }) => country === "DE").length,
      closedNetworks: 0,
      prefixes: expect.any(Number),
      edited: false,
    });
    expect(await refusal(rig.api.getDestination({ params: { country: "QQ" } }))).toMatchObject({ code: "not_found" });
  });

  it("are closed, renamed and set to look-ups, with history, and running nodes hear of it", async () => {
    const params = { country: "FR" };
    const heard = await announcedBy(async () => {
      const changed = await rig.api.updateDestination({ params, body: { closed: true, portability: "lookup" } });
      expect(changed).toMatchObject({ closed: true, portability: "lookup", name: "France", edited: false });
      await rig.api.updateDestination({ params, body: { closed: true } });
      await rig.api.updateDestination({ params, body: { name: "République", lookupDays: 7 } });
    });
    expect(heard).toEqual(["places:0", "places:0"]);
    const [renamed, closed] = await historyOf("country", "FR");
    expect(renamed?.changes).toEqual([
      { field: "name", before: "France", after: "République" },
      { field: "lookupDays", before: 30, after: 7 },
    ]);
    expect(closed?.changes).toContainEqual({ field: "closed", before: false, after: true });
    const closedOnes = await rig.api.listDestinations({ query: { closed: true } });
    expect(closedOnes.items.map(({ code }) => code)).toEqual(["FR"]);
    const lookedUp = await rig.api.listDestinations({ query: { portability: ["lookup"], closed: false } });
    expect(lookedUp.items).toEqual([]);
    const { items } = await rig.api.listCountries();
    expect(items.find(({ code }) => code === "FR")?.name).toBe("République");
    for (const body of [
      { name: "" },
      { name: "two\nlines" },
      { lookupDays: 0 },
      { portability: "guess" as "prefix" },
    ]) {
      expect(await refusal(rig.api.updateDestination({ params, body }))).toMatchObject({ status: 400 });
    }
    await rig.api.updateDestination({ params, body: { closed: false, portability: "prefix", name: "France" } });
  });
});

describe("networks", () => {
  it("are made, changed and listed, those off the air last", async () => {
    const params = { country: "DE" };
    const heard = await announcedBy(async () => {
      const made = await rig.api.createNetwork({ params, body: { network: "26299", name: "Newcomer" } });
      expect(made).toEqual({
        network: "26299",
        country: "DE",
        name: "Newcomer",
        operational: true,
        closed: false,
        prefixes: 0,
        edited: true,
      });
    });
    expect(heard).toEqual(["places:0"]);
    const again = rig.api.createNetwork({ params: { country: "FR" }, body: { network: "26299", name: "Other" } });
    expect(await refusal(again)).toMatchObject({
      errors: [{ path: "body.network", message: "is Newcomer of DE already" }],
    });
    const offered = async () =>
      (await rig.api.listNetworks({ params })).items.map(({ network }) => network).includes("26299");
    expect(await offered()).toBe(true);
    const off = await rig.api.updateNetwork({
      params: { network: "26299" },
      body: { operational: false, closed: true },
    });
    expect(off).toMatchObject({ operational: false, closed: true });
    expect(await offered()).toBe(false);
    const { items } = await rig.api.listDestinationNetworks({ params, query: { limit: 200 } });
    expect(items.find(({ network }) => network === "26299")).toEqual(off);
    expect(items.map(({ operational }) => operational)).toEqual(
      items
        .map((one) => one.operational)
        .toSorted()
        .reverse(),
    );
    expect(await rig.api.getDestination({ params })).toMatchObject({ closedNetworks: 1 });
    expect((await historyOf("network", "26299")).map(({ action }) => action)).toEqual(["update", "create"]);
  });

  it("of a large country come in pages, found by name, by code and by status", async () => {
    const params = { country: "US" };
    const all: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await rig.api.listDestinationNetworks({ params, query: { cursor } });
      expect(page.items.length).toBeLessThanOrEqual(50);
      all.push(...page.items.map(({ network }) => network));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    const expected = shipped.networks.filter(({ country }) => country === "US").map(({ id }) => id);
    expect(expected.length).toBeGreaterThan(200);
    expect(all.toSorted()).toEqual(expected.toSorted());
    const find = async (query: object) => (await rig.api.listDestinationNetworks({ params, query })).items;
    expect((await find({ search: "310 410" })).map(({ network }) => network)).toEqual(["310410"]);
    expect((await find({ search: "verizon" })).every(({ name }) => /verizon/i.test(name))).toBe(true);
    expect((await find({ search: "verizon" })).length).toBeGreaterThan(0);
    expect((await find({ operational: false })).every(({ operational }) => !operational)).toBe(true);
    expect(await find({ closed: true })).toEqual([]);
    expect(await refusal(rig.api.listDestinationNetworks({ params, query: { cursor: "nonsense" } }))).toMatchObject({
      errors: [{ path: "query.cursor" }],
    });
  });

  it("take prices and routes as soon as they are there, and go only when nothing names them", async () => {
    const { id: clientId } = await rig.api.createClient({ body: { login: "acme", currency: "EUR" } });
    const tariff = `client-${clientId}`;
    const rows = [{ country: "DE", network: "26299", amount: "0.01" }];
    await rig.api.createTariffRows({ params: { tariff }, body: { rows } });
    const used = await refusal(rig.api.deleteNetwork({ params: { network: "26299" } }));
    expect(used).toMatchObject({ code: "in_use", detail: expect.stringContaining("1 prices or costs name Newcomer") });
    const wrong = rig.api.createTariffRows({
      params: { tariff },
      body: { rows: [...rows, { country: "FR", network: "26299", amount: "0.01" }] },
    });
    expect(await refusal(wrong)).toMatchObject({
      errors: [{ path: "body.rows.1.network", message: "is a network of DE, not of FR" }],
    });
    const csv = await rig.api.exportTariffCsv({ params: { tariff }, query: {} });
    expect(csv).toContain("Newcomer");
    await rig.pool.query("delete from tariff_rows where network = '26299'");
    await rig.api.createPrefix({ body: { digits: "49888", country: "DE", network: "26299" } });
    await rig.api.deleteNetwork({ params: { network: "26299" } });
    expect(await rig.api.getPrefix({ params: { digits: "49888" } })).toMatchObject({ country: "DE", network: null });
    expect(await refusal(rig.api.getNetwork({ params: { network: "26299" } }))).toMatchObject({ code: "not_found" });
    expect(await refusal(rig.api.createTariffRows({ params: { tariff }, body: { rows } }))).toMatchObject({
      errors: [{ path: "body.rows.0.network", message: "is no known mobile network" }],
    });
  });
});

describe("prefixes", () => {
  it("are searched by their first digits, in pages", async () => {
    const first = await rig.api.listPrefixes({ query: { search: "4915", country: "DE", limit: 3 } });
    expect(first.items.every(({ digits, country }) => digits.startsWith("4915") && country === "DE")).toBe(true);
    const rest = await rig.api.listPrefixes({
      query: { search: "4915", country: "DE", limit: 200, cursor: first.nextCursor ?? "" },
    });
    const expected = shipped.prefixes.filter(([digits]) => digits.startsWith("4915")).map(([digits]) => digits);
    expect([...first.items, ...rest.items].map(({ digits }) => digits)).toEqual(expected.toSorted());
    const telekom = await rig.api.listPrefixes({ query: { network: "26201" } });
    expect(telekom.items[0]).toMatchObject({ country: "DE", network: "26201", networkName: expect.any(String) });
    expect((await rig.api.listPrefixes({ query: { country: "DE", network: "none" } })).items[0]).toMatchObject({
      digits: "49",
      network: null,
    });
  });

  it("are made, led elsewhere and deleted, and never to a place that there is not", async () => {
    const heard = await announcedBy(async () => {
      const made = await rig.api.createPrefix({ body: { digits: "491511234", country: "DE", network: "26202" } });
      expect(made).toMatchObject({ digits: "491511234", network: "26202", edited: true });
      const params = { digits: "491511234" };
      expect(await rig.api.updatePrefix({ params, body: { country: "DE", network: null } })).toMatchObject({
        network: null,
      });
      await rig.api.deletePrefix({ params });
    });
    expect(heard).toEqual(["places:0", "places:0", "places:0"]);
    expect(await historyOf("prefix", "491511234")).toHaveLength(3);
    const body = { digits: "49", country: "DE" };
    expect(await refusal(rig.api.createPrefix({ body }))).toMatchObject({
      errors: [{ path: "body.digits", message: "leads to DE already; change it instead" }],
    });
    const astray = { digits: "491511234", country: "FR", network: "26201" };
    expect(await refusal(rig.api.createPrefix({ body: astray }))).toMatchObject({ errors: [{ path: "body.network" }] });
    for (const digits of ["0491", "+491", "4".repeat(16), ""]) {
      expect(await refusal(rig.api.createPrefix({ body: { ...body, digits } }))).toMatchObject({
        errors: [{ path: "body.digits" }],
      });
    }
  });
});

describe("the destination of a number", () => {
  const find = (number: string) => rig.api.findNumber({ query: { number } });

  it("is told with the prefix that decides", async () => {
    expect(await find("+49 151 12345678")).toMatchObject({
      digits: "4915112345678",
      country: "DE",
      countryName: "Germany",
      network: "26201",
      closed: false,
      portability: "prefix",
      lookup: null,
    });
    await rig.api.createPrefix({ body: { digits: "4915112345", country: "DE", network: "26202" } });
    expect(await find("004915112345678")).toMatchObject({ prefix: "4915112345", network: "26202" });
    await rig.api.deletePrefix({ params: { digits: "4915112345" } });
    expect(await find("999123456")).toMatchObject({ prefix: null, country: null, closed: false });
    expect(await refusal(find("012345678"))).toMatchObject({ errors: [{ path: "query.number" }] });
    expect(await refusal(find("hello"))).toMatchObject({ errors: [{ path: "query.number" }] });
  });

  it("is told with the answer of a look-up while it counts", async () => {
    await rig.api.updateDestination({ params: { country: "DE" }, body: { portability: "lookup", lookupDays: 2 } });
    await rig.api.updateNetwork({ params: { network: "26203" }, body: { closed: true } });
    await rig.pool.query("insert into portability values (4915112345678, '26203', $1)", [
      new Date(rig.clock.nowMs - 86_400_000),
    ]);
    expect(await find("4915112345678")).toMatchObject({
      network: "26201",
      closed: true,
      lookup: { network: "26203", at: "2026-06-14T10:30:00.000Z", validUntil: "2026-06-16T10:30:00.000Z" },
    });
    await rig.api.updateDestination({ params: { country: "DE" }, body: { lookupDays: 1 } });
    expect(await find("4915112345678")).toMatchObject({ closed: false, lookup: null });
    await rig.api.updateNetwork({ params: { network: "26203" }, body: { closed: false } });
    await rig.api.updateDestination({ params: { country: "DE" }, body: { portability: "prefix", lookupDays: 30 } });
  });
});

describe("a numbering plan", () => {
  const octets = (text: string) => new TextEncoder().encode(text);
  type Query = { mode?: "add" | "replace"; country?: string; basis?: string };
  const preview = (text: string, query: Query = {}) => rig.api.previewNumberingPlan({ query, upload: octets(text) });
  const save = (text: string, query: Query = {}) => rig.api.importNumberingPlan({ query, upload: octets(text) });
  const brief = ({ rows }: PlanPreview) =>
    rows.map((row) => [row.line ?? "-", row.class, row.digits, row.network ?? row.country ?? ""].join(" "));

  it("shows new, changed, unchanged and bad rows with their lines before anything is saved", async () => {
    const text = [
      "Prefix;Country;MCC;MNC",
      "+49 151;Germany;262;01",
      "4915199;DE;262;02",
      "49;DE;;",
      "4989;DE;;",
      "151;DE;;",
      "33612;DE;;",
      "49160;DE;262;99",
      "49x;DE;;",
      ";DE;;",
      "4989;DE;262;01",
    ].join("\n");
    const answer = await preview(text);
    expect(answer.counts).toEqual({ bad: 6, changed: 0, new: 2, removed: 0, unchanged: 2 });
    expect(answer.columns).toMatchObject({ prefix: "Prefix", country: "Country", mcc: "MCC", mnc: "MNC" });
    expect(brief(answer)).toEqual([
      "6 bad 151 ",
      "7 bad 33612 ",
      "8 bad 49160 ",
      "9 bad  ",
      "10 bad  ",
      "11 bad 4989 ",
      "3 new 4915199 26202",
      "5 new 4989 DE",
      "2 unchanged 49151 26201",
      "4 unchanged 49 DE",
    ]);
    const messages = answer.rows.map(({ message }) => message);
    expect(messages[0]).toBe('"151" does not begin with the calling code of Germany, 49');
    expect(messages[2]).toContain("262-99 is no network we know");
    expect(messages[5]).toBe("leads elsewhere than line 5 says; keep one of them");
    const refused = await refusal(save(text));
    expect(refused).toMatchObject({ code: "invalid_request", detail: expect.stringContaining("6 rows are bad") });
    expect(refused.errors?.[0]).toMatchObject({ path: "body.line 6" });
    expect(await refusal(rig.api.getPrefix({ params: { digits: "4915199" } }))).toMatchObject({ code: "not_found" });
  });

  it("is saved whole, once, with history, and running nodes hear of it", async () => {
    const { basis, counts } = await preview("Prefix,MCCMNC\n4915199,26202\n49151,26202\n");
    expect(counts).toMatchObject({ new: 1, changed: 1 });
    expect(await refusal(save("Prefix\n4915199\n"))).toMatchObject({ code: "unreadable_file" });
    const good = "Prefix,MCCMNC\n4915199,26202\n49151,26202\n";
    const heard = await announcedBy(() => save(good, { basis }));
    expect(heard).toEqual(["places:0"]);
    expect(await rig.api.getPrefix({ params: { digits: "49151" } })).toMatchObject({ network: "26202", edited: true });
    expect(await refusal(save(good, { basis }))).toMatchObject({ code: "wrong_state" });
    expect(await save(good)).toEqual({ counts: { bad: 0, changed: 0, new: 0, removed: 0, unchanged: 2 } });
    const { items } = await rig.api.listHistory({ query: { entity: "numbering plan" } });
    expect(items).toHaveLength(1);
    await save("Prefix,MCCMNC\n49151,26201\n");
  });

  it("may take the place of all a country had, and of nothing else", async () => {
    const query = { mode: "replace", country: "LI" } as const;
    expect(await refusal(preview("Prefix\n423\n", { mode: "replace" }))).toMatchObject({
      errors: [{ path: "query.country" }],
    });
    const before = await rig.api.exportPrefixes({ query: { country: "LI" } });
    const lines = before.split("\r\n").filter((line) => line !== "").length - 1;
    const plan = "Digits\n423\n4237\n";
    const answer = await preview(plan, query);
    expect(answer.counts.removed).toBeGreaterThan(0);
    expect(answer.counts.removed + answer.counts.changed + answer.counts.unchanged).toBe(lines);
    const elsewhere = await preview("Digits,Country\n423,\n4175,CH\n", query);
    expect(elsewhere.rows[0]).toMatchObject({ line: 3, class: "bad", message: expect.stringContaining("Switzerland") });
    await save(plan, query);
    const { items } = await rig.api.listPrefixes({ query: { country: "LI" } });
    expect(items.map(({ digits }) => digits)).toEqual(["423", "4237"]);
    // What was exported comes back as it was.
    await save(before, query);
    expect(await rig.api.exportPrefixes({ query: { country: "LI" } })).toBe(before);
  });

  it("of the whole world goes out and comes in again unchanged", async () => {
    const all = await rig.api.exportPrefixes({ query: {} });
    const { counts, rowsTotal } = await preview(all);
    expect(counts).toMatchObject({ bad: 0, new: 0, changed: 0, removed: 0 });
    expect(rowsTotal).toBeGreaterThan(20_000);
    const one = all.replace(/^(49151),DE,262,01,.*$/m, "$1,DE,262,02,");
    expect((await preview(one)).counts).toMatchObject({ bad: 0, changed: 1 });
  });
});

describe("look-ups", () => {
  it("are made for one number, and say which network was found and how", async () => {
    const answer = await rig.api.lookUpNumber({ body: { number: "4915112345678" } });
    expect(answer).toMatchObject({
      number: "4915112345678",
      country: "DE",
      outcome: "found",
      network: "26203",
      networkName: expect.any(String),
      cached: false,
      tookMs: 0,
    });
    expect(rig.live.lookedUp).toEqual(["4915112345678"]);
    for (const number of ["+4915112345678", "12345", ""]) {
      expect(await refusal(rig.api.lookUpNumber({ body: { number } }))).toMatchObject({
        errors: [{ path: "body.number" }],
      });
    }
  });

  it("that are kept can be seen by their first digits, in pages, and forgotten one by one", async () => {
    await rig.pool.query("delete from portability");
    await rig.pool.query(
      "insert into portability select 4915100000000 + n, '26202', now() from generate_series(1, 5) n",
    );
    await rig.pool.query("insert into portability values (33612345678, '20801', now())");
    const first = await rig.api.listLookups({ query: { search: "49151", limit: 2 } });
    const rest = await rig.api.listLookups({ query: { search: "49151", limit: 10, cursor: first.nextCursor ?? "" } });
    const numbers = [...first.items, ...rest.items].map(({ number }) => number);
    expect(numbers).toEqual([1, 2, 3, 4, 5].map((end) => `491510000000${end}`));
    const params = { number: "4915100000003" };
    const heard = await announcedBy(() => rig.api.forgetLookup({ params }));
    expect(heard).toEqual(["lookup:4915100000003"]);
    expect((await rig.api.listLookups({ query: { search: "4915100000003" } })).items).toEqual([]);
    expect(await refusal(rig.api.forgetLookup({ params }))).toMatchObject({ code: "not_found" });
  });
});

it("papers and price lists say what countries and networks are called now", async () => {
  await rig.api.updateDestination({ params: { country: "ES" }, body: { name: "Iberia" } });
  await rig.api.createNetwork({ params: { country: "ES" }, body: { network: "21499", name: "Nueva" } });
  const { id } = await rig.api.createClient({ body: { login: "papers", currency: "EUR" } });
  const params = { tariff: `client-${id}` };
  const upload = new TextEncoder().encode("Country,MCC,MNC,Price\nIberia,214,99,0.03\nSpain,,,0.02\nES,214,98,0.01\n");
  const draft = await rig.api.draftTariffFile({ params, query: { name: "p.csv" }, upload });
  expect(draft.counts).toMatchObject({ new: 2, bad: 1 });
  const rows = await rig.api.listTariffDraftRows({ params: { ...params, draftId: draft.id }, query: {} });
  expect(rows.items.map(({ country, network }) => network ?? country)).toEqual(["21499", "ES", null]);
  await rig.api.createTariffRows({ params, body: { rows: [{ country: "ES", network: "21499", amount: "0.03" }] } });
  expect(await rig.api.exportTariffCsv({ params, query: {} })).toContain("ES,Iberia,214,99,Nueva,0.03");
});
