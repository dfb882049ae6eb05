import type { DraftRow, TariffDraft, TariffRef } from "@switchyard/contract";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { deleteOldDraft } from "../../src/catalogue/drafts/draft.ts";
import { createRig, type Rig, refusal } from "./rig.ts";

let rig: Rig;
let nextOwner = 0;
beforeAll(async () => {
  rig = await createRig();
});
afterAll(() => rig.close());

const now = () => new Date(rig.clock.nowMs).toISOString();
const later = (ms: number) => new Date(rig.clock.nowMs + ms).toISOString();
const DAY_MS = 86_400_000;

/** A new client's tariff, with these prices in force since a day ago. */
async function clientTariff(prices: Record<string, string> = {}, zone = "UTC"): Promise<TariffRef> {
  const login = `client${nextOwner++}`;
  const { rows } = await rig.pool.query<{ id: number }>(
    "insert into clients (login, currency, time_zone) values ($1, 'EUR', $2) returning id",
    [login, zone],
  );
  const ownerId = Number(rows[0]?.id);
  await rig.pool.query("insert into client_funds (client_id) values ($1)", [ownerId]);
  const tariff = { scope: "client", ownerId } as const;
  if (Object.keys(prices).length > 0) await setPrices(tariff, prices);
  return tariff;
}

const nameOf = ({ scope, ownerId }: TariffRef) => `${scope}-${ownerId}`;
const paramsOf = (tariff: TariffRef) => ({ tariff: nameOf(tariff) });

/** By country or network: "DE", "26201". */
async function setPrices(tariff: TariffRef, prices: Record<string, string>, validFrom = later(-DAY_MS)) {
  const rows = Object.entries(prices).map(([place, amount]) => ({ ...placeOf(place), amount, validFrom }));
  return (await rig.api.createTariffRows({ params: paramsOf(tariff), body: { rows } })).items;
}

function placeOf(place: string): { country: string; network: string | null } {
  const countries: Record<string, string> = { "262": "DE", "208": "FR", "234": "GB" };
  return /^\d/.test(place)
    ? { country: countries[place.slice(0, 3)] ?? "", network: place }
    : { country: place, network: null };
}

async function draftOfFile(tariff: TariffRef, text: string, choices: object = {}): Promise<TariffDraft> {
  const upload = new TextEncoder().encode(text);
  return rig.api.draftTariffFile({ params: paramsOf(tariff), query: { name: "prices.csv", ...choices }, upload });
}

async function rowsOf(tariff: TariffRef, draft: TariffDraft): Promise<DraftRow[]> {
  const params = { ...paramsOf(tariff), draftId: draft.id };
  return (await rig.api.listTariffDraftRows({ params, query: { limit: 200 } })).items;
}

const save = (tariff: TariffRef, { id: draftId }: TariffDraft) =>
  rig.api.saveTariffDraft({ params: { ...paramsOf(tariff), draftId }, body: {} });

/** What counts now, by place. */
async function pricesOf(tariff: TariffRef): Promise<Record<string, string>> {
  const query = { state: "current", limit: 200 } as const;
  const { items } = await rig.api.listTariffRows({ params: paramsOf(tariff), query });
  return Object.fromEntries(items.map((row) => [row.network ?? row.country, row.amount]));
}

const brief = (rows: readonly DraftRow[]) =>
  rows.map((row) => [row.network ?? row.country, row.class, row.oldAmount, row.amount].join(" "));

it("a file shows new, changed and unchanged rows with their lines, and counts nothing before it is saved", async () => {
  const tariff = await clientTariff({ DE: "0.05", FR: "0.04", "26201": "0.06" });
  const draft = await draftOfFile(
    tariff,
    "Country;MCC;MNC;Price\nGermany;;;0,055\nFrance;;;0,04\n;262;01;0,06\nSpain;;;0,03\n",
  );
  expect(draft).toMatchObject({ kind: "file", title: "prices.csv", savedAt: null });
  expect(draft.counts).toEqual({ new: 1, changed: 1, ended: 0, unchanged: 2, bad: 0 });
  expect(draft.file).toMatchObject({ kind: "csv", separator: ";", decimal: ",", headerLine: 1, lines: 4 });
  expect(draft.file?.columns).toMatchObject({ country: 0, mcc: 1, mnc: 2, amount: 3 });
  const rows = await rowsOf(tariff, draft);
  expect(brief(rows)).toEqual([
    "DE changed 0.05 0.055",
    "FR unchanged 0.04 0.04",
    "26201 unchanged 0.06 0.06",
    "ES new  0.03",
  ]);
  expect(rows.map((row) => row.line)).toEqual([2, 3, 4, 5]);
  expect(rows[0]?.percent).toBe(10);
  expect(await pricesOf(tariff)).toEqual({ DE: "0.05", FR: "0.04", "26201": "0.06" });
  const saved = await save(tariff, draft);
  expect(saved).toMatchObject({ savedAt: now(), savedBy: expect.stringContaining("key") });
  expect(await pricesOf(tariff)).toEqual({ DE: "0.055", FR: "0.04", "26201": "0.06", ES: "0.03" });
});

