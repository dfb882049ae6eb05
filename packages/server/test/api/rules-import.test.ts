import { type RuleCreate, type RuleImportPreview, ruleCreate } from "@switchyard/contract";
import { contentOperations, senderMatches } from "@switchyard/engine";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRig, type Rig, refusal } from "./rig.ts";

let rig: Rig;
let supplier: string;
beforeAll(async () => {
  rig = await createRig();
  for (const name of ["Carrier", "Träger, der zweite"]) {
    await rig.api.createSupplier({ body: { name, currency: "EUR" } });
  }
  const { items } = await rig.api.listSuppliers();
  supplier = `supplier-${items[0]?.id}`;
});
afterAll(() => rig.close());

let made = 0;
async function newClient(): Promise<{ owner: string }> {
  const { id } = await rig.api.createClient({ body: { login: `owner${++made}`, currency: "EUR" } });
  return { owner: `client-${id}` };
}

const octets = (...lines: readonly string[]) => new TextEncoder().encode(lines.join("\n"));
const preview = (params: { owner: string }, ...lines: readonly string[]) =>
  rig.api.previewRuleImport({ params, query: {}, upload: octets(...lines) });
const save = (params: { owner: string }, ...lines: readonly string[]) =>
  rig.api.importRules({ params, query: {}, upload: octets(...lines) });
const faultsOf = ({ rows }: RuleImportPreview) =>
  rows.flatMap(({ line, errors }) => errors.map(({ field, message }) => `${line} ${field} ${message}`));
const rulesOf = async (params: { owner: string }) => (await rig.api.listRules({ params, query: { limit: 200 } })).items;

