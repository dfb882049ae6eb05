/**
 * What documents are made of. Every amount is an exact decimal string, every day "YYYY-MM-DD": whoever asks for a
 * document has done the sums, and a document only shows them.
 */

/** An exact decimal: "1234.5", "-0.0075". */
export type Amount = string;
/** "YYYY-MM-DD", in the time zone the document is about. */
export type Day = string;

/** A legal person as documents name it. */
export interface Party {
  readonly name: string;
  /** At most seven lines as on an envelope, without the name and the country. */
  readonly address: readonly string[];
  /** The country's name. */
  readonly country: string;
  readonly taxId: string | null;
  /** Number in the register of companies. */
  readonly registration: string | null;
  /** Telephone, e-mail, web: one a line. */
  readonly contact: readonly string[];
}

/** How we present ourselves to this client. */
export interface Brand {
  readonly name: string;
  readonly logo: { readonly octets: Uint8Array; readonly kind: "png" | "jpeg" } | null;
  /** Whom to ask about the document: one line. */
  readonly contact: string;
  /** "#rrggbb" for rules and the amount that matters; ours when null. */
  readonly color: string | null;
}

/** What all documents have. */
export interface DocumentBase {
  readonly brand: Brand;
  readonly seller: Party;
  readonly buyer: Party;
  readonly currency: string;
  /** When the file was made, as ISO 8601 with its offset: goes into the file and makes it reproducible. */
  readonly madeAt: string;
  /** Legal lines at the foot of every page. It has room for four lines: who we are, whom to ask, and two of these. */
  readonly footer: readonly string[];
}

export interface BankAccount {
  readonly bank: string;
  readonly holder: string;
  /** An IBAN, or whatever number the bank uses. */
  readonly account: string;
  readonly bic: string | null;
  readonly currency: string | null;
}

export interface InvoiceLine {
  /** "SMS, Germany, Telekom (26201)". */
  readonly description: string;
  /** "by submitted", "by delivered"; empty for what isn't traffic. */
  readonly billing: string;
  /** A whole number. */
  readonly quantity: string;
  readonly unitPrice: Amount;
  readonly amount: Amount;
}

export interface TaxTotal {
  /** "VAT", "Reverse charge". */
  readonly name: string;
  /** Per cent: "19", "7.5". */
  readonly rate: string;
  readonly net: Amount;
  readonly tax: Amount;
}

export interface InvoiceDocument extends DocumentBase {
  /** A draft has no number yet. */
  readonly number: string | null;
  readonly isVoid: boolean;
  readonly issueDate: Day;
  readonly dueDate: Day;
  readonly periodFrom: Day;
  /** The last day, included. */
  readonly periodTo: Day;
  /** The client's own reference: the number of the contract or an order. */
  readonly buyerReference: string | null;
  readonly bankAccounts: readonly BankAccount[];
  readonly lines: readonly InvoiceLine[];
  /** The sum of the lines, with all its decimals. */
  readonly exactSubtotal: Amount;
  /** From the exact sum to the net total; null when there is nothing to round. */
  readonly rounding: Amount | null;
  readonly netTotal: Amount;
  readonly taxes: readonly TaxTotal[];
  readonly taxTotal: Amount;
  readonly total: Amount;
  readonly paid: Amount;
  readonly open: Amount;
  /** How many messages the lines are about. */
  readonly messageTotal: string;
  /** Sentences under the totals, such as the one on reverse charge. */
  readonly notes: readonly string[];
}

/** Its amounts are what is given back, and so positive. */
export interface CreditNoteDocument extends DocumentBase {
  readonly number: string;
  readonly date: Day;
  /** "Invoice INV-2026-0007 of 2026-10-01", "Payment 12 of 2026-10-03". */
  readonly corrects: string;
  readonly reason: string;
  readonly buyerReference: string | null;
  readonly net: Amount;
  readonly taxes: readonly TaxTotal[];
  readonly total: Amount;
  readonly notes: readonly string[];
}

export interface StatementMovement {
  readonly date: Day;
  /** "Payment", "Charges", "Refund". */
  readonly kind: string;
  readonly description: string;
  /** Positive when the balance rises. */
  readonly amount: Amount;
  /** After the movement. */
  readonly balance: Amount;
}

export interface StatementDocument extends DocumentBase {
  readonly periodFrom: Day;
  /** The last day, included. */
  readonly periodTo: Day;
  /** The zone in which a movement's day is told: "Europe/Berlin". */
  readonly timeZone: string;
  readonly buyerReference: string | null;
  readonly opening: Amount;
  readonly movements: readonly StatementMovement[];
  readonly closing: Amount;
  /** One for each kind that occurs, in the order to show. */
  readonly totals: readonly { readonly kind: string; readonly count: string; readonly amount: Amount }[];
  readonly notes: readonly string[];
}
