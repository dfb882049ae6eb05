/** A statement of account: the balance at the start, every movement, the balance at the end. */
import { minorDigits } from "@switchyard/engine";
import type { StatementDocument } from "./data.ts";
import { count, figures } from "./figures.ts";
import { drawLetterhead, type Fact, legalLines } from "./letterhead.ts";
import { createPaper } from "./paper.ts";
import { drawParagraph } from "./paragraphs.ts";
import { type Column, drawTable, type Row } from "./table.ts";
import { drawTotals, heightOfTotals, type Total } from "./totals.ts";

export async function renderStatement(statement: StatementDocument): Promise<Uint8Array> {
  const title = "Statement of account";
  const base = { ...statement, footer: legalLines(statement) };
  const runningHead = `${title} · ${statement.buyer.name} · ${periodOf(statement)}`;
  const paper = createPaper({ base, title: `${title} ${periodOf(statement)}`, watermark: null, runningHead });
  paper.newPage();
  const top = drawLetterhead(paper, { base: statement, title, mark: null, facts: factsOf(statement) });
  const totals = totalsOf(statement);
  const tableEnd = drawTable(paper, { columns, rows: rowsOf(statement), top, keepBelow: heightOfTotals(totals) });
  const totalsEnd = drawTotals(paper, totals, tableEnd);
  if (statement.notes.length > 0) drawParagraph(paper, { heading: null, texts: statement.notes }, totalsEnd + 12);
  return paper.finish();
}

function factsOf(statement: StatementDocument): Fact[] {
  const { timeZone, buyerReference, currency, opening, closing } = statement;
  const [openingShown = "", closingShown = ""] = figures([opening, closing], minorDigits(currency));
  return [
    { label: "Period", value: periodOf(statement) },
    { label: "Time zone", value: timeZone },
    ...(buyerReference ? [{ label: "Your reference", value: buyerReference }] : []),
    { label: "Currency", value: currency },
    { label: "Opening balance", value: openingShown },
    { label: "Closing balance", value: closingShown },
  ];
}

function periodOf({ periodFrom, periodTo }: StatementDocument): string {
  return `${periodFrom} to ${periodTo}`;
}

const columns: readonly Column[] = [
  { head: "Date", align: "left", width: "fit" },
  { head: "Kind", align: "left", width: "fit" },
  { head: "Description", align: "left", width: "rest" },
  { head: "Amount", align: "right", width: "fit" },
  { head: "Balance", align: "right", width: "fit" },
];

function rowsOf({ periodFrom, opening, movements, currency }: StatementDocument): Row[] {
  const digits = minorDigits(currency);
  const amounts = figures(
    movements.map(({ amount }) => amount),
    digits,
  );
  const [openingShown = "", ...balances] = figures([opening, ...movements.map(({ balance }) => balance)], digits);
  return [
    { cells: [periodFrom, "", "Opening balance", "", openingShown], isStrong: true },
    ...movements.map(({ date, kind, description }, index) => ({
      cells: [date, kind, description, amounts[index] ?? "", balances[index] ?? ""],
    })),
  ];
}

/** Reads as a sum: what was there, what came and went by kind, what is there now. */
function totalsOf({ opening, totals, closing, currency }: StatementDocument): Total[] {
  const [openingShown = "", closingShown = "", ...shown] = figures(
    [opening, closing, ...totals.map(({ amount }) => amount)],
    minorDigits(currency),
  );
  return [
    { label: "Opening balance", figure: openingShown, kind: "plain" },
    ...totals.map(({ kind, count: movements }, index): Total => {
      return { label: `${kind} (${count(movements)})`, figure: shown[index] ?? "", kind: "plain" };
    }),
    { label: "Closing balance", figure: `${currency} ${closingShown}`, kind: "due" },
  ];
}