describe("an import of rules", () => {
  it("shows what is new, changed, unchanged and bad, by line, and saves nothing", async () => {
    const params = await newClient();
    const make = (body: RuleCreate) => rig.api.createRule({ params, body });
    const kept = await make({ kind: "content", operation: "erase", match: "word", search: "kept" });
    const other = await make({
      kind: "content",
      operation: "replace",
      match: "plain",
      search: "other",
      replacements: ["a"],
    });
    const shown = await preview(
      params,
      "Kind;Operation;Match;Search;Replacement;On;Country",
      "content;erase;word;kept;;yes;",
      'content;replace;plain;other;"b; and ""more""";no;',
      "content;replace;regex;(a;x;maybe;",
      ";;;fresh;x;;de",
    );
    expect(shown.counts).toEqual({ bad: 1, changed: 1, new: 1, unchanged: 1 });
    expect(shown.rows.map((row) => [row.class, row.line, row.ruleId])).toEqual([
      ["bad", 4, null],
      ["changed", 3, other.id],
      ["new", 5, null],
      ["unchanged", 2, kept.id],
    ]);
    expect(shown.rows[1]?.changes).toEqual([
      { field: "replacements", before: ["a"], after: ['b; and "more"'] },
      { field: "enabled", before: true, after: false },
    ]);
    expect(shown.rows[2]?.rule).toMatchObject({ kind: "content", operation: "replace", match: "plain", country: "DE" });
    expect(faultsOf(shown)).toEqual(["4 enabled must be yes or no", expect.stringMatching(/^4 search /)]);
    expect(shown.rows[0]?.source).toBe("content · replace · regex · (a · x · maybe");
    expect(await rulesOf(params)).toEqual([kept, other]);
  });

  it("is saved as a whole, with a history of each rule, or not at all", async () => {
    const params = await newClient();
    const clientId = Number(params.owner.split("-")[1]);
    const lines = ["Search,Replacement,Priority", "one,1,10", "two,2,20"];
    const refused = await refusal(save(params, ...lines, "three,3,x", "four,4,10001"));
    expect(refused).toMatchObject({
      code: "invalid_request",
      errors: [{ path: "body.line 4.priority", message: "must be a whole number" }, { path: "body.line 5.priority" }],
    });
    expect(refused.detail).toMatch(/^2 rows are bad, so nothing is saved: line 4: priority must be a whole number/);
    expect(await rulesOf(params)).toEqual([]);

    expect(await save(params, ...lines)).toEqual({ counts: { bad: 0, changed: 0, new: 2, unchanged: 0 } });
    expect((await rulesOf(params)).map(({ search, priority }) => [search, priority])).toEqual([
      ["one", 10],
      ["two", 20],
    ]);
    const again = await save(params, "Search,Replacement,Priority", "one,1,10", "two,zwei,20");
    expect(again).toEqual({ counts: { bad: 0, changed: 1, new: 0, unchanged: 1 } });
    const { items } = await rig.api.listClientHistory({ params: { clientId }, query: { category: ["rules"] } });
    expect(items.map(({ action }) => action)).toEqual(["import", "import", "import"]);
    expect(items[0]?.changes).toEqual([{ field: "replacements", before: ["2"], after: ["zwei"] }]);
  });

  it("is refused when the rules were changed since its preview", async () => {
    const params = await newClient();
    const upload = octets("Search,Replacement", "a,b");
    const { basis } = await rig.api.previewRuleImport({ params, query: {}, upload });
    await save(params, "Search,Replacement", "c,d");
    const late = await refusal(rig.api.importRules({ params, query: { basis }, upload }));
    expect(late).toMatchObject({ code: "wrong_state", detail: expect.stringContaining("since the preview") });
    const { basis: fresh } = await rig.api.previewRuleImport({ params, query: {}, upload });
    await rig.api.importRules({ params, query: { basis: fresh }, upload });
    expect(await rulesOf(params)).toHaveLength(2);
  });

  it("takes rows that say no kind for what it is told, and pasted cells for a table", async () => {
    const params = await newClient();
    const upload = octets("search\tNew sender\tcountry", "ACME\tInfo\tDE", "\tNews\t");
    await rig.api.importRules({ params, query: { kind: "sender" }, upload });
    expect(await rulesOf(params)).toMatchObject([
      { kind: "sender", operation: "set", match: "exact", search: "ACME", replacements: ["Info"], country: "DE" },
      { kind: "sender", operation: "set", match: "any", search: "", replacements: ["News"], country: null },
    ]);
  });

  it("says of each row what is wrong with it that only the books can tell", async () => {
    const params = await newClient();
    const shown = await preview(
      params,
      "ID,Search,Replacement,Country,Network,Supplier",
      "1x,a,b,,,",
      ",a,b,QQ,,",
      ",a,b,,26201,",
      ",a,b,FR,26201,",
      ",a,b,,,Nobody",
      ",a,b,,,carrier",
      ",a,b,,,,,,more",
    );
    expect(faultsOf(shown)).toEqual([
      "2 ruleId must be a whole number",
      "3 country is no country with mobile numbers",
      "4 country is needed with a network",
      "5 network is a network of DE, not of FR",
      "6 viaSupplierId names no supplier",
      "8 row has more cells than the heading names",
    ]);
    const foreign = await preview({ owner: supplier }, "Search,Replacement,Supplier", "a,b,Carrier");
    expect(faultsOf(foreign)).toEqual([expect.stringMatching(/^2 viaSupplierId must be left out/)]);
  });

  it("knows a rule by its id, once, and takes the id of another owner's for none", async () => {
    const [params, elsewhere] = [await newClient(), await newClient()];
    await save(params, "Search,Replacement", "a,b");
    const [rule] = await rulesOf(params);
    const twice = await preview(params, "ID,Search,Replacement", `${rule?.id},x,y`, `${rule?.id},z,y`);
    expect(twice.counts).toEqual({ bad: 1, changed: 1, new: 0, unchanged: 0 });
    expect(faultsOf(twice)).toEqual(["3 ruleId is that of line 2 too"]);
    expect((await preview(elsewhere, "ID,Search,Replacement", `${rule?.id},x,y`)).counts).toMatchObject({ new: 1 });
  });

  it("of what is no table of rules is refused with what to do", async () => {
    const params = await newClient();
    const tables: [string, RegExp][] = [
      ["\n", /nothing to read/],
      ["Search,Colour\na,b", /"Colour" is none\. The columns are: ID, Kind/],
      ["Country,Comment\nDE,x", /Search or Operation/],
      ["Search,search\na,b", /names the column "search" twice/],
      ["Search,Replacement", /no rule/],
      ['Search,Replacement\n"a,b', /not closed/],
      ["PK\u0003\u0004", /workbook/],
    ];
    for (const [text, says] of tables) {
      const refused = await refusal(preview(params, text));
      expect(refused, text).toMatchObject({ code: "unreadable_file", detail: expect.stringMatching(says) });
    }
    const long = ["Search,Replacement", ...Array.from({ length: 5_001 }, (_, n) => `${n},x`)];
    expect(await refusal(preview(params, ...long))).toMatchObject({ code: "unreadable_file" });
  });

  it("holds no more rules than an owner may have", { timeout: 120_000 }, async () => {
    const params = await newClient();
    const many = Array.from({ length: 3_000 }, (_, n) => `${n},x`);
    const shown = await preview(params, "Search,Replacement", ...many);
    expect([shown.rows.length, shown.rowsTotal]).toEqual([500, 3_000]);
    await save(params, "Search,Replacement", ...many);
    const more = many.map((line) => `more ${line}`);
    expect(await refusal(save(params, "Search,Replacement", ...more))).toMatchObject({ code: "too_many" });
    expect((await rig.api.listRules({ params })).total).toBe(3_000);
  });
});

