/** Bounds of what crosses the admin API, each with its unit. */
export const limits = {
  pageSizeDefault: 50,
  pageSizeMax: 200,
  cursorCharsMax: 512,
  searchCharsMax: 200,
  /** Prices or costs created by one request. */
  tariffRowsMax: 1000,
  /** Rows or clients named one by one in a request. */
  selectionMax: 1000,
  /** A price list. */
  fileOctetsMax: 20 * 1024 * 1024,
  logoOctetsMax: 512 * 1024,
  /** Invoices one payment pays. */
  allocationsMax: 100,
  /** Exchange rates entered by one request. */
  ratesMax: 500,
  poolMembersMax: 50,
  /** Comments, notes, reasons. */
  noteCharsMax: 2000,
  nameCharsMax: 100,
  passwordCharsMin: 10,
  passwordCharsMax: 200,
  /** How long a rotated SMPP password may stay good: 30 days. */
  overlapMinutesMax: 43_200,
} as const;
