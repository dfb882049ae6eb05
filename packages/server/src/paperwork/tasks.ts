/** Everything the paperwork threads can do, by name. A new task is a line here. */
import { renderCreditNote } from "./documents/credit-note.ts";
import { renderInvoice } from "./documents/invoice.ts";
import { renderStatement } from "./documents/statement.ts";
import { readNumberFile } from "./number-file.ts";
import { readNumberingPlan } from "./numbering-plan.ts";
import { readPriceList } from "./price-list.ts";
import { writePriceNotice } from "./price-notice.ts";
import { readRuleFile } from "./rule-file.ts";
import { writeSheet } from "./write-sheet.ts";

export const tasks = {
  renderInvoice,
  renderCreditNote,
  renderStatement,
  readNumberFile,
  readNumberingPlan,
  readPriceList,
  readRuleFile,
  writePriceNotice,
  writeSheet,
};