it("a changed price is a row of its own, and the one it replaces stays as it was", async () => {
  const tariff = await clientTariff({ DE: "0.05" });
  const draft = await draftOfFile(tariff, "Country,Price\nDE,0.06\n");
  await save(tariff, draft);
  const { items } = await rig.api.listTariffRows({ params: paramsOf(tariff), query: {} });
  expect(
    items.map(({ amount, state, validFrom, validTo, draftId }) => ({ amount, state, validFrom, validTo, draftId })),
  ).toEqual([
    { amount: "0.06", state: "current", validFrom: now(), validTo: null, draftId: draft.id },
    { amount: "0.05", state: "replaced", validFrom: later(-DAY_MS), validTo: null, draftId: null },
  ]);
});

it("a bad row says what is wrong at its line, and keeps the whole file from being saved", async () => {
  const tariff = await clientTariff({ DE: "0.05" });
  const draft = await draftOfFile(
    tariff,
    "Country,Price,Currency\nDE,0.06,EUR\nAtlantis,0.01,EUR\nFR,0.04,USD\nES,x,EUR\n",
  );
  expect(draft.counts).toMatchObject({ changed: 1, bad: 3 });
  const bad = (await rowsOf(tariff, draft)).filter((row) => row.class === "bad");
  expect(bad.map((row) => row.line)).toEqual([3, 4, 5]);
  expect(bad[0]?.message).toContain("Atlantis");
  expect(bad[1]?.message).toBe("is in USD; this tariff is in EUR");
  const only = await rig.api.listTariffDraftRows({
    params: { ...paramsOf(tariff), draftId: draft.id },
    query: { class: "bad" },
  });
  expect(only.items.map((row) => row.line)).toEqual([3, 4, 5]);
  expect(await refusal(save(tariff, draft))).toMatchObject({ code: "draft_has_bad_rows" });
  expect(await pricesOf(tariff)).toEqual({ DE: "0.05" });
});

it("two lines that say the same are one row, and two that disagree are bad", async () => {
  const tariff = await clientTariff();
  // The reader can't know that no start and the start asked for are the same.
  const validFrom = later(DAY_MS);
  const agreeing = await draftOfFile(tariff, `Country,Price,Valid from\nDE,0.06,\nDE,0.06,${validFrom}\n`, {
    validFrom,
  });
  expect(agreeing.counts).toMatchObject({ new: 1, bad: 0 });
  const fighting = await draftOfFile(tariff, `Country,Price,Valid from\nDE,0.06,\nDE,0.07,${validFrom}\n`, {
    validFrom,
  });
  expect(fighting.counts).toMatchObject({ new: 1, bad: 1 });
  expect((await rowsOf(tariff, fighting))[1]?.message).toContain("line 2");
});

