/** The currencies accounts may be kept in (ISO 4217, circulating currencies), known to the runtime's own tables. */
export const currencies: readonly string[] = Intl.supportedValuesOf("currency").filter((code) =>
  /^[A-Z]{3}$/.test(code),
);

const known = new Set(currencies);

export function isCurrency(code: string): boolean {
  return known.has(code);
}
