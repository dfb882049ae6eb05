/** Documents of an invented operator, for tests. */
import { crc32, deflateSync } from "node:zlib";
import type {
  CreditNoteDocument,
  DocumentBase,
  InvoiceDocument,
  InvoiceLine,
  StatementDocument,
} from "../../src/paperwork/documents/data.ts";

const base: DocumentBase = {
  brand: { name: "Northlight", logo: null, contact: "Questions: billing@northlight.example", color: "#145ac8" },
  seller: {
    name: "Northlight Messaging GmbH",
    address: ["Lange Reihe 14", "20099 Hamburg"],
    country: "Germany",
    taxId: "DE318274655",
    registration: "HRB 148220 Hamburg",
    contact: ["+49 40 5550 1200"],
  },
  buyer: {
    name: "Brightmail Ltd",
    address: ["22 Shoreditch High Street", "London E1 6PG"],
    country: "United Kingdom",
    taxId: "GB284739201",
    registration: null,
    contact: [],
  },
  currency: "EUR",
  madeAt: "2026-10-01T06:00:00Z",
  footer: ["Managing director: Anna Petersen"],
};

export function sampleLine(index: number): InvoiceLine {
  return {
    description: `SMS, Germany, line no. ${index + 1} (26201)`,
    billing: index % 3 === 0 ? "by delivered" : "by submitted",
    quantity: String(1_000 + index),
    unitPrice: "0.0075",
    amount: "12.5",
  };
}

export function sampleInvoice(lineCount: number, changes: Partial<InvoiceDocument> = {}): InvoiceDocument {
  return {
    ...base,
    number: "INV-2026-0007",
    isVoid: false,
    issueDate: "2026-10-01",
    dueDate: "2026-10-15",
    periodFrom: "2026-09-01",
    periodTo: "2026-09-30",
    buyerReference: "C-10482",
    bankAccounts: [
      {
        bank: "Hanse Kontor Bank",
        holder: "Northlight Messaging GmbH",
        account: "DE89370400440532013000",
        bic: "COBADEFFXXX",
        currency: "EUR",
      },
    ],
    lines: Array.from({ length: lineCount }, (_, index) => sampleLine(index)),
    exactSubtotal: "15700.0115",
    rounding: "-0.0015",
    netTotal: "15700.01",
    taxes: [{ name: "VAT", rate: "19", net: "15700.01", tax: "2983" }],
    taxTotal: "2983",
    total: "18683.01",
    paid: "5000",
    open: "13683.01",
    messageTotal: "1384922",
    notes: [],
    ...changes,
  };
}

export function sampleCreditNote(changes: Partial<CreditNoteDocument> = {}): CreditNoteDocument {
  return {
    ...base,
    number: "CN-2026-0003",
    date: "2026-10-05",
    corrects: "Invoice INV-2026-0007 of 2026-10-01",
    reason: "Charged at the price before the change.",
    buyerReference: "C-10482",
    net: "240.5",
    taxes: [{ name: "VAT", rate: "19", net: "240.5", tax: "45.7" }],
    total: "286.2",
    notes: [],
    ...changes,
  };
}

export function sampleStatement(movementCount: number, changes: Partial<StatementDocument> = {}): StatementDocument {
  return {
    ...base,
    periodFrom: "2026-09-01",
    periodTo: "2026-09-30",
    timeZone: "Europe/London",
    buyerReference: "C-10482",
    opening: "1520.4025",
    movements: Array.from({ length: movementCount }, (_, index) => ({
      date: "2026-09-12",
      kind: "Charges",
      description: `movement no. ${index + 1}`,
      amount: "-31.0725",
      balance: `${1_000 + index}.1`,
    })),
    closing: "884.1",
    totals: [{ kind: "Charges", count: String(movementCount), amount: "-636.3025" }],
    notes: [],
    ...changes,
  };
}

/** A PNG with an alpha channel, all of one colour. */
export function samplePng(width: number, height: number): Uint8Array<ArrayBuffer> {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const row = [0, ...Array.from({ length: width }, () => [20, 90, 200, 128]).flat()];
  const pixels = Buffer.from(Array.from({ length: height }, () => row).flat());
  const magic = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
  return Uint8Array.from([
    ...magic,
    ...pngChunk("IHDR", header),
    ...pngChunk("IDAT", deflateSync(pixels)),
    ...pngChunk("IEND", Buffer.alloc(0)),
  ]);
}

function pngChunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  checksum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, checksum]);
}