it("a start on an earlier day is bad, one earlier today is from saving on, and an end must follow", async () => {
  const tariff = await clientTariff({}, "Asia/Tokyo");
  // 10:30 in UTC is 19:30 in Tokyo, whose day began at 15:00 the day before.
  const lines = [
    "DE,0.01,2026-06-14T15:00:00Z,",
    "FR,0.01,2026-06-14T14:59:59Z,",
    "ES,0.01,2026-07-01T00:00:00Z,2026-06-30T00:00:00Z",
    "IT,0.01,,2026-06-15T10:00:00Z",
    "PL,0.01,2026-07-01,2026-08-01T00:00:00Z",
  ];
  const draft = await draftOfFile(tariff, ["Country,Price,Valid from,Valid to", ...lines].join("\n"));
  const rows = await rowsOf(tariff, draft);
  expect(rows.map((row) => `${row.line} ${row.class} ${row.message}`)).toEqual([
    "2 new ",
    "3 bad starts in the past, where messages have their prices already",
    expect.stringMatching(/^4 bad ends before/),
    "5 bad ends in the past",
    "6 new ",
  ]);
  expect(rows[0]?.validFrom).toBeNull();
  expect(rows[4]?.validFrom).toBe("2026-06-30T15:00:00.000Z");
  const late = { validFrom: "2026-07-01T00:00:00Z" };
  const ended = await draftOfFile(tariff, "Country,Price,Valid to\nDE,0.01,2026-06-30T00:00:00Z\n", late);
  expect((await rowsOf(tariff, ended))[0]?.message).toBe("ends before it starts");
  const early = draftOfFile(tariff, "Country,Price\nDE,0.01\n", { validFrom: "2026-06-01T00:00:00Z" });
  expect(await refusal(early)).toMatchObject({ code: "invalid_request", errors: [{ path: "query.validFrom" }] });
});

it("a row is compared with what will be in force when it starts, earlier rows of the same file included", async () => {
  const tariff = await clientTariff({ DE: "0.02", FR: "0.02" });
  await setPrices(tariff, { FR: "0.05" }, later(10 * DAY_MS));
  const start = later(20 * DAY_MS);
  const lines = ["DE,0.01,", `DE,0.02,${start}`, `FR,0.05,${start}`, `FR,0.02,${later(5 * DAY_MS)}`];
  const draft = await draftOfFile(tariff, ["Country,Price,Valid from", ...lines].join("\n"));
  expect(brief(await rowsOf(tariff, draft))).toEqual([
    "DE changed 0.02 0.01",
    "DE changed 0.01 0.02",
    "FR unchanged 0.05 0.05",
    "FR unchanged 0.02 0.02",
  ]);
});

it("with missing: end, places that the file does not name end, whatever they have replaced included", async () => {
  const tariff = await clientTariff({ DE: "0.05", FR: "0.04", "20801": "0.03" });
  await setPrices(tariff, { FR: "0.045" }, later(-1000));
  const draft = await draftOfFile(tariff, "Country,Price\nDE,0.05\n", { missing: "end" });
  expect(brief(await rowsOf(tariff, draft))).toEqual([
    "DE unchanged 0.05 0.05",
    "FR ended 0.045 ",
    "20801 ended 0.03 ",
  ]);
  await save(tariff, draft);
  expect(await pricesOf(tariff)).toEqual({ DE: "0.05" });
});

it("a tariff that was exported comes back unchanged, what began or ended in the past included", async () => {
  const tariff = await clientTariff({ DE: "0.05", FR: "0.04", "26201": "0.06" });
  const [ending] = await setPrices(tariff, { DE: "0.055", ES: "0.02" }, later(-2000));
  const params = { ...paramsOf(tariff), rowId: Number(ending?.id) };
  await rig.api.updateTariffRow({ params, body: { validTo: later(-1000) } });
  await setPrices(tariff, { FR: "0.045" }, later(DAY_MS));
  const text = await rig.api.exportTariffCsv({ params: paramsOf(tariff), query: {} });
  const draft = await draftOfFile(tariff, text, { missing: "end" });
  expect(draft.counts).toEqual({ new: 0, changed: 0, ended: 0, unchanged: 6, bad: 0 });
  const other = await clientTariff();
  expect((await draftOfFile(other, text)).counts).toMatchObject({ unchanged: 0, new: 2, bad: 4 });
});

it("a file that names nothing ends nothing", async () => {
  const tariff = await clientTariff({ DE: "0.05" });
  for (const text of ["Country,Price\n", "Country,MCC,Comment\nDE,262,dear\n"]) {
    const draft = await draftOfFile(tariff, text, { missing: "end" });
    expect(draft.counts).toEqual({ new: 0, changed: 0, ended: 0, unchanged: 0, bad: 1 });
  }
});

it("what can't be read as a price list is refused with a sentence", async () => {
  const tariff = await clientTariff();
  expect(await refusal(draftOfFile(tariff, "%PDF-1.7\nnothing"))).toMatchObject({
    code: "unreadable_file",
    detail: expect.stringContaining("PDF"),
  });
});

