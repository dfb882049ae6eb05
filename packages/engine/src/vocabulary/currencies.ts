/** The currencies accounts may be kept in (ISO 4217, circulating currencies), known to the runtime's own tables. */
export const currencies: readonly string[] = Intl.supportedValuesOf("currency").filter((code) =>
  /^[A-Z]{3}$/.test(code),
);

const known = new Set(currencies);

export function isCurrency(code: string): boolean {
  return known.has(code);
}

const digits = new Map<string, number>();

/** How many decimals a payable amount of a currency has: 2 for EUR, 0 for JPY, 3 for KWD. */
export function minorDigits(currency: string): number {
  let known = digits.get(currency);
  if (known === undefined) {
    const { maximumFractionDigits = 2 } = new Intl.NumberFormat("en", {
      style: "currency",
      currency,
    }).resolvedOptions();
    // Money is kept to six.
    known = Math.min(maximumFractionDigits, 6);
    digits.set(currency, known);
  }
  return known;
}
