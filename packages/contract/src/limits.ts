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
  /** Routes of one owner: the platform, a product, a client. */
  routesMax: 5000,
  /** Senders one route names. */
  routeSendersMax: 1000,
  /** Numbers, or their beginnings, one route names. */
  routeRecipientsMax: 1000,
  /** A sender, or a pattern of senders with `*`. */
  senderPatternCharsMax: 40,
  /** What a text is searched for. */
  patternCharsMax: 1000,
  /** Labels of one supplier, and the characters of each. */
  labelsMax: 20,
  labelCharsMax: 40,
  /** Replacement rules of one client or supplier. */
  rulesMax: 5_000,
  /** What a rule looks for, and each of what it puts in its place. */
  ruleTextCharsMax: 1000,
  ruleReplacementsMax: 20,
  ruleFileOctetsMax: 5 * 1024 * 1024,
  /** Rows of an imported file that its preview shows. */
  ruleRowsShownMax: 500,
  /** A number as somebody wrote it. */
  numberCharsMax: 64,
  /** Numbers put on a list or taken off it by one request. */
  numbersMax: 10_000,
  /** Reception numbers given to a client by one request, and the keyword of one. */
  receptionNumbersMax: 1_000,
  keywordCharsMax: 40,
  /** A file of some five million numbers. */
  numbersFileOctetsMax: 80 * 1024 * 1024,
  /** Senders registered by one request. */
  sendersMax: 500,
  /** Text filters, spam limits, blocked senders of one owner. */
  textFiltersMax: 2_000,
  spamLimitsMax: 500,
  blockedSendersMax: 10_000,
  /** Senders blocked by one request. */
  blockedSendersPastedMax: 1_000,
  /** A text to try filters on. */
  triedTextCharsMax: 5_000,
  /** Number prefixes of all countries. */
  prefixesMax: 500_000,
  /** Rows of an imported numbering plan that its preview shows. */
  planRowsShownMax: 500,
  /** Comments, notes, reasons. */
  noteCharsMax: 2000,
  nameCharsMax: 100,
  passwordCharsMin: 10,
  passwordCharsMax: 200,
  /** How long a rotated SMPP password may stay good: 30 days. */
  overlapMinutesMax: 43_200,
} as const;