it("a stranger's columns can be chosen", async () => {
  const tariff = await clientTariff();
  const draft = await draftOfFile(tariff, "a,b,c\n0.5,x,26201\n", { columns: "amount:0,mccmnc:2", headerLine: "1" });
  expect(brief(await rowsOf(tariff, draft))).toEqual(["26201 new  0.50"]);
  expect(draft.file?.columns).toEqual({ amount: 0, mccmnc: 2 });
});

const changeBy = (tariff: TariffRef, body: object) =>
  rig.api.draftTariffChange({ params: paramsOf(tariff), body: { selection: {}, ...body } });

it("prices are raised by a percentage, to the micro and half up", async () => {
  const tariff = await clientTariff({ DE: "0.0333", FR: "0.000001", ES: "0.01" });
  const draft = await changeBy(tariff, { percent: "50" });
  expect(draft).toMatchObject({ kind: "change", title: "+50 %" });
  expect(brief(await rowsOf(tariff, draft))).toEqual([
    "DE changed 0.0333 0.04995",
    "ES changed 0.01 0.015",
    "FR changed 0.000001 0.000002",
  ]);
});

it("only what is selected changes; by an amount, from a moment to come, and each keeps its end", async () => {
  const tariff = await clientTariff({ DE: "0.02", FR: "0.02", "26201": "0.03" });
  const { items } = await rig.api.listTariffRows({
    params: paramsOf(tariff),
    query: { country: "DE", network: "none" },
  });
  const rowId = Number(items[0]?.id);
  const validTo = later(30 * DAY_MS);
  await rig.api.updateTariffRow({ params: { ...paramsOf(tariff), rowId }, body: { validTo } });
  const validFrom = later(DAY_MS);
  const draft = await changeBy(tariff, { selection: { rowIds: [rowId] }, amount: "-0.005", validFrom });
  expect(await rowsOf(tariff, draft)).toMatchObject([
    { country: "DE", network: null, amount: "0.015", validFrom, validTo },
  ]);
  const countries = await changeBy(tariff, { selection: { countries: ["FR"] }, percent: "-10" });
  expect(brief(await rowsOf(tariff, countries))).toEqual(["FR changed 0.02 0.018"]);
});

it("a row chosen that is not in force then is bad, one of another tariff is refused", async () => {
  const tariff = await clientTariff({ DE: "0.02" });
  const [future] = await setPrices(tariff, { DE: "0.03" }, later(5 * DAY_MS));
  const early = await changeBy(tariff, { selection: { rowIds: [future?.id] }, percent: "1" });
  expect(early.counts).toMatchObject({ changed: 0, bad: 1 });
  const other = await clientTariff({ DE: "0.02" });
  expect(await refusal(changeBy(other, { selection: { rowIds: [future?.id] }, percent: "1" }))).toMatchObject({
    code: "invalid_request",
    errors: [{ path: "body.selection.rowIds" }],
  });
});

it("a cut below zero is a bad row, one to zero is not", async () => {
  const tariff = await clientTariff({ DE: "0.02", FR: "0.03" });
  const draft = await changeBy(tariff, { amount: "-0.03" });
  const rows = await rowsOf(tariff, draft);
  expect(brief(rows)).toEqual(["DE bad  ", "FR changed 0.03 0.00"]);
  expect(rows[0]?.message).toBe("would be less than zero: it is under the 0.03 to take off");
});

it("every percentage, amount and rounding comes to what exact integers come to", async () => {
  const amounts = fc.bigInt({ min: 0n, max: 10n ** 12n });
  const rules = fc.record({
    percent: fc.option(fc.integer({ min: -999_999, max: 9_999_999 })),
    amount: fc.bigInt({ min: -(10n ** 7n), max: 10n ** 7n }),
    step: fc.option(fc.bigInt({ min: 1n, max: 10n ** 6n })),
    mode: fc.constantFrom("up" as const, "down" as const, "nearest" as const),
  });
  const places = ["DE", "ES", "FR", "GB", "IT", "PL", "PT", "TR"];
  await fc.assert(
    fc.asyncProperty(fc.array(amounts, { minLength: 8, maxLength: 8 }), rules, async (micros, rule) => {
      const tariff = await clientTariff(Object.fromEntries(micros.map((amount, i) => [places[i], decimal(amount)])));
      const { percent, amount, step, mode } = rule;
      const draft = await changeBy(tariff, {
        ...(percent === null ? { amount: decimal(amount) } : { percent: tenThousandths(percent) }),
        ...(step !== null && { rounding: { step: decimal(step), mode } }),
      });
      const rows = await rowsOf(tariff, draft);
      const expected = micros.map((given) => {
        const exact = percent === null ? (given + amount) * 1_000_000n : given * (1_000_000n + BigInt(percent));
        return exact < 0n
          ? null
          : decimal(rounded(exact, (step ?? 1n) * 1_000_000n, step === null ? "nearest" : mode) * (step ?? 1n));
      });
      expect(rows.map((row) => (row.amount === null ? null : decimal(microsOf(row.amount))))).toEqual(expected);
    }),
    { numRuns: 40 },
  );
});

