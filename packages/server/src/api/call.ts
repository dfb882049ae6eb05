/** What a handler gets, and what it may answer, typed from the contract's table. */
import type { AdminAnswer, AdminEndpointName, AdminEndpoints, AdminParsed, MailServer } from "@switchyard/contract";
import type { Snapshot } from "@switchyard/engine";
import type { Access } from "../access/access.ts";
import type { Principal } from "../access/principal.ts";
import type { Clock } from "../clock.ts";
import type { Author, Queryable, Transact } from "../history/history.ts";
import type { Proof } from "../ledger/proof.ts";
import type { Paperwork } from "../paperwork/paperwork.ts";
import type { Secrets } from "../secrets.ts";
import type { EventStream } from "./event-stream.ts";
import type { LiveView } from "./live.ts";

/** What handlers work with. */
export interface ApiParts {
  readonly db: Queryable;
  readonly transact: Transact;
  readonly access: Access;
  /** Threads that read and write files. */
  readonly paperwork: Paperwork;
  readonly proof: Proof;
  readonly mailServer: MailServer;
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly live: LiveView;
  /** The configuration that decisions run on at the moment. */
  readonly snapshot: Snapshot;
  /** The port clients bind to, for the connection card. */
  readonly smppPort: () => number;
}

export interface Visitor {
  readonly remoteAddress: string;
  /** The host name the caller used for us. */
  readonly hostname: string;
  /** The token of the session cookie. */
  readonly sessionToken: string | undefined;
  setSession(token: string, expiresAt: Date): void;
  clearSession(): void;
}

export interface Caller extends Visitor {
  readonly principal: Principal;
  /** The same, as history writes it. */
  readonly author: Author;
}

type Context<Name extends AdminEndpointName> = AdminEndpoints[Name]["permission"] extends "public" ? Visitor : Caller;

/** A file to download. */
export interface FileAnswer {
  readonly name: string;
  /** Its content type, where the endpoint leaves it open. */
  readonly type?: string;
  readonly octets: Uint8Array;
}

type HandlerAnswer<Name extends AdminEndpointName> = AdminEndpoints[Name] extends { readonly csv: true }
  ? AsyncIterable<string>
  : AdminEndpoints[Name] extends { readonly file: string }
    ? FileAnswer
    : AdminEndpoints[Name] extends { readonly events: unknown }
      ? EventStream
      : AdminAnswer<Name>;

export type Handler<Name extends AdminEndpointName> = (
  call: AdminParsed<Name> & Context<Name>,
) => Promise<HandlerAnswer<Name>>;

/** A handler for each of these endpoints. */
export type Handlers<Names extends AdminEndpointName = AdminEndpointName> = {
  readonly [Name in Names]: Handler<Name>;
};
