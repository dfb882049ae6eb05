import fc from "fast-check";
import { expect, it } from "vitest";
import { assembleParts } from "./assemble.ts";
import { splitBinary } from "./segment.ts";
import { concatUdh8, concatUdh16, encodeUdh, parseUdh } from "./udh.ts";

const totalAndPart = fc
  .integer({ min: 1, max: 255 })
  .chain((total) => fc.tuple(fc.constant(total), fc.integer({ min: 1, max: total })));

it("reads back every concatenation it writes", () => {
  fc.assert(
    fc.property(fc.nat(0xffff), totalAndPart, fc.uint8Array({ maxLength: 20 }), (reference, [total, part], rest) => {
      for (const wide of [false, true]) {
        const header = wide ? concatUdh16(reference, total, part) : concatUdh8(reference & 0xff, total, part);
        const parsed = parseUdh(Uint8Array.of(...header, ...rest));
        expect(parsed).toMatchObject({
          ok: true,
          octets: header.length,
          concat: { reference: wide ? reference : reference & 0xff, total, part, wide },
        });
      }
    }),
  );
});

it("reads back every list of elements it writes", () => {
  const elements = fc.array(fc.record({ id: fc.nat(255), data: fc.uint8Array({ maxLength: 12 }) }), { maxLength: 9 });
  fc.assert(
    fc.property(elements, (list) => {
      const parsed = parseUdh(encodeUdh(list));
      expect(parsed.ok && parsed.elements).toEqual(list);
    }),
  );
});

it("answers any octets with a header inside them or a reason", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 160 }), (octets) => {
      const parsed = parseUdh(octets);
      if (parsed.ok) expect(parsed.octets).toBeLessThanOrEqual(octets.length);
      else expect(["empty", "too_short", "torn_element"]).toContain(parsed.reason);
    }),
  );
});

it("puts parts together in order, whatever order they came in, and waits for the last", () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 1, maxLength: 900 }),
      fc.integer({ min: 1, max: 134 }),
      fc.nat(),
      (octets, max, turn) => {
        const parts = splitBinary(octets, max).map((piece, index) => ({ part: index + 1, octets: piece }));
        const turned = [...parts.slice(turn % parts.length), ...parts.slice(0, turn % parts.length)];
        expect(assembleParts(turned, parts.length)).toEqual(octets);
        expect(assembleParts([...turned, ...turned], parts.length)).toEqual(octets);
        expect(assembleParts(turned.slice(1), parts.length)).toBeUndefined();
      },
    ),
  );
});
