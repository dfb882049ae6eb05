/** Bounds of what crosses the admin API, each with its unit. */
export const limits = {
  pageSizeDefault: 50,
  pageSizeMax: 200,
  cursorCharsMax: 512,
  searchCharsMax: 200,
  /** Prices or costs created by one request. */
  tariffRowsMax: 1000,
  poolMembersMax: 50,
  /** Comments, notes, reasons. */
  noteCharsMax: 2000,
  nameCharsMax: 100,
  passwordCharsMin: 10,
  passwordCharsMax: 200,
  /** How long a rotated SMPP password may stay good: 30 days. */
  overlapMinutesMax: 43_200,
} as const;
