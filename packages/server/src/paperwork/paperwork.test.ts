import { afterAll, expect, it } from "vitest";
import { pdfLines, pdfPages } from "../../test/paperwork/pdf-text.ts";
import { sampleInvoice } from "../../test/paperwork/sample-documents.ts";
import { createPaperwork } from "./paperwork.ts";

const paperwork = createPaperwork();
afterAll(() => paperwork.close());

it("makes a document in a thread of its own", async () => {
  const pdf = await paperwork.run("renderInvoice", sampleInvoice(2));
  expect(pdfPages(pdf).flatMap(pdfLines)).toContain("Amount due EUR 13,683.01");
});

it("tells what is wrong with the data of a document", async () => {
  const invoice = sampleInvoice(1, { total: "1,5" });
  await expect(paperwork.run("renderInvoice", invoice)).rejects.toThrow('"1,5" is not an exact decimal');
});
