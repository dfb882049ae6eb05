/** A credit note: what is given back, and which invoice or payment it corrects. */
import { minorDigits } from "@switchyard/engine";
import type { CreditNoteDocument } from "./data.ts";
import { figure } from "./figures.ts";
import { taxLines } from "./invoice.ts";
import { drawLetterhead, type Fact, legalLines } from "./letterhead.ts";
import { createPaper } from "./paper.ts";
import { drawParagraph } from "./paragraphs.ts";
import { drawTable } from "./table.ts";
import { drawTotals, heightOfTotals, type Total } from "./totals.ts";

export async function renderCreditNote(note: CreditNoteDocument): Promise<Uint8Array> {
  const title = `Credit note ${note.number}`;
  const base = { ...note, footer: legalLines(note) };
  const paper = createPaper({ base, title, watermark: null, runningHead: `${title} · ${note.buyer.name}` });
  paper.newPage();
  const top = drawLetterhead(paper, { base: note, title, mark: null, facts: factsOf(note) });
  const digits = minorDigits(note.currency);
  const totals: Total[] = [
    { label: "Net total", figure: figure(note.net, digits), kind: "plain" },
    ...taxLines(note.taxes, note.currency),
    { label: "Amount credited", figure: `${note.currency} ${figure(note.total, digits)}`, kind: "due" },
  ];
  const tableEnd = drawTable(paper, {
    columns: [
      { head: "Corrects", align: "left", width: "rest" },
      { head: "Net amount", align: "right", width: "fit" },
    ],
    rows: [{ cells: [note.corrects, figure(note.net, digits)] }],
    top,
    keepBelow: heightOfTotals(totals),
  });
  const totalsEnd = drawTotals(paper, totals, tableEnd);
  const reasonEnd = drawParagraph(paper, { heading: "Reason", texts: [note.reason] }, totalsEnd + 12);
  if (note.notes.length > 0) drawParagraph(paper, { heading: null, texts: note.notes }, reasonEnd + 10);
  return paper.finish();
}

function factsOf({ number, date, buyerReference, currency }: CreditNoteDocument): Fact[] {
  return [
    { label: "Credit note", value: number },
    { label: "Date", value: date },
    ...(buyerReference ? [{ label: "Your reference", value: buyerReference }] : []),
    { label: "Currency", value: currency },
  ];
}
