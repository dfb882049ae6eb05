/** What the page of an invoice keeps in its URL: which of its drawers is open. */
export const invoiceDrawers = ["comment", "issue", "send", "void", "credit"] as const;
export type InvoiceDrawer = (typeof invoiceDrawers)[number];

export function invoiceSearch(raw: Record<string, unknown>): { drawer?: InvoiceDrawer } {
  const drawer = invoiceDrawers.find((name) => name === raw.drawer);
  return drawer ? { drawer } : {};
}
