import type { Submission } from "@switchyard/engine";
import { aClient, type Configuration, type Moment } from "../configuration.ts";

/**
 * One row: what is changed of the usual configuration, moment or submission, and the outcome, either
 * `blocked REASON DETAIL`, or `STATUS PLACE ALPHABET PARTS×PRICE BILLING ROUTE/POOL/CONNECTION cost COST`, amounts in
 * units of their currency.
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

export const client = (fields: Parameters<typeof aClient>[0]) => ({ clients: [aClient(fields)] });
export const allChannels = { smpp: true, http: true, rest: true, web: true };
export const nothing: Partial<Moment> = { unreservedMicros: 0n };
export const paused = { connections: [{ id: 1, supplierId: 1, paused: true }] };
