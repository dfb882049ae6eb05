/** What mails to clients say where a brand has no words of its own, and what the words in braces stand for. */

export interface MailWords {
  readonly subject: string;
  readonly text: string;
  /** The names in braces that are filled in, each with what it stands for. */
  readonly placeholders: Readonly<Record<string, string>>;
}

const client = { company: "the client's company", client: "its login", brand: "the brand's name" } as const;

export const mailWords = {
  invoice: {
    subject: "Invoice {number} from {brand}",
    text: `Dear {company},

attached is invoice {number} for {period}, with its detail.

Total: {total} {currency}
Due: {due}

{brand}
`,
    placeholders: {
      number: "the invoice's number",
      period: "its first and last day",
      total: "what is to be paid",
      currency: "in which currency",
      due: "the day it is due",
      ...client,
    },
  },
  credit_note: {
    subject: "Credit note {number} from {brand}",
    text: `Dear {company},

attached is credit note {number} over {total} {currency}.

{brand}
`,
    placeholders: {
      number: "the credit note's number",
      total: "what it is over",
      currency: "in which currency",
      ...client,
    },
  },
  price_change: {
    subject: "{brand}: new prices from {effective}",
    text: `Dear {client},

your prices change from {effective}. The changes ({count}) are in the sheet attached.`,
    placeholders: {
      effective: "when the first price changes",
      count: "how many prices change",
      client: "the client's name",
      company: "its company",
      brand: "the brand's name",
    },
  },
  low_balance: {
    subject: "Your balance is low: {balance} {currency}",
    text: `Dear {company},

the balance of your account {client} is {balance} {currency}, at or under the limit of {limit} {currency} you asked to be told about. {available} {currency} can still be used.

Please top up in time, so that your messages go on.

{brand}
`,
    placeholders: {
      balance: "the balance",
      limit: "the limit it has reached",
      available: "what can still be used, credit included",
      currency: "in which currency",
      ...client,
    },
  },
} as const satisfies Record<string, MailWords>;