function rounded(exact: bigint, step: bigint, mode: "up" | "down" | "nearest"): bigint {
  const [whole, rest] = [exact / step, exact % step];
  if (mode === "up") return rest > 0n ? whole + 1n : whole;
  if (mode === "down") return whole;
  return rest * 2n >= step ? whole + 1n : whole;
}

function decimal(micros: bigint): string {
  const size = micros < 0n ? -micros : micros;
  return `${micros < 0n ? "-" : ""}${size / 1_000_000n}.${String(size % 1_000_000n).padStart(6, "0")}`;
}

function tenThousandths(percent: number): string {
  const size = Math.abs(percent);
  return `${percent < 0 ? "-" : ""}${Math.trunc(size / 10_000)}.${String(size % 10_000).padStart(4, "0")}`;
}

function microsOf(text: string): bigint {
  const [units = "0", fraction = ""] = text.split(".");
  return BigInt(units) * 1_000_000n + BigInt(fraction.padEnd(6, "0"));
}

it("prices end at a moment to come or at once, and nothing that they replaced comes back", async () => {
  const tariff = await clientTariff({ DE: "0.02", FR: "0.02" });
  await setPrices(tariff, { DE: "0.03" }, later(-1000));
  const validTo = later(DAY_MS);
  const draft = await rig.api.draftTariffEnd({
    params: paramsOf(tariff),
    body: { selection: { countries: ["DE"] }, validTo },
  });
  expect(await rowsOf(tariff, draft)).toMatchObject([{ class: "ended", country: "DE", oldAmount: "0.03", validTo }]);
  await save(tariff, draft);
  expect(await pricesOf(tariff)).toEqual({ DE: "0.03", FR: "0.02" });
  rig.clock.nowMs += DAY_MS;
  expect(await pricesOf(tariff)).toEqual({ FR: "0.02" });
  const rest = await rig.api.draftTariffEnd({ params: paramsOf(tariff), body: { selection: {} } });
  await save(tariff, rest);
  expect(await pricesOf(tariff)).toEqual({});
});

it("a draft is stale once a row of its tariff was made, ended or deleted, or began", async () => {
  const touches: ((tariff: TariffRef, rowId: number) => Promise<unknown>)[] = [
    (tariff) => setPrices(tariff, { ES: "0.01" }, now()),
    (tariff, rowId) =>
      rig.api.updateTariffRow({ params: { ...paramsOf(tariff), rowId }, body: { validTo: later(DAY_MS) } }),
    (tariff, rowId) => rig.api.deleteTariffRow({ params: { ...paramsOf(tariff), rowId } }),
    async () => {
      rig.clock.nowMs += 60_000;
    },
  ];
  for (const touch of touches) {
    const tariff = await clientTariff();
    const [row] = await setPrices(tariff, { DE: "0.02" });
    await setPrices(tariff, { FR: "0.02" }, later(30_000));
    const draft = await changeBy(tariff, { percent: "10" });
    await touch(tariff, Number(row?.id));
    expect(await refusal(save(tariff, draft))).toMatchObject({ code: "draft_is_stale" });
  }
});

