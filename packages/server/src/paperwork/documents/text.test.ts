import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { faceFor, hasCharacter, mainFace } from "./faces.ts";
import { linesOf, widthOfText } from "./lines.ts";
import { paragraphOf, runsOf } from "./runs.ts";

const weights = ["regular", "bold"] as const;
const type = { weight: "regular", size: 10 } as const;
const clusters = new Intl.Segmenter("und", { granularity: "grapheme" });

/** The runs as they stand on paper, from left to right. */
const onPaper = (text: string) => runsOf(paragraphOf(text), "regular").map((run) => run.text);

describe("the faces", () => {
  it.each([
    ["Latin", "Łódź Østergård Çiğdem Đoković ñandú ßẞ œuvre"],
    ["Vietnamese", "Tập đoàn Viễn thông Quân đội"],
    ["Greek", "Ελληνική Δημοκρατία ΐΰ"],
    ["Cyrillic", "Общество Ўзбекистон Їжак Ѓорѓи Қазақстан"],
    ["Arabic", "شركة النور للاتصالات"],
    ["Persian and Urdu", "پاکستان یہ ہے گچژ"],
    ["Hebrew", "חברת תקשורת בע״מ"],
    ["Armenian", "Հայաստան"],
    ["Georgian", "საქართველო"],
    ["simplified Chinese", "北京云信国际通信科技有限公司，（）"],
    ["traditional Chinese", "臺灣大哥大股份有限公司"],
    ["Japanese", "株式会社ソフトバンク・ドコモの込"],
    ["Korean", "에스케이텔레콤 주식회사 뷁"],
    ["Thai", "บริษัท แอดวานซ์ อินโฟร์ เซอร์วิส จำกัด"],
    ["Devanagari", "भारती एयरटेल लिमिटेड"],
    ["signs", "€ £ ¥ ₹ ₦ ₽ ₺ № § ± × → ✓ “„‚’…–—"],
  ])("have every character of %s", (_, text) => {
    for (const weight of weights) {
      const missing = [...clusters.segment(text)].filter(({ segment }) => !faceFor(segment, weight));
      expect(missing.map(({ segment }) => segment)).toEqual([]);
      expect(faceGlyphs(text, weight)).not.toContain(0);
    }
  });

  it("show a box for a character that none of them has", () => {
    expect(faceFor("𓀀", "regular")).toBeUndefined();
    expect(faceGlyphs("𓀀", "regular")).toEqual([0]);
    expect(widthOfText("𓀀", type)).toBeGreaterThan(2);
  });

  it("have in the main face whatever is set word by word", () => {
    const plain = Array.from({ length: 0x2100 }, (_, code) => String.fromCodePoint(code)).filter(
      (character) => paragraphOf(character).levels === undefined,
    );
    expect(plain.length).toBeGreaterThan(400);
    for (const weight of weights) {
      expect(plain.filter((character) => !hasCharacter(mainFace(weight), character))).toEqual([]);
    }
  });
});

function faceGlyphs(text: string, weight: "regular" | "bold"): number[] {
  const runs = runsOf(paragraphOf(text), weight);
  return runs.flatMap((run) => run.face.font.layout(run.text).glyphs.map(({ id }) => id));
}

it("sets every letter of the scripts with rules of their own, alone and beside others", () => {
  const blocks = [
    [0x0590, 0x08ff],
    [0x0900, 0x097f],
    [0x0e00, 0x0e7f],
  ] as const;
  for (const [from, to] of blocks) {
    for (let code = from; code <= to; code++) {
      const letter = String.fromCodePoint(code);
      for (const text of [letter, `ب${letter}ب`]) expect(widthOfText(text, type)).toBeGreaterThanOrEqual(0);
    }
  }
});

describe("the order on paper", () => {
  it.each([
    ["a Latin text", "Telekom (26201)", ["Telekom (26201)"]],
    ["a name from right to left", "שלום", ["שלום"]],
    ["a number in a text from right to left", "רחוב 15 הרצל", ["הרצל", " ", "15", "רחוב "]],
    ["a Latin word in a text from right to left", "הודעה ABC עברית", ["עברית", " ", "ABC", "הודעה "]],
    ["a name from right to left in a Latin text", "SMS, שלום, ok", ["SMS, ", "שלום", ", ok"]],
    ["brackets, which face the other way", "קומה (2)", ["(", "2", ")", "קומה "]],
  ])("is right for %s", (_, text, expected) => {
    expect(onPaper(text)).toEqual(expected);
  });

  it("shapes Arabic letters by their place in the word", () => {
    const shapes = (text: string) => new Set(faceGlyphs(text, "regular")).size;
    expect(shapes("ببب")).toBeGreaterThan(shapes("ب"));
  });
});

describe("breaking lines", () => {
  const text = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 200 }),
    fc.stringMatching(/^[a-zA-Z ,./()\-0-9]{0,200}$/),
    fc.stringMatching(/^[一-龥。，（）ก-ฮa ]{0,100}$/),
    fc.stringMatching(/^[א-ת 0-9()a-c]{0,100}$/),
  );

  it("stays within the width, but for single characters that are wider", () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 5, max: 300 }), (given, width) => {
        for (const line of linesOf(given, type, width)) {
          const isOneCluster = [...clusters.segment(line.runs.map((run) => run.text).join(""))].length <= 1;
          if (!isOneCluster) expect((line.width * type.size) / 1000).toBeLessThanOrEqual(width + 1e-6);
        }
      }),
    );
  });

  it("loses nothing but spaces at the ends of lines", () => {
    const written = fc.stringMatching(/^[a-zA-Z ,./()\-0-9一-龥]{0,200}$/);
    fc.assert(
      fc.property(written, fc.integer({ min: 5, max: 300 }), (given, width) => {
        const lines = linesOf(given, type, width).map(({ runs }) => runs.map((run) => run.text).join(""));
        expect(lines.join("").replaceAll(" ", "")).toBe(given.replaceAll(" ", ""));
      }),
    );
  });

  it.each([
    ["at spaces", "Brightmail Limited", 60, ["Brightmail", "Limited"]],
    ["between Chinese words, never before a comma", "中国移动通信，北京", 62, ["中国移动", "通信，北京"]],
    ["between Thai words", "สำนักงานใหญ่กรุงเทพ", 70, ["สำนักงานใหญ่", "กรุงเทพ"]],
    ["where it must", "abcdefghijklmnop", 40, ["abcdefg", "hijklmn", "op"]],
    ["where the text says so", "one\ntwo", 500, ["one", "two"]],
  ])("breaks %s", (_, given, width, expected) => {
    const lines = linesOf(given, type, width).map(({ runs }) => runs.map((run) => run.text).join(""));
    expect(lines).toEqual(expected);
  });
});
