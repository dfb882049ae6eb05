/** Submissions for property tests: likely ones that get far, and any whatever. */
import type { Channel, Submission } from "@switchyard/engine";
import fc from "fast-check";
import { hourMs, nowMs } from "../configuration.ts";
import { numbers, plain, senders, usually, words } from "./words.ts";

const channels: readonly Channel[] = ["smpp", "http", "rest", "web"];

/** Any sequence of UTF-16 code units, halves of surrogate pairs included. */
const anyText = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.integer({ min: 0xd800, max: 0xdfff })), { maxLength: 200 })
  .map((units) => String.fromCharCode(...units));
const longText = fc.tuple(anyText, fc.nat(300)).map(([text, times]) => text.repeat(times));
const boundaryText = fc
  .tuple(fc.constantFrom("a", "€", "ж", "😀", "ç"), fc.constantFrom(1, 67, 70, 71, 134, 153, 154, 160, 161, 4590, 4591))
  .map(([unit, times]) => unit.repeat(times));
const sentence = fc.array(fc.constantFrom(...words), { maxLength: 8 }).map((list) => list.join(" "));
const boundaryMoment = fc.constantFrom(nowMs - 1, nowMs, nowMs + 1, nowMs + hourMs, nowMs + 100 * hourMs);
const anyMoment = fc.option(fc.oneof(boundaryMoment, fc.integer()));
const likelyDue = fc.oneof({ weight: 9, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: boundaryMoment });

/** What decisions turn on; the rest of a submission is anything. */
interface Content {
  readonly recipient: fc.Arbitrary<string>;
  readonly destTon: fc.Arbitrary<number>;
  readonly sender: fc.Arbitrary<string>;
  readonly text: fc.Arbitrary<string | null>;
  readonly udh: fc.Arbitrary<Uint8Array | null>;
  readonly encodingFault: fc.Arbitrary<string | null>;
  readonly validUntilMs: fc.Arbitrary<number | null>;
  readonly dueAtMs: fc.Arbitrary<number | null>;
}

function submissionsOf(content: Content): fc.Arbitrary<Submission> {
  return fc.record(
    {
      ...content,
      clientId: fc.constantFrom(1, 2),
      channel: fc.constantFrom(...channels),
      credentialId: fc.option(fc.nat(9)),
      sourceTon: fc.nat(255),
      sourceNpi: fc.nat(255),
      alphabet: fc.constantFrom("gsm7", "latin1", "ucs2", "binary"),
      dataCoding: fc.nat(255),
      esmClass: fc.nat(255),
      protocolId: fc.nat(255),
      binary: fc.option(fc.uint8Array({ maxLength: 400 })),
      registeredDelivery: fc.nat(255),
      priority: fc.nat(255),
    },
    plain,
  );
}

/** Submissions that get far: their recipients are numbers and their senders mostly valid. */
export const likelySubmissions = submissionsOf({
  recipient: fc.tuple(fc.constantFrom("", "+", "00"), fc.constantFrom(...numbers)).map((pieces) => pieces.join("")),
  destTon: usually(20, 1, 0, 2),
  sender: fc.constantFrom(...senders, ...senders, ...senders, "Банк"),
  text: fc.oneof(sentence, sentence, sentence, boundaryText, fc.string({ maxLength: 200 }), fc.constant(null)),
  udh: usually<Uint8Array | null>(5, null, Uint8Array.of(5, 0, 3, 1, 2, 1), new Uint8Array(12)),
  encodingFault: usually<string | null>(60, null, "odd"),
  validUntilMs: likelyDue,
  dueAtMs: likelyDue,
});

/** Submissions of anything that fits the types. */
export const anySubmissions = submissionsOf({
  recipient: fc.oneof(anyText, fc.stringMatching(/^\+?[0-9() -]{0,20}$/)),
  destTon: fc.nat(255),
  sender: fc.oneof(anyText, fc.string({ maxLength: 12 })),
  text: fc.oneof(anyText, longText, fc.constant(null)),
  udh: fc.option(fc.uint8Array({ maxLength: 300 })),
  encodingFault: fc.constantFrom(null, null, "odd"),
  validUntilMs: anyMoment,
  dueAtMs: anyMoment,
});
