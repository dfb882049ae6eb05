/** Where `npm start` finds the server. */
export const serverBundle: string;
/** How Node.js runs it. */
export const serverFlags: readonly string[];
/** Builds what is stale, all at once; says what it builds. Rejects when a build fails. */
export function ensureBuilt(): Promise<void>;
