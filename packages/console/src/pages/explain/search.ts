/** Whose message the page explains. What else is typed stays out of the URL: numbers and texts belong to people. */
export function explainSearch(raw: Record<string, unknown>): { client?: string } {
  return typeof raw.client === "string" && /^\d{1,10}$/.test(raw.client) ? { client: raw.client } : {};
}
