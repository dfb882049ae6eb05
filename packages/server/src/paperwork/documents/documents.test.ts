import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type PdfText, pdfLines, pdfPages } from "../../../test/paperwork/pdf-text.ts";
import {
  sampleCreditNote,
  sampleInvoice,
  sampleLine,
  samplePng,
  sampleStatement,
} from "../../../test/paperwork/sample-documents.ts";
import { renderCreditNote } from "./credit-note.ts";
import { renderInvoice } from "./invoice.ts";
import { renderStatement } from "./statement.ts";

type Page = { readonly lines: string[]; readonly pieces: PdfText[] };

async function read(pdf: Promise<Uint8Array>): Promise<Page[]> {
  return pdfPages(await pdf).map((pieces) => ({ pieces, lines: pdfLines(pieces) }));
}

/** Everything on all pages, a line of type a line. */
async function textOf(pdf: Promise<Uint8Array>): Promise<string> {
  return (await read(pdf)).flatMap(({ lines }) => lines).join("\n");
}

describe("an invoice", () => {
  it("asks for what its currency can be paid with, and prices parts as exactly as they are", async () => {
    const sums = { netTotal: "1250.00", taxTotal: "0.00", total: "1250.00", open: "1250.00", taxes: [] };
    const text = await textOf(renderInvoice(sampleInvoice(1, { ...sums, currency: "JPY" })));
    expect(text).toContain("Amount due JPY 1,250\n");
    expect(text).toContain("Please pay JPY 1,250 by");
    expect(text).toContain("0.0075");
    const dinars = await textOf(renderInvoice(sampleInvoice(1, { ...sums, currency: "KWD" })));
    expect(dinars).toContain("Amount due KWD 1,250.000\n");
  });

  it("says who asks whom for what, and how to pay", async () => {
    const text = await textOf(renderInvoice(sampleInvoice(2)));
    for (const line of [
      "Invoice INV-2026-0007",
      "Brightmail Ltd",
      "London E1 6PG",
      "Issued 2026-10-01",
      "Description Charged Quantity Unit price Amount",
      "SMS, Germany, line no. 1 (26201) by delivered 1,000 0.0075 12.50",
      "SMS, Germany, line no. 2 (26201) by submitted 1,001 0.0075 12.50",
      "Sum of the lines 15,700.0115",
      "Rounding -0.0015",
      "Net total 15,700.01",
      "VAT 19 % on 15,700.01 2,983.00",
      "Total 18,683.01",
      "Paid 5,000.00",
      "Amount due EUR 13,683.01",
      "Please pay EUR 13,683.01 by 2026-10-15 and quote INV-2026-0007.",
      "IBAN DE89 3704 0044 0532 0130 00",
    ]) {
      expect(text.split("\n")).toContain(line);
    }
    expect(text).toContain("Northlight Messaging GmbH · Tax ID DE318274655 · Reg. no. HRB 148220 Hamburg Page 1 of 1");
  });

  it("lists each rate of tax, and their sum where there are several", async () => {
    const taxes = [
      { name: "VAT", rate: "19", net: "100", tax: "19" },
      { name: "VAT", rate: "7", net: "50", tax: "3.5" },
    ];
    const text = await textOf(renderInvoice(sampleInvoice(1, { taxes, taxTotal: "22.5" })));
    expect(text).toContain("VAT 19 % on 100.00 19.00\nVAT 7 % on 50.00 3.50\nTaxes in all 22.50");
  });

  it("leaves out what is nothing: taxes, rounding, payments", async () => {
    const changes = { taxes: [], rounding: null, paid: "0", taxTotal: "0" };
    const text = await textOf(renderInvoice(sampleInvoice(1, changes)));
    expect(text).toContain("Net total 15,700.01\nTotal 18,683.01\nAmount due EUR 13,683.01");
  });

  it("asks for no money while it is a draft, void or paid", async () => {
    const changes = [{ number: null }, { isVoid: true }, { open: "0.00" }];
    const texts = await Promise.all(changes.map((change) => textOf(renderInvoice(sampleInvoice(1, change)))));
    for (const text of texts) expect(text).not.toContain("Please pay");
    expect(texts.map((text) => /DRAFT|VOID/.exec(text)?.[0])).toEqual(["DRAFT", "VOID", undefined]);
  });

  it("numbers its pages and repeats the head of the table and its own number on each", async () => {
    const pages = await read(renderInvoice(sampleInvoice(150)));
    expect(pages.length).toBeGreaterThan(4);
    for (const [index, { lines }] of pages.entries()) {
      expect(lines.join("\n")).toContain(`Page ${index + 1} of ${pages.length}`);
      if (index > 0) expect(lines[0]).toBe("Invoice INV-2026-0007 · Brightmail Ltd");
    }
    const withLines = pages.filter(({ lines }) => lines.some((line) => line.startsWith("SMS, Germany")));
    for (const { lines } of withLines) expect(lines).toContain("Description Charged Quantity Unit price Amount");
    const numbers = pages.flatMap(({ lines }) => lines.flatMap((line) => /line no\. (\d+)/.exec(line)?.[1] ?? []));
    expect(numbers).toEqual(Array.from({ length: 150 }, (_, index) => String(index + 1)));
  });

  it("keeps the amount due on the page of the last line, wherever the page ends", async () => {
    for (let count = 14; count <= 34; count++) {
      const pages = await read(renderInvoice(sampleInvoice(count)));
      const [page] = pages.filter(({ lines }) => lines.some((line) => line.includes("Amount due")));
      expect(page?.lines.join("\n"), `${count} lines`).toContain(`line no. ${count} (26201)`);
    }
  });

  it("says so when nothing was charged", async () => {
    expect(await textOf(renderInvoice(sampleInvoice(0)))).toContain("Nothing was charged in this period.");
  });

  it("keeps everything on the paper, whatever names and amounts it is given", async () => {
    const text = fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 300 }),
      fc.string({ unit: "binary", maxLength: 60 }),
      fc.stringMatching(/^[A-Za-z ]{0,600}$/),
      fc.stringMatching(/^[\u0600-\u06ff\u05d0-\u05ea (){}[\]1-9a-f]{0,200}$/),
      fc.constant("x".repeat(3_000)),
      fc.constant("Langer Name ".repeat(300)),
    );
    const amount = fc.stringMatching(/^-?\d{1,18}(\.\d{1,6})?$/);
    // A line that fills the rest of its second page.
    const filling: [[string, string, string, string, string]] = [
      ["Langer Name ".repeat(300), "", "x".repeat(3_000), "000000000.000004", "00000000000"],
    ];
    const made = fc.tuple(text, text, text, amount, fc.stringMatching(/^\d{1,18}$/));
    await fc.assert(
      fc.asyncProperty(made, async ([name, address, description, unitPrice, quantity]) => {
        const line = { ...sampleLine(0), description, unitPrice, amount: unitPrice, quantity };
        const { buyer } = sampleInvoice(0);
        const invoice = sampleInvoice(1, { buyer: { ...buyer, name, address: [address] }, lines: [line] });
        for (const { pieces } of await read(renderInvoice(invoice))) {
          for (const { x, y } of pieces.filter(({ text }) => text !== "")) {
            expect(x).toBeGreaterThan(20);
            expect(x).toBeLessThan(540);
            expect(y).toBeGreaterThan(20);
            expect(y).toBeLessThan(830);
          }
        }
      }),
      { numRuns: 8, examples: [filling] },
    );
  });

  it("comes out the same to the octet from the same data, with the moment it was made", async () => {
    const logo = { kind: "png", octets: samplePng(40, 20) } as const;
    const invoice = sampleInvoice(3, { brand: { ...sampleInvoice(0).brand, logo } });
    const first = await renderInvoice(invoice);
    expect(Buffer.compare(first, await renderInvoice(structuredClone(invoice)))).toBe(0);
    expect(Buffer.from(first).toString("latin1")).toContain("(D:20261001060000Z)");
  });

  it("shows the brand's name instead of a logo that can't be read", async () => {
    const brand = sampleInvoice(0).brand;
    const whole = samplePng(40, 20);
    const shown = (octets: Uint8Array) =>
      textOf(renderInvoice(sampleInvoice(1, { brand: { ...brand, logo: { kind: "png", octets } } })));
    expect((await shown(whole)).split("\n")[0]).not.toContain("Northlight Northlight");
    for (const octets of [whole.subarray(0, 50), whole.with(45, 99), Uint8Array.of(1, 2, 3)]) {
      expect((await shown(octets)).split("\n")).toContain("Northlight");
    }
  });
});

