import type { LiveConnection } from "@switchyard/contract";
import type { LinkSettings } from "../snapshot/link-settings.ts";
import type { Outgoing } from "./outgoing.ts";

/** What a supplier's answer to a submit means for the message, or that there is none. */
export type SubmitAnswer =
  | { readonly kind: "taken"; readonly supplierMessageId: string | null }
  | {
      readonly kind: "refused";
      /**
       * pause: it says nothing about the message, which stays first in line while the connection rests. reroute: another
       * connection may take it. again: it may pass, so the message is tried again, a bounded number of times.
       */
      readonly verdict: "pause" | "reroute" | "again" | "final";
      readonly commandStatus: number;
      /** What an HTTP API said; SMPP says it by command_status. */
      readonly error: string | null;
      /** For people. */
      readonly says: string;
    }
  /** Whether it was taken is not known. A session that closed is bound anew with back-off, so it bounds itself. */
  | { readonly kind: "lost"; readonly says: string; readonly isClosed: boolean }
  /** It has certainly not left. */
  | { readonly kind: "unsent"; readonly says: string };

/** One submit of a message: what to send, and which part it carries (0: all). */
export interface Composed<Load> {
  readonly part: number;
  readonly load: Load;
}

/** A test message's way: what was sent and what came back, as it is shown to people. */
export interface Trial {
  readonly request: string;
  readonly answer: string | null;
  readonly outcome: SubmitAnswer;
}

/** How a link speaks: SMPP sessions, or the requests of an HTTP API. */
export interface Transport<Load, Settings extends LinkSettings = LinkSettings> {
  readonly state: "bound" | "ready" | "connecting" | "down";
  /** Whether what is given to it now would leave. */
  readonly isUp: boolean;
  readonly windowInUse: number;
  readonly sessions: LiveConnection["sessions"];
  start(): void;
  /** New settings act at once; those of the sessions themselves need new sessions. */
  apply(settings: Settings): void;
  reconnect(): void;
  stop(): Promise<void>;
  /** Whether one more submit can leave now. When it has room again, it tells by `onRoom`. */
  hasRoom(): boolean;
  /** The submits of a message, those already taken left out. Throws an UnfitError. */
  compose(message: Outgoing): readonly Composed<Load>[];
  /** Sends after hasRoom() said yes; false when there is no room after all. Throws an UnfitError; then nothing was sent. */
  send(load: Load, answered: (answer: SubmitAnswer) => void): boolean;
  /** Sends one submit for people to look at; undefined when nothing can leave. */
  trial(load: Load): Promise<Trial> | undefined;
}

/** What a transport tells its link. */
export interface TransportEvents {
  readonly onRoom: () => void;
  readonly onError: (says: string) => void;
}
