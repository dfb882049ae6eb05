import type { Submission } from "@switchyard/engine";
import { aClient, aConnection, type Configuration, type Moment } from "../configuration.ts";

/**
 * One row: what is changed of the usual configuration, moment or submission, and the outcome, either
 * `blocked REASON DETAIL`, or `STATUS PLACE ALPHABET PARTS×PRICE BILLING ROUTE/POOL/CONNECTION cost COST`, amounts in
 * units of their currency; then, where they apply, `for filter ID` that asks for a person's approval, `in MS ms` until it
 * is due, and `as SENDER: TEXT` when rules changed either.
 */
export interface Scenario {
  readonly says: string;
  readonly configuration?: Partial<Configuration>;
  readonly moment?: Partial<Moment>;
  readonly submission?: Partial<Submission>;
  readonly expected: string;
}

/** The outcome when nothing is changed. */
export const usual = "queued DE.26201 gsm7 1×0.05 submitted 1/1/1 cost 0.03";

/** The usual message by another route, pool and connection. */
export const by = (way: string, cost = "0.03") => `queued DE.26201 gsm7 1×0.05 submitted ${way} cost ${cost}`;
/** The usual message as rules made it. */
export const as = (message: string) => `${usual} as ${message}`;

export const client = (fields: Parameters<typeof aClient>[0]) => ({ clients: [aClient(fields)] });
export const allChannels = { smpp: true, http: true, rest: true, web: true };
export const nothing: Partial<Moment> = { unreservedMicros: 0n };
export const paused = { connections: [aConnection({ paused: true })] };