describe("a credit note", () => {
  it("says what it corrects, why and how much is given back", async () => {
    const text = await textOf(renderCreditNote(sampleCreditNote()));
    for (const line of [
      "Credit note CN-2026-0003",
      "Invoice INV-2026-0007 of 2026-10-01 240.50",
      "VAT 19 % on 240.50 45.70",
      "Amount credited EUR 286.20",
      "Reason",
      "Charged at the price before the change.",
    ]) {
      expect(text.split("\n")).toContain(line);
    }
  });
});

describe("a statement", () => {
  it("goes from the opening balance over every movement to the closing balance", async () => {
    const pages = await read(renderStatement(sampleStatement(90)));
    const lines = pages.flatMap((page) => page.lines);
    expect(lines).toContain("2026-09-01 Opening balance 1,520.4025");
    expect(lines).toContain("2026-09-12 Charges movement no. 90 -31.0725 1,089.1000");
    expect(lines.filter((line) => line.includes("movement no."))).toHaveLength(90);
    expect(lines).toContain("Charges (90) -636.3025");
    expect(lines).toContain("Closing balance EUR 884.1000");
    for (const page of pages.slice(1)) expect(page.lines[1]).toBe("Date Kind Description Amount Balance");
  });

  it("stands without a single movement", async () => {
    const text = await textOf(renderStatement(sampleStatement(0, { totals: [] })));
    expect(text).toContain("Closing balance EUR 884.1000");
  });
});
