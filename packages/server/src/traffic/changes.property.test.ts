import type { BillingMode } from "@switchyard/engine";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { messageOf } from "../../test/traffic/messages.ts";
import {
  applyAttempt,
  applyCancel,
  applyExpiry,
  applyHold,
  applyReceipt,
  applyRelease,
  applySilence,
  type Change,
  isFinal,
} from "./changes.ts";
import type { Message } from "./message.ts";
import { countDelivered, partStatesOf } from "./part-states.ts";

const PRICE = 12_500n;
/** Of messageOf(). */
const COST = 8_000n;

function accepted(parts: number, billing: BillingMode, costBilling: BillingMode = "submitted"): Message {
  const total = PRICE * BigInt(parts);
  return messageOf({
    id: 1,
    parts,
    billing,
    costBilling,
    partStates: parts > 1 ? "q".repeat(parts) : null,
    chargedMicros: billing === "submitted" ? total : 0n,
    reservedMicros: billing === "delivered" ? total : 0n,
  });
}

/** Anything that can befall a message, in any order, as often as it likes. */
type Happening = (message: Message, atMs: number) => Change;

const part = fc.integer({ min: 0, max: 4 });
const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.tuple(part, fc.constantFrom(0, 0, 0, 0x0b, null)).map(
    ([number, commandStatus]): Happening =>
      (message, atMs) =>
        applyAttempt(message, {
          part: Math.min(number, message.parts),
          connectionId: 1,
          supplierMessageId: "x",
          commandStatus,
          error: null,
          submittedAtMs: atMs,
          answeredAtMs: atMs,
        }),
  ),
  fc
    .tuple(
      part,
      fc.constantFrom("DELIVRD", "DELIVRD", "UNDELIV", "EXPIRED", "REJECTD", "UNKNOWN", "ENROUTE", "ACCEPTD"),
    )
    .map(
      ([number, state]): Happening =>
        (message, atMs) =>
          applyReceipt(message, {
            part: Math.min(number, message.parts),
            connectionId: 1,
            atMs,
            state: state as "DELIVRD",
            errorCode: null,
          }),
    ),
  fc.constantFrom<Happening>(applyExpiry, applySilence, applyCancel),
);

/** applyRelease and applyHold are for messages that wait; whoever calls them looks first. */
const waiting: fc.Arbitrary<Happening> = fc.constantFrom<Happening>(
  (message, atMs) => (message.status === "held" ? applyRelease(message, atMs) : applySilence(message, atMs)),
  (message, atMs) => (message.status === "queued" ? applyHold(message) : applySilence(message, atMs)),
);

const story = fc.tuple(
  fc.integer({ min: 1, max: 4 }),
  fc.constantFrom<BillingMode>("submitted", "delivered"),
  fc.array(fc.oneof({ weight: 6, arbitrary: happening }, { weight: 1, arbitrary: waiting }), { maxLength: 40 }),
);

describe("whatever befalls a message", () => {
  it("its money is conserved: charged and released are what was reserved, once, and only when delivered", () => {
    fc.assert(
      fc.property(story, ([parts, billing, happenings]) => {
        const message = accepted(parts, billing);
        const total = PRICE * BigInt(parts);
        let charged = 0n;
        let released = 0n;
        happenings.forEach((happen, i) => {
          const change = happen(message, 1_000 + i);
          charged += change.chargedMicros;
          released += change.releasedMicros;
          expect(change.after).toMatchObject({
            chargedMicros: message.chargedMicros,
            reservedMicros: message.reservedMicros,
          });
        });
        if (billing === "submitted") {
          expect([charged, released, message.chargedMicros, message.reservedMicros]).toEqual([0n, 0n, total, 0n]);
          return;
        }
        expect(message.chargedMicros).toBe(charged);
        expect(message.reservedMicros + charged + released).toBe(total);
        if (isFinal(message)) {
          expect(message.reservedMicros).toBe(0n);
          expect(charged).toBe(PRICE * BigInt(countDelivered(partStatesOf(message))));
        } else expect([charged, released]).toEqual([0n, 0n]);
      }),
      { numRuns: 2_000 },
    );
  });

  it("its supplier is owed for every part it took, or for each part that was delivered, once", () => {
    fc.assert(
      fc.property(
        story,
        fc.constantFrom<BillingMode>("submitted", "delivered"),
        ([parts, billing, happenings], paid) => {
          const message = accepted(parts, billing, paid);
          let owed = 0n;
          let taken = 0;
          happenings.forEach((happen, i) => {
            const { costMicros, attempt, after } = happen(message, 1_000 + i);
            owed += costMicros;
            if (attempt && (attempt.commandStatus ?? 0) === 0) taken += attempt.part === 0 ? parts : 1;
            expect(after.bookedCostMicros).toBe(owed);
          });
          const due = paid === "submitted" ? taken : countDelivered(partStatesOf(message));
          expect(owed).toBe(COST * BigInt(due));
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it("it ends once, is told once, and changes no more", () => {
    fc.assert(
      fc.property(story, ([parts, billing, happenings]) => {
        const message = accepted(parts, billing);
        let ends = 0;
        happenings.forEach((happen, i) => {
          const before = { ...message };
          const change = happen(message, 1_000 + i);
          if (isFinal(before)) {
            expect(change).toMatchObject({ counter: null, isReceiptDue: false, queue: null, owed: null });
            // A supplier that takes a part after the end is owed for it all the same.
            expect({ ...message, bookedCostMicros: before.bookedCostMicros }).toEqual(before);
          } else if (isFinal(message)) {
            ends++;
            expect(change.isReceiptDue).toBe(true);
            expect(message).toMatchObject({ receiptState: "owed", doneAtMs: 1_000 + i });
          } else expect(change.isReceiptDue).toBe(false);
        });
        expect(ends).toBe(isFinal(message) ? 1 : 0);
      }),
      { numRuns: 2_000 },
    );
  });

  it("it waits on where it was put, whatever word comes of its other parts", () => {
    const message = accepted(3, "delivered");
    const taken = { connectionId: 1, commandStatus: 0, supplierMessageId: "x", error: null };
    const attempt = { ...taken, submittedAtMs: 0, answeredAtMs: 0 };
    applyAttempt(message, { ...attempt, part: 1 });
    applyHold(message);
    applyReceipt(message, { part: 1, connectionId: 1, atMs: 5, state: "DELIVRD", errorCode: null });
    expect(message).toMatchObject({ status: "held", partStates: "dqq" });
    expect(applyRelease(message, 9)).toMatchObject({ queue: "update" });
    expect(message.status).toBe("queued");
  });
});
