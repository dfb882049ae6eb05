import type { Snapshot } from "@switchyard/engine";
import { Movements } from "../ledger/movements.ts";
import { ChargeDays } from "./charge-days.ts";
import { isPayable, type Lookup } from "./lookup.ts";
import type { Message } from "./message.ts";
import { Totals } from "./totals.ts";

const LANE_NUMBER = 1;

/** What a batch of the accept lane books. */
export interface AcceptBooks {
  readonly movements: Movements;
  readonly totals: Totals;
  readonly chargeDays: ChargeDays;
  readonly atMs: number;
}

/** The money and the totals of freshly judged messages, and of the look-ups made for them. */
export function bookAccepted(
  messages: readonly Message[],
  lookups: readonly Lookup[],
  snapshot: Snapshot,
  atMs: number,
): AcceptBooks {
  const books = {
    movements: new Movements(),
    totals: new Totals(LANE_NUMBER),
    chargeDays: new ChargeDays(LANE_NUMBER, atMs),
    atMs,
  };
  for (const message of messages) bookMessage(message, snapshot, books);
  for (const lookup of lookups) bookLookup(lookup, snapshot, books);
  return books;
}

function bookMessage(message: Message, snapshot: Snapshot, { movements, totals, chargeDays }: AcceptBooks): void {
  if (message.status === "blocked") {
    totals.count(message, "blocked");
    return;
  }
  const currency = message.currency ?? "";
  totals.count(message, "accepted");
  totals.count(message, "parts", message.parts);
  if (message.billing === "submitted" && message.status !== "moderation") {
    movements.charge("sms", message.clientId, currency, message.chargedMicros);
    totals.revenue(message, message.chargedMicros);
    chargeDays.charge("sms", message, zoneOf(message.clientId, snapshot), message.parts);
  }
  if (message.reservedMicros > 0n) movements.reserve("sms", message.clientId, currency, message.reservedMicros);
}

function bookLookup(lookup: Lookup, snapshot: Snapshot, { movements, totals, chargeDays }: AcceptBooks): void {
  const { clientId, destination, connectionId, billing, priceMicros } = lookup;
  const { country, network } = destination;
  const counted = { receivedAtMs: lookup.atMs, clientId: clientId ?? 0, connectionId, country };
  if (lookup.bookedCostMicros > 0n) {
    movements.cost("hlr", lookup.supplierId, lookup.costCurrency, lookup.bookedCostMicros);
    totals.cost(counted, lookup.bookedCostMicros);
  }
  if (clientId === null || billing === null || !isPayable(billing, lookup.outcome)) return;
  movements.charge("hlr", clientId, lookup.currency ?? "", lookup.chargedMicros);
  if (lookup.chargedMicros > 0n) totals.revenue(counted, lookup.chargedMicros);
  chargeDays.charge("hlr", { clientId, country, network, billing, priceMicros }, zoneOf(clientId, snapshot), 1);
}

function zoneOf(clientId: number, snapshot: Snapshot): string {
  return snapshot.clients.get(clientId)?.timeZone ?? "UTC";
}
