/** An invoice: what was used in a period, the taxes, and what is left to pay. */
import { minorDigits } from "@switchyard/engine";
import type { Amount, BankAccount, InvoiceDocument, TaxTotal } from "./data.ts";
import { count, figure, figures, isZero } from "./figures.ts";
import { drawLetterhead, type Fact, labelled, legalLines } from "./letterhead.ts";
import { createPaper, type Paper } from "./paper.ts";
import { drawColumns, drawParagraph, heightOfColumns, type Paragraph } from "./paragraphs.ts";
import { type Column, drawTable, type Row } from "./table.ts";
import { drawTotals, heightOfTotals, type Total } from "./totals.ts";

export async function renderInvoice(invoice: InvoiceDocument): Promise<Uint8Array> {
  const title = invoice.number === null ? "Invoice (draft)" : `Invoice ${invoice.number}`;
  const paper = createPaper({
    base: { ...invoice, footer: legalLines(invoice) },
    title,
    watermark: invoice.isVoid ? "VOID" : invoice.number === null ? "DRAFT" : null,
    runningHead: `${title} · ${invoice.buyer.name}`,
  });
  paper.newPage();
  const mark = invoice.isVoid ? "VOID" : null;
  const top = drawLetterhead(paper, { base: invoice, title, mark, facts: factsOf(invoice) });
  const totals = totalsOf(invoice);
  const keepBelow = heightOfTotals(totals);
  const tableEnd = drawTable(paper, { columns: columnsOf(invoice), rows: rowsOf(invoice), top, keepBelow });
  const totalsEnd = drawTotals(paper, totals, tableEnd);
  drawRest(paper, invoice, totalsEnd + 12);
  return paper.finish();
}

function factsOf(invoice: InvoiceDocument): Fact[] {
  const { number, issueDate, dueDate, periodFrom, periodTo, buyerReference, currency, messageTotal } = invoice;
  return [
    { label: "Invoice number", value: number ?? "none yet (draft)" },
    { label: "Issued", value: issueDate },
    { label: "Due", value: dueDate },
    { label: "Period", value: `${periodFrom} to ${periodTo}` },
    ...(buyerReference ? [{ label: "Your reference", value: buyerReference }] : []),
    { label: "Currency", value: currency },
    { label: "Messages", value: count(messageTotal) },
  ];
}

function columnsOf({ lines }: InvoiceDocument): readonly Column[] {
  const hasBilling = lines.some(({ billing }) => billing !== "");
  return [
    { head: "Description", align: "left", width: "rest" },
    ...(hasBilling ? [{ head: "Charged", align: "left", width: "fit" } as const] : []),
    { head: "Quantity", align: "right", width: "fit" },
    { head: "Unit price", align: "right", width: "fit" },
    { head: "Amount", align: "right", width: "fit" },
  ];
}

function rowsOf({ lines, currency }: InvoiceDocument): Row[] {
  const hasBilling = lines.some(({ billing }) => billing !== "");
  const column = (amounts: readonly Amount[]) => figures(amounts, minorDigits(currency));
  const prices = column(lines.map(({ unitPrice }) => unitPrice));
  const amounts = column(lines.map(({ amount }) => amount));
  if (lines.length === 0) return [{ cells: ["Nothing was charged in this period.", "", "", ""] }];
  return lines.map(({ description, billing, quantity }, index) => ({
    cells: [description, ...(hasBilling ? [billing] : []), count(quantity), prices[index] ?? "", amounts[index] ?? ""],
  }));
}

function totalsOf(invoice: InvoiceDocument): Total[] {
  const { exactSubtotal, rounding, netTotal, taxes, taxTotal, total, paid, open, currency } = invoice;
  const digits = minorDigits(currency);
  const payable = (amount: Amount) => figure(amount, digits);
  const hasRounding = rounding !== null && !isZero(rounding);
  const [sumShown = "", roundingShown = ""] = hasRounding ? figures([exactSubtotal, rounding], digits) : [];
  return [
    ...(hasRounding
      ? ([
          { label: "Sum of the lines", figure: sumShown, kind: "plain" },
          { label: "Rounding", figure: roundingShown, kind: "plain" },
        ] as const)
      : []),
    { label: "Net total", figure: payable(netTotal), kind: "plain" },
    ...taxLines(taxes, currency),
    ...(taxes.length > 1 ? [{ label: "Taxes in all", figure: payable(taxTotal), kind: "plain" } as const] : []),
    { label: "Total", figure: payable(total), kind: "sum" },
    ...(isZero(paid) ? [] : [{ label: "Paid", figure: payable(paid), kind: "plain" } as const]),
    { label: "Amount due", figure: `${currency} ${payable(open)}`, kind: "due" },
  ];
}

/** One line for each rate, with the net amount it is on. */
export function taxLines(taxes: readonly TaxTotal[], currency: string): Total[] {
  const digits = minorDigits(currency);
  return taxes.map(({ name, rate, net, tax }) => ({
    label: `${name} ${rate} % on ${figure(net, digits)}`,
    figure: figure(tax, digits),
    kind: "plain",
  }));
}

function drawRest(paper: Paper, invoice: InvoiceDocument, top: number): void {
  let y = top;
  if (invoice.notes.length > 0) y = drawParagraph(paper, { heading: null, texts: invoice.notes }, y) + 10;
  const isPayable = invoice.number !== null && !invoice.isVoid && !isZero(invoice.open);
  if (!isPayable) return;
  const { dueDate, number, currency, open } = invoice;
  const request = `Please pay ${currency} ${figure(open, minorDigits(currency))} by ${dueDate} and quote ${number}.`;
  const accounts = invoice.bankAccounts.map(accountParagraph);
  y = drawParagraph(paper, { heading: "Payment", texts: [request] }, y, heightOfColumns(accounts));
  drawColumns(paper, accounts, y + 8);
}

function accountParagraph({ bank, holder, account, bic, currency }: BankAccount): Paragraph {
  const number = /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(account) ? `IBAN ${inFours(account)}` : `Account ${account}`;
  return {
    heading: currency ? `${bank} (${currency})` : bank,
    texts: [`Account holder ${holder}`, number, labelled("BIC", bic)].filter((text) => text !== ""),
  };
}

/** As IBANs are printed (ISO 13616). */
function inFours(iban: string): string {
  return iban.replace(/(.{4})(?=.)/g, "$1 ");
}