it("of many saves at once one saves, and of two drafts of one tariff the later is stale", async () => {
  const tariff = await clientTariff({ DE: "0.02" });
  const [first, second] = [await changeBy(tariff, { percent: "10" }), await changeBy(tariff, { percent: "20" })];
  const tries = await Promise.allSettled([first, first, second, first, second].map((draft) => save(tariff, draft)));
  expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(1);
  const codes = tries.flatMap((one) => (one.status === "rejected" ? [one.reason.problem.code] : []));
  expect(codes.every((code) => code === "draft_is_saved" || code === "draft_is_stale")).toBe(true);
  const { items } = await rig.api.listTariffRows({ params: paramsOf(tariff), query: {} });
  expect(items).toHaveLength(2);
});

it("a draft belongs to its tariff, can be thrown away before it is saved and not after, and leaves one history entry", async () => {
  const tariff = await clientTariff({ DE: "0.02", FR: "0.03" });
  const other = await clientTariff();
  const draft = await changeBy(tariff, { percent: "10" });
  const there = { params: { ...paramsOf(other), draftId: draft.id } };
  expect(await refusal(rig.api.getTariffDraft(there))).toMatchObject({ code: "not_found" });
  expect(await refusal(rig.api.deleteTariffDraft(there))).toMatchObject({ code: "not_found" });
  const heard: string[] = [];
  const ear = await rig.pool.connect();
  await ear.query("listen switchyard");
  ear.on("notification", ({ payload }) => heard.push(String(payload)));
  await save(tariff, draft);
  await ear.query("unlisten switchyard");
  ear.release();
  expect(heard).toEqual([`tariff:client:${tariff.ownerId}`]);
  const here = { params: { ...paramsOf(tariff), draftId: draft.id } };
  expect(await refusal(rig.api.deleteTariffDraft(here))).toMatchObject({ code: "draft_is_saved" });
  const query = { entity: "tariff draft", entityId: String(draft.id) };
  const { items } = await rig.api.listClientHistory({ params: { clientId: tariff.ownerId }, query });
  expect(items).toHaveLength(1);
  const facts = Object.fromEntries(items[0]?.changes.map(({ field, after }) => [field, after]) ?? []);
  expect(facts).toMatchObject({ title: "+10 %", changed: 2, new: 0 });
  const open = await changeBy(tariff, { percent: "10" });
  await rig.api.deleteTariffDraft({ params: { ...paramsOf(tariff), draftId: open.id } });
  expect(await refusal(save(tariff, open))).toMatchObject({ code: "not_found" });
});

it("drafts that nobody saved go after two days, saved ones stay", async () => {
  const tariff = await clientTariff({ DE: "0.02" });
  const [open, saved] = [await changeBy(tariff, { percent: "1" }), await changeBy(tariff, { percent: "2" })];
  await save(tariff, saved);
  rig.clock.nowMs += 2 * DAY_MS - 1;
  const fresh = await changeBy(tariff, { percent: "3" });
  while (await deleteOldDraft(rig.pool, rig.clock.nowMs));
  expect((await rig.api.getTariffDraft({ params: { ...paramsOf(tariff), draftId: open.id } })).id).toBe(open.id);
  rig.clock.nowMs += 2;
  while (await deleteOldDraft(rig.pool, rig.clock.nowMs));
  const gone = rig.api.getTariffDraft({ params: { ...paramsOf(tariff), draftId: open.id } });
  expect(await refusal(gone)).toMatchObject({ code: "not_found" });
  const left = await rig.pool.query("select distinct draft_id from tariff_draft_rows where draft_id >= $1 order by 1", [
    open.id,
  ]);
  expect(left.rows.map((row) => row.draft_id)).toEqual([saved.id, fresh.id]);
  for (const { id: draftId } of [saved, fresh]) {
    expect((await rig.api.getTariffDraft({ params: { ...paramsOf(tariff), draftId } })).id).toBe(draftId);
  }
});

it("pages of a draft's rows come in order and none twice", async () => {
  const tariff = await clientTariff();
  const countries = ["DE", "FR", "ES", "IT", "PL", "PT", "TR"];
  const draft = await draftOfFile(tariff, ["Country,Price", ...countries.map((iso) => `${iso},0.01`)].join("\n"));
  const seen: (string | null)[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const params = { ...paramsOf(tariff), draftId: draft.id };
    const page = await rig.api.listTariffDraftRows({
      params,
      query: { class: "new,bad", limit: 3, ...(cursor && { cursor }) },
    });
    seen.push(...page.items.map((row) => row.country));
    cursor = page.nextCursor;
  }
  expect(seen).toEqual(countries);
});
