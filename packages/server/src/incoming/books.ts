import type { ClientConfig } from "@switchyard/engine";
import { Movements } from "../ledger/movements.ts";
import { ChargeDays } from "../traffic/charge-days.ts";
import { Totals } from "../traffic/totals.ts";
import type { IncomingChange } from "./incoming-lane.ts";
import type { IncomingMessage } from "./incoming-message.ts";
import { isPaidWhenTaken } from "./transitions.ts";

/** Refunds have the number before. */
const LANE_NUMBER = 4;

/** What a batch of the incoming lane books. */
export interface IncomingBooks {
  readonly movements: Movements;
  readonly totals: Totals;
  readonly chargeDays: ChargeDays;
  readonly atMs: number;
}

/** The money of a batch: costs as messages arrive, charges and reservations as they are paid, taken or given up. */
export function bookIncoming(
  changes: readonly IncomingChange[],
  clients: ReadonlyMap<number, Pick<ClientConfig, "timeZone">>,
  atMs: number,
): IncomingBooks {
  const books = {
    movements: new Movements(),
    totals: new Totals(LANE_NUMBER),
    chargeDays: new ChargeDays(LANE_NUMBER, atMs),
    atMs,
  };
  for (const change of changes) {
    if (change.cost) {
      books.movements.cost("mo", change.cost.supplierId, change.cost.currency, change.cost.micros);
      books.totals.cost(countedOf(change.after), change.cost.micros);
    }
    bookCharge(change, clients, books);
  }
  return books;
}

function bookCharge(
  { before, after }: IncomingChange,
  clients: ReadonlyMap<number, Pick<ClientConfig, "timeZone">>,
  { movements, totals, chargeDays }: IncomingBooks,
): void {
  const { clientId } = after;
  if (clientId === null || after.paidAtMs === null) return;
  const currency = after.currency ?? "";
  const isPaid = before === null || before.paidAtMs === null;
  if (isPaid && isPaidWhenTaken(after)) return movements.reserve("mo", clientId, currency, after.reservedMicros);
  if (!isPaid && after.status === "given_up") {
    return movements.release("mo", clientId, currency, before.reservedMicros);
  }
  const isEarned = !isPaid && after.status === "taken" && isPaidWhenTaken(after);
  if (isPaid) movements.charge("mo", clientId, currency, after.chargedMicros);
  else if (isEarned) movements.chargeReserved("mo", clientId, currency, before.reservedMicros);
  else return;
  if (after.chargedMicros > 0n) totals.revenue(countedOf(after), after.chargedMicros);
  chargeDays.charge("mo", { ...after, clientId }, clients.get(clientId)?.timeZone ?? "UTC", after.parts);
}

const countedOf = ({ receivedAtMs, clientId, connectionId, country }: IncomingMessage) => ({
  receivedAtMs,
  clientId: clientId ?? 0,
  connectionId,
  country,
});
