/** Everything the paperwork threads can do, by name. A new task is a line here. */
import { renderCreditNote } from "./documents/credit-note.ts";
import { renderInvoice } from "./documents/invoice.ts";
import { renderStatement } from "./documents/statement.ts";
import { readPriceList } from "./price-list.ts";
import { writePriceNotice } from "./price-notice.ts";
import { writeSheet } from "./write-sheet.ts";

export const tasks = {
  renderInvoice,
  renderCreditNote,
  renderStatement,
  readPriceList,
  writePriceNotice,
  writeSheet,
};
