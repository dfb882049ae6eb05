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

  test("keeps stray quotes inside a cell", async () => {
    expect((await read('a,5" tube\n1,2')).rows[0]).toEqual(["a", '5" tube']);
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
    ["a cell without a place", '<row r="1"><c><v>1</v></c></row>', /can't be read/],
    ["XML cut short", '<row r="1"><c r="A1"><v>', /./],
  ])("with %s is refused at once", async (_, cells, says) => {
    const refused = read(workbook([{ name: "S", cells }]));
    await expect(refused).rejects.toThrow(SheetError);
    await expect(refused).rejects.toThrow(says);
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
