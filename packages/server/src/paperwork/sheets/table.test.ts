import { deflateRawSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { limits } from "./limits.ts";
import { SheetError } from "./sheet-error.ts";
import { readTable, type TableSettings } from "./table.ts";
import { writeXlsx } from "./write-xlsx.ts";
import { openZip, writeZip, type ZipPart } from "./zip.ts";

function read(octets: Uint8Array | string, settings?: TableSettings) {
  return readTable({ name: "prices", octets: Buffer.from(octets) }, settings);
}

const small = { sheet: "Prices", columns: [{ header: "A", kind: "text" as const }], rows: [["x"]] };

/** A workbook of these sheets' XML, as other programs make them. */
function workbook(
  sheets: readonly { name: string; cells: string; state?: string }[],
  extra: readonly ZipPart[] = [],
): Buffer {
  const types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const list = sheets.map(
    ({ name, state }, i) =>
      `<sheet name="${name}" sheetId="${i + 1}" ${state ? `state="${state}" ` : ""}r:id="r${i}"/>`,
  );
  const relations = sheets.map(
    (_, i) => `<Relationship Id="r${i}" Type="${types}/worksheet" Target="worksheets/s${i}.xml"/>`,
  );
  const parts = {
    "xl/workbook.xml": `<workbook xmlns:r="${types}"><sheets>${list.join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships>${relations.join("")}</Relationships>`,
    ...Object.fromEntries(
      sheets.map(({ cells }, i) => [
        `xl/worksheets/s${i}.xml`,
        `<worksheet><sheetData>${cells}</sheetData></worksheet>`,
      ]),
    ),
  };
  const named = Object.entries(parts).map(([name, xml]) => ({ name, octets: Buffer.from(xml) }));
  return writeZip([...named, ...extra], "deflated");
}

describe("what a file is, is told by its content", () => {
  test("a workbook is read whatever its name says", async () => {
    const table = await readTable({ name: "prices.csv", octets: await writeXlsx(small) });
    expect(table).toMatchObject({
      kind: "xlsx",
      sheets: ["Prices"],
      sheet: "Prices",
      encoding: null,
      rows: [["A"], ["x"]],
    });
  });

  test.each([
    ["d0cf11e0a1b11ae1", /old Excel workbook .* save it as \.xlsx/],
    [`d0cf11e0a1b11ae1${Buffer.from("EncryptedPackage", "utf16le").toString("hex")}`, /password/],
    [Buffer.from("%PDF-1.7").toString("hex"), /PDF/],
    [Buffer.from("<!DOCTYPE html><table>").toString("hex"), /web page/],
    [Buffer.from("\ufeff\n <html><table>").toString("hex"), /web page/],
    [Buffer.from('<?xml version="1.0"?><Workbook>').toString("hex"), /XML/],
    ["1f8b0800", /archive/],
    ["89504e470d0a1a0a", /picture/],
    ["000102030405060708000a", /neither text nor an Excel workbook/],
    ["", /empty/],
    [Buffer.from("\n\n , ,\n").toString("hex"), /empty/],
  ])("%s is refused in a sentence", async (hex, says) => {
    const refused = read(Buffer.from(hex, "hex"));
    await expect(refused).rejects.toThrow(SheetError);
    await expect(refused).rejects.toThrow(says);
  });

  test.each([
    ["xl/workbook.bin", /\.xlsb/],
    ["content.xml", /\.ods/],
    ["word/document.xml", /document, not a workbook/],
    ["prices.csv", /Unpack it/],
  ])("an archive with %s is refused in a sentence", async (name, says) => {
    await expect(read(writeZip([{ name, octets: Buffer.from("x") }], "stored"))).rejects.toThrow(says);
  });
});

describe("text", () => {
  test.each([
    ["efbbbf", "utf-8", "utf8"],
    ["", "utf-8", "utf8"],
    ["fffe", "utf-16le", "utf16le"],
    ["", "utf-16le", "utf16le"],
    ["", "windows-1252", "latin1"],
  ] as const)("with mark %j is read as %s", async (mark, encoding, written) => {
    const octets = Buffer.concat([Buffer.from(mark, "hex"), Buffer.from("Land;Preis\nÖsterreich;0,05\n", written)]);
    expect(await read(octets)).toMatchObject({
      encoding,
      separator: ";",
      rows: [
        ["Land", "Preis"],
        ["Österreich", "0,05"],
      ],
    });
  });

  test("is read in the encoding that was chosen", async () => {
    expect(await read(Buffer.from("d0eef1f1e8ff3b31", "hex"), { encoding: "windows-1251" })).toMatchObject({
      rows: [["Россия", "1"]],
    });
  });

  test.each([
    ["a;b;c\n1,5;2,5;3,5\n1,5;2,5;3,5", ";"],
    ["a\tb\n1,5\t2\n", "\t"],
    ["a|b|c\n1|2|3", "|"],
    ["a,b\n1,2\n", ","],
    ['a,b\n"x;y;z",2\n"x;y;z",2', ","],
    ["Prices, valid from 1 May, all in EUR\nCountry;Price\nDE;0,05\nFR;0,06", ";"],
    ["a\nb\n", ","],
    ["sep=|\na|b,c,d\n", "|"],
  ])("%j is parted by %j", async (text, separator) => expect((await read(text)).separator).toBe(separator));

  test("keeps the line that a row begins on, past empty lines, quoted line breaks and the sep line", async () => {
    const table = await read('sep=;\r\na;b\r\n\r\n"x\r\ny";2\r\n;\r\nz;3');
    expect(table.rows).toEqual([
      ["a", "b"],
      ["x\ny", "2"],
      ["z", "3"],
    ]);
    expect(table.lines).toEqual([2, 4, 7]);
  });

  test("with a quote that never ends is refused with its line", async () => {
    await expect(read('a,b\n1,2\n"3,4\n5,6\n')).rejects.toThrow(/^Line 3 can't be read/);
  });

  test("keeps stray quotes inside a cell, and all of them where a cell goes on after its closing one", async () => {
    expect((await read('a,5" tube\n1,2')).rows[0]).toEqual(["a", '5" tube']);
    expect((await read('"a ""b""",c\n"1"2,"3,4"\n"",""""\n')).rows).toEqual([
      ['a "b"', "c"],
      ['"1"2', "3,4"],
      [null, '"'],
    ]);
  });

  test("with a quote in every line and no separator is read at once", async () => {
    expect((await read('"a"\n'.repeat(100_000))).rows).toHaveLength(100_000);
  });
});

describe("a workbook", () => {
  const filled = '<row r="3"><c r="B3" t="inlineStr"><is><t>x</t></is></c></row>';

  test("is read at its first visible sheet that holds anything, or at the one chosen", async () => {
    const octets = workbook([
      { name: "Cover", cells: "" },
      { name: "Hidden", cells: '<row r="1"><c r="A1"><v>1</v></c></row>', state: "hidden" },
      { name: "A &amp; B", cells: filled },
    ]);
    expect(await read(octets)).toMatchObject({
      sheets: ["Cover", "Hidden", "A & B"],
      sheet: "A & B",
      rows: [[null, "x"]],
      lines: [3],
    });
    expect(await read(octets, { sheet: "Hidden" })).toMatchObject({ sheet: "Hidden", rows: [[1]] });
    expect(await read(octets, { sheet: 3 })).toMatchObject({ sheet: "A & B" });
    await expect(read(octets, { sheet: "None" })).rejects.toThrow('no sheet "None"; it has "Cover", "Hidden", "A & B"');
    await expect(read(octets, { sheet: 0 })).rejects.toThrow("no sheet 0");
    await expect(read(workbook([{ name: "Cover", cells: "" }]))).rejects.toThrow("The workbook is empty");
  });

  test("with a stray format in the last row of the sheet is read", async () => {
    expect((await read(workbook([{ name: "S", cells: `${filled}<row r="1048576"/>` }]))).rows).toHaveLength(1);
  });

  test.each([
    ["a cell far to the right", '<row r="1"><c r="XFD1"><v>1</v></c></row>', /more than 100 columns: cell XFD1/],
    ["its place hidden in an entity", '<row r="1"><c r="&#88;FD1"><v>1</v></c></row>', /can't be read/],
    ["its place behind a bracket", '<row r="1"><c t=">" r="XFD1"><v>1</v></c></row>', /more than 100 columns/],
    ["its place without quotes", '<row r="1"><c r=XFD1><v>1</v></c></row>', /can't be read/],
    ["a row that no sheet has", '<row r="9999999"><c r="A9999999"><v>1</v></c></row>', /can't be read/],
    ["a row's number without quotes", '<row r=9999999><c r="A1"><v>1</v></c></row>', /can't be read/],
    ["a row of ten digits", '<row r="9999999999"/>', /can't be read/],
    [
      "rows out of order",
      '<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>',
      /can't be read/,
    ],
    ["a cell in another row", '<row r="1"><c r="A2"><v>1</v></c></row>', /can't be read/],
    ["a text that it doesn't have", '<row r="1"><c r="A1" t="s"><v>7</v></c></row>', /can't be read/],
    ["a comment that never ends", '<row r="1"><c r="A1"><v>1</v></c></row><!--', /can't be read/],
    ["XML cut short", '<row r="1"><c r="A1"><v>', /./],
  ])("with %s is refused at once", async (_, cells, says) => {
    const refused = read(workbook([{ name: "S", cells }]));
    await expect(refused).rejects.toThrow(SheetError);
    await expect(refused).rejects.toThrow(says);
  });

  test("has its numbers, dates, percentages, truths and texts as they are shown", async () => {
    const formats = ["0", "General", "@", "9", "14", "46", "164", "165", "166", "167"];
    const styles = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="[$-409]d\\-mmm\\-yy"/><numFmt numFmtId="165" formatCode="0.000%"/><numFmt numFmtId="166" formatCode="0.00 &quot;days&quot;"/><numFmt numFmtId="167" formatCode="[h]:mm"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${formats.map((id) => `<xf numFmtId="${id}"/>`).join("")}</cellXfs></styleSheet>`;
    const texts =
      '<sst><si><t>a &amp; b</t></si><si><r><t xml:space="preserve">rich </t></r><r><t>text</t></r><rPh sb="0" eb="1"><t>hush</t></rPh></si><si/><si><t>Łódź_x000D__x005F_x0041_</t></si></sst>';
    const cell = (type: string, inside: string) => `<c${type}>${inside}</c>`;
    const cells = [
      cell("", "<v>7.4999999999999997E-3</v>"),
      cell(' s="4"', "<v>46357</v>"),
      cell(' s="6"', "<v>46357.5</v>"),
      cell(' s="3"', "<v>0.07</v>"),
      cell(' s="7"', "<v>1.2345E-2</v>"),
      cell(' s="8"', "<v>2</v>"),
      cell(' s="9"', "<v>0.5</v>"),
      ...["b", "s", "s", "s", "s"].map((type, i) => cell(` t="${type}"`, `<v>${[1, 0, 1, 2, 3][i]}</v>`)),
      cell(' t="str"', "<f>A1&amp;B1</f><v>x</v>"),
      cell(' t="e"', "<v>#N/A</v>"),
      cell(' t="d"', "<v>2026-12-01T10:00:00</v>"),
      cell(' t="inlineStr"', "<is><t><![CDATA[<b> & c]]></t><!-- <t>no</t> --></is>"),
      cell("", "<v>twelve</v>"),
      '<x:c xmlns:x="y"><x:v>5</x:v></x:c>',
    ];
    const base = "http://x/relationships";
    const relations = `<Relationships><Relationship Id="r0" Type="${base}/worksheet" Target="worksheets/s0.xml"/><Relationship Id="s" Type="${base}/styles" Target="/xl/styles.xml"/><Relationship Id="t" Type="${base}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`;
    const extra = { "xl/_rels/workbook.xml.rels": relations, "xl/styles.xml": styles, "xl/sharedStrings.xml": texts };
    const parts = Object.entries(extra).map(([name, xml]) => ({ name, octets: Buffer.from(xml) }));
    const table = await read(workbook([{ name: "S", cells: `<row>${cells.join("")}</row>` }], parts));
    const [first, ...more] = [new Date("2026-12-01T00:00:00Z"), new Date("2026-12-01T12:00:00Z")];
    expect(table.rows).toEqual([
      [
        ...[0.0075, first, ...more, "7%", "1.2345%", 2, 0.5, "TRUE", "a & b", "rich text", null],
        ...["Łódź\n_x0041_", "x", "#N/A", new Date("2026-12-01T10:00:00Z"), "<b> & c", "twelve", 5],
      ],
    ]);
  });

  test("counts days from 1904 where it says so, and rows and cells without a place from the last", async () => {
    const book = Buffer.from(
      '<workbook><workbookPr date1904="1"/><sheets><sheet name="S" sheetId="1" r:id="r0"/></sheets></workbook>',
    );
    const styles = Buffer.from('<styleSheet><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>');
    const relations = Buffer.from(
      '<Relationships><Relationship Id="r0" Type="/worksheet" Target="worksheets/s0.xml"/><Relationship Id="s" Type="/styles" Target="styles.xml"/></Relationships>',
    );
    const cells =
      '<row r="3"><c r="B3" s="0"><v>44895</v></c><c><v>x</v></c></row><row><c r="A4" t="n"><v>y</v></c></row>';
    const octets = workbook(
      [{ name: "S", cells }],
      [
        { name: "xl/workbook.xml", octets: book },
        { name: "xl/_rels/workbook.xml.rels", octets: relations },
        { name: "xl/styles.xml", octets: styles },
      ],
    );
    expect(await read(octets)).toMatchObject({
      rows: [[null, new Date("2026-12-01T00:00:00Z"), "x"], ["y"]],
      lines: [3, 4],
    });
  });

  test("in UTF-16 is read, one with a document type of its own is not", async () => {
    const xml = "<worksheet><sheetData><row><c t='inlineStr'><is><t>Łódź</t></is></c></row></sheetData></worksheet>";
    const sheet = (octets: Buffer) => workbook([{ name: "S", cells: "" }], [{ name: "xl/worksheets/s0.xml", octets }]);
    expect((await read(sheet(Buffer.from(`\ufeff${xml}`, "utf16le")))).rows).toEqual([["Łódź"]]);
    const entity = `<!DOCTYPE x [<!ENTITY a "aaaa">]>${xml.replace("Łódź", "&a;")}`;
    await expect(read(sheet(Buffer.from(entity)))).rejects.toThrow(/can't be read/);
  });

  test("that unpacks to far more than it says or than we read is refused before it fills the memory", async () => {
    const huge = { name: "xl/sharedStrings.xml", octets: Buffer.alloc(limits.inflatedOctetsMax + 1) };
    const relation =
      '<Relationships><Relationship Id="r0" Type="/worksheet" Target="worksheets/s0.xml"/><Relationship Id="x" Type="/sharedStrings" Target="sharedStrings.xml"/></Relationships>';
    const octets = workbook(
      [{ name: "S", cells: filled }],
      [{ name: "xl/_rels/workbook.xml.rels", octets: Buffer.from(relation) }, huge],
    );
    expect(octets.length).toBeLessThan(1_000_000);
    await expect(read(octets)).rejects.toThrow(/more than 128 MB once unpacked/);

    const bomb = deflateRawSync(Buffer.alloc(50_000_000));
    const lying = writeZip([{ name: "a", octets: Buffer.from("12345") }], "deflated");
    const directory = lying.lastIndexOf(Buffer.from("504b0102", "hex"));
    const body = Buffer.concat([lying.subarray(0, 31), bomb]);
    const listing = Buffer.from(lying.subarray(directory));
    listing.writeUInt32LE(bomb.length, 20);
    listing.writeUInt32LE(body.length, listing.length - 6);
    expect(() => openZip(Buffer.concat([body, listing])).read("a")).toThrow(SheetError);
  });
});

describe("limits", () => {
  test("more octets, rows or columns than we read are refused with what to do", async () => {
    await expect(read(new Uint8Array(limits.octetsMax + 1))).rejects.toThrow(/larger than 20 MB. Split it/);
    await expect(read("a\n".repeat(limits.rowsMax + 1))).rejects.toThrow(/more than 200,000 rows. Split it/);
    await expect(read(`x\n${"a,".repeat(limits.columnsMax)}b`)).rejects.toThrow(/^Line 2 has more than 100 columns/);
    expect((await read("a\n".repeat(limits.rowsMax))).rows).toHaveLength(limits.rowsMax);
  });

  test("a cell longer than we keep is cut where one sees it, and counted", async () => {
    const { rows, cutCells } = await read(`a,b\n${"1".repeat(501)},${"1".repeat(500)}`);
    expect(cutCells).toBe(1);
    expect(rows[1]).toEqual([`${"1".repeat(499)}…`, "1".repeat(500)]);
  });
});
