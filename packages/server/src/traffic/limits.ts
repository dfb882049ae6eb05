/** Bounds of the message path, each with its unit and its reason. */
export const limits = {
  /** Messages in one transaction: larger ones stall the event loop for longer than they save. */
  acceptBatchMax: 1_000,
  /** Changes in one transaction: a message has three or four, and fewer, larger commits leave more of the machine to work. */
  progressBatchMax: 4_000,
  /** Messages accepted but not committed; above it gateways answer ESME_RTHROTTLED. */
  acceptPendingMax: 20_000,
  /** Changes not committed; above it connections stop submitting until it drains. */
  progressPendingMax: 40_000,
  /** Sent messages kept in memory to spare a read when the receipt comes. */
  sentInMemoryMax: 200_000,
  /** Messages in the memory queue of one connection; the rest waits in the database. */
  queueInMemoryMax: 20_000,
  /** Messages read back from the database at a time. */
  refillMax: 5_000,
  /** Messages waiting for one connection, in memory and database; above it the answer is ESME_RMSGQFUL. */
  queuedMax: 5_000_000,
  /** Messages looked at in one go that wait where nothing leaves. */
  strandedMax: 1_000,
  /** Submits of one message refused for a passing reason before it is rejected. */
  triesMax: 10,
  /** Supplier ids kept in memory to match receipts without a query. */
  supplierIdsMax: 400_000,
  /** Receipts kept in memory that came before their submit's answer. */
  earlyReceiptsMax: 50_000,
  /** Receipts one client's receivers may have unanswered in memory; the rest waits in the database. */
  owedInMemoryMax: 5_000,
  /** A receipt refused by the client's receiver is offered again after this. */
  receiptRetryMs: 5_000,
  /** A receipt nobody took is given up after this. */
  receiptKeptMs: 3 * 24 * 3_600_000,
} as const;
