/** Bounds of a mail and of the tries to send it. */
export const limits = {
  recipientsMax: 20,
  subjectCharsMax: 300,
  bodyCharsMax: 200_000,
  attachmentsMax: 20,
  attachmentNameCharsMax: 200,
  /** All attachments of a mail together, before the third that their encoding adds. */
  attachmentOctetsMax: 10 * 1024 * 1024,
  errorCharsMax: 500,
  /** After so many tries a mail has failed: with the pauses below, after 19 hours. */
  triesMax: 24,
  retryMinMs: 60_000,
  retryMaxMs: 3_600_000,
  connectTimeoutMs: 10_000,
  /** How long the server may say nothing. */
  silenceTimeoutMs: 60_000,
  /** How long one mail may take in all. */
  sendTimeoutMs: 180_000,
  /** Who takes a mail has it for so long: longer than a send may take, or two would send it. */
  leaseMs: 300_000,
  /** An idle connection to the server is closed after so long. */
  idleMs: 15_000,
  /** Without a server, mails are looked at again this often, so many at once. */
  serverlessMs: 600_000,
  serverlessBatch: 1_000,
} as const;
