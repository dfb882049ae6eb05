/** How large a file and its parts may be. At a limit a file is refused with a sentence, never read in part. */
export const limits = {
  octetsMax: 20 * 1024 * 1024,
  /** All parts of a workbook that are read, inflated. */
  inflatedOctetsMax: 128 * 1024 * 1024,
  zipEntriesMax: 2_000,
  rowsMax: 200_000,
  columnsMax: 100,
  /** A longer cell is cut and ends with "…", so it can't pass for an amount, a code or a date. */
  cellCharsMax: 500,
  /** Faults that are told one by one; beyond that they are only counted. */
  faultsMax: 1_000,
  previewRows: 20,
  /** Title lines that may stand above the header row. */
  headerSearchRows: 50,
  /** Codes in one cell; more would multiply the rows of a small file. */
  codesPerCellMax: 100,
} as const;
