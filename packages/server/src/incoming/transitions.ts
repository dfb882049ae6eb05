import type { Destination, Forwarding, TariffEntry } from "@switchyard/engine";
import { countOctetSegments, countSegments } from "@switchyard/sms";
import type { MessageId } from "../ids.ts";
import { type Arrival, dueMicros, type IncomingMessage } from "./incoming-message.ts";

/**
 * What can befall an incoming message. It arrives; a reception number or a person makes it a client's; it is paid, by
 * charging its price or setting it aside, as soon as the client's funds cover it; it is kept, or a receiver takes it or it
 * is given up. These functions are the only place where a status changes.
 */

/** As it came: nobody's yet. */
export function arrived(
  arrival: Arrival,
  given: {
    readonly id: MessageId;
    readonly nowMs: number;
    readonly from: Destination | undefined;
    readonly parts: number;
    readonly costMicros: bigint;
  },
): IncomingMessage {
  return {
    ...arrival,
    id: given.id,
    receivedAtMs: given.nowMs,
    status: "unassigned",
    country: given.from?.country ?? null,
    network: given.from?.network ?? null,
    parts: given.parts,
    bookedCostMicros: given.costMicros,
    clientId: null,
    numberId: null,
    forward: null,
    assignedAtMs: null,
    assignedBy: null,
    billing: null,
    currency: null,
    priceMicros: null,
    chargedMicros: 0n,
    reservedMicros: 0n,
    paidAtMs: null,
    doneAtMs: null,
  };
}

/** One that has a header is a part as it is; else as many as its content takes. */
export function partsOf({ udh, text, body, alphabet }: Arrival): number {
  if (udh !== null) return 1;
  return text === null ? countOctetSegments(body.length).segments : countSegments(text, alphabet).segments;
}

export interface Assignment {
  readonly clientId: number;
  readonly numberId: number | null;
  readonly forward: Forwarding;
  readonly currency: string;
  /** Undefined where it is free. */
  readonly price: Pick<TariffEntry, "micros" | "billing"> | undefined;
  /** Null where a reception number assigned it. */
  readonly by: string | null;
  readonly atMs: number;
}

/** It is a client's now, and waits to be paid. */
export function assigned(message: IncomingMessage, to: Assignment): IncomingMessage {
  return {
    ...message,
    status: "unpaid",
    clientId: to.clientId,
    numberId: to.numberId,
    forward: to.forward,
    assignedAtMs: to.atMs,
    assignedBy: to.by,
    billing: to.price?.billing ?? null,
    currency: to.currency,
    priceMicros: to.price?.micros ?? null,
  };
}

/** Billed by delivered, and delivered to a receiver; where it is only kept, it is delivered on arrival. */
export const isPaidWhenTaken = ({ forward, billing }: IncomingMessage): boolean =>
  forward === "smpp" && billing === "delivered";

/** Its client's funds cover it: charged, or set aside until a receiver takes it where that is when it is charged. */
export function paid(message: IncomingMessage, atMs: number): IncomingMessage {
  const isReserved = isPaidWhenTaken(message);
  const due = dueMicros(message);
  return {
    ...message,
    status: message.forward === "smpp" ? "owed" : "kept",
    chargedMicros: isReserved ? 0n : due,
    reservedMicros: isReserved ? due : 0n,
    paidAtMs: message.priceMicros === null ? null : atMs,
  };
}

/** A receiver of its client acknowledged it: what was set aside is earned. */
export function taken(message: IncomingMessage, atMs: number): IncomingMessage {
  const chargedMicros = message.chargedMicros + message.reservedMicros;
  return { ...message, status: "taken", chargedMicros, reservedMicros: 0n, doneAtMs: atMs };
}

/** Nobody took it for days: what was set aside goes back. */
export function givenUp(message: IncomingMessage, atMs: number): IncomingMessage {
  return { ...message, status: "given_up", reservedMicros: 0n, doneAtMs: atMs };
}
