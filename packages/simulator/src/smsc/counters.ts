/** What one SMSC simulator has seen and done since it started; plain numbers, read at any time. */
export interface SmscCounters {
  binds: number;
  bindsRefused: number;
  /** submit_sm and data_sm; a submit_multi counts once for each destination. */
  submits: number;
  /** Submits answered ESME_ROK (or whose good answer was lost by a simulated disconnect). */
  accepted: number;
  /** Refusals by command_status name. */
  refused: Record<string, number>;
  receiptsAsked: number;
  /** Final receipts by state, each message once, at the moment they are handed to the mailbox. */
  receipts: Record<string, number>;
  intermediateReceipts: number;
  duplicateReceipts: number;
  unknownIdReceipts: number;
  /** deliver_sm that the peer acknowledged, receipts and messages from handsets alike. */
  deliveriesTaken: number;
  deliveriesRefused: number;
  mobileOriginated: number;
  disconnects: number;
}

export function newCounters(): SmscCounters {
  return {
    binds: 0,
    bindsRefused: 0,
    submits: 0,
    accepted: 0,
    refused: {},
    receiptsAsked: 0,
    receipts: {},
    intermediateReceipts: 0,
    duplicateReceipts: 0,
    unknownIdReceipts: 0,
    deliveriesTaken: 0,
    deliveriesRefused: 0,
    mobileOriginated: 0,
    disconnects: 0,
  };
}

export function countIn(table: Record<string, number>, key: string, by = 1): void {
  table[key] = (table[key] ?? 0) + by;
}