describe("what is exported", () => {
  const awkward = [
    "=1+1",
    "'=1",
    "-5",
    "'-5",
    "+49",
    '"',
    '""',
    ",",
    ";",
    "a|b",
    "two\nlines",
    " blanks ",
    "سلام",
    "😀",
  ];
  const text = fc
    .oneof(fc.constantFrom(...awkward), fc.string({ unit: "grapheme", minLength: 1, maxLength: 30 }))
    .filter((value) => !/\p{Cc}/u.test(value.replaceAll("\n", "")));
  const shared = {
    place: fc.constantFrom({}, { country: "DE" }, { country: "DE", network: "26201" }),
    search: text,
    ignoreCase: fc.boolean(),
    choice: fc.constantFrom("random" as const, "by_recipient" as const),
    priority: fc.integer({ min: 0, max: 10_000 }),
    enabled: fc.boolean(),
    comment: fc.oneof(fc.constant(""), text),
  };
  const content = fc.record({
    ...shared,
    kind: fc.constant("content" as const),
    operation: fc.constantFrom(...contentOperations),
    match: fc.constantFrom("plain" as const, "word" as const, "regex" as const),
    sender: fc.constantFrom("", "ACME", "AC*"),
    replacements: fc.array(text, { maxLength: 4 }),
  });
  const sender = fc.record({
    ...shared,
    kind: fc.constant("sender" as const),
    operation: fc.constant("set" as const),
    match: fc.constantFrom(...senderMatches),
    replacements: fc.array(fc.constantFrom("Info", "4915112345678", "12345"), { minLength: 1, maxLength: 3 }),
  });
  /** The rule as it can be: what its operation looks for or puts in is left out until it is sound. */
  const rule = fc
    .oneof(content, sender)
    .map(({ place, ...given }): RuleCreate | undefined =>
      [
        { ...given, ...place },
        { ...given, ...place, search: "" },
        { ...given, ...place, replacements: [] },
        { ...given, ...place, search: "", replacements: [] },
      ].find((one) => ruleCreate.safeParse(one).success),
    )
    .filter((one) => one !== undefined);

  it("is read again as it was: unchanged where it came from, and the same rules elsewhere", {
    timeout: 120_000,
  }, async () => {
    const { items: suppliers } = await rig.api.listSuppliers();
    const vias = fc.option(fc.constantFrom(...suppliers.map(({ id }) => id)), { nil: null });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(rule, vias), { minLength: 1, maxLength: 8 }), async (rules) => {
        const [from, to] = [await newClient(), await newClient()];
        for (const [body, viaSupplierId] of rules) {
          await rig.api.createRule({ params: from, body: { ...body, viaSupplierId } });
        }
        const upload = new TextEncoder().encode(await rig.api.exportRules({ params: from }));
        const same = await rig.api.previewRuleImport({ params: from, query: {}, upload });
        expect(same.counts).toEqual({ bad: 0, changed: 0, new: 0, unchanged: rules.length });
        const { counts } = await rig.api.importRules({ params: to, query: {}, upload });
        expect(counts).toEqual({ bad: 0, changed: 0, new: rules.length, unchanged: 0 });
        const withoutOwner = async (params: { owner: string }) =>
          (await rulesOf(params)).map(({ id: _id, owner: _owner, createdAt: _at, ...facts }) => facts);
        expect(await withoutOwner(to)).toEqual(await withoutOwner(from));
      }),
      { numRuns: 25 },
    );
  });

  it("is what the list shows, narrowed by its filters", async () => {
    const params = await newClient();
    await save(params, "Kind,Search,Replacement,Replacement 2,Supplier", "content,a,b,c,Carrier", "sender,x,Info,,");
    const csv = await rig.api.exportRules({ params, query: { kind: "content" } });
    const [rule] = await rulesOf(params);
    expect(csv.split("\r\n")).toEqual([
      "ID,Kind,Priority,On,Country,Network,Supplier,Only sender,Operation,Match,Search,Ignore case,Choice,Comment,Replacement 1,Replacement 2",
      `${rule?.id},content,100,yes,,,Carrier,,replace,plain,a,no,random,,b,c`,
      "",
    ]);
  });
});
