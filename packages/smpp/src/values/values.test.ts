import { describe, expect, it } from "vitest";
import { readDataCoding, writeDataCoding } from "./data-coding.ts";
import { readEsmClass, writeEsmClass } from "./esm-class.ts";
import { messageStateName, messageStates } from "./message-state.ts";
import { readRegisteredDelivery, writeRegisteredDelivery } from "./registered-delivery.ts";
import { formatAbsoluteTime, formatRelativeTime, parseTime } from "./time.ts";

const everyOctet = Array.from({ length: 256 }, (_, octet) => octet);

describe("times", () => {
  const nowMs = Date.UTC(2026, 0, 31, 12, 0, 0);
  const at = (text: string) => {
    const parsed = parseTime(text, nowMs);
    return parsed.ok ? new Date(parsed.timeMs).toISOString() : "not a time";
  };

  it("count quarters of an hour from UTC, halves and three quarters included", () => {
    expect(at("261123183000022+")).toBe("2026-11-23T13:00:00.000Z");
    expect(at("261123183000523+")).toBe("2026-11-23T12:45:00.500Z");
    expect(at("261123183000014-")).toBe("2026-11-23T22:00:00.000Z");
    expect(formatAbsoluteTime(Date.UTC(2026, 10, 23, 13), 22)).toBe("261123183000022+");
  });

  it("add years and months by the calendar, the rest by the clock", () => {
    expect(at("000100000000000R")).toBe("2026-02-28T12:00:00.000Z");
    expect(at("020100000000000R")).toBe("2028-02-29T12:00:00.000Z");
    expect(at("000002010203000R")).toBe("2026-02-02T13:02:03.000Z");
  });

  it.each([
    "",
    "26112318300002+",
    "261323183000000+",
    "260230183000000+",
    "261123243000000+",
    "261123186000000+",
    "261123183060000+",
    "261123183000057+",
    "261123183000000Z",
    "000000000000100R",
    "000000000000001R",
    "2611231830000 0+",
  ])("does not take %j for one", (text) => {
    expect(at(text)).toBe("not a time");
  });

  it("outside what SMPP can say are refused by name", () => {
    expect(() => formatAbsoluteTime(Date.UTC(2100, 0, 1))).toThrow(RangeError);
    expect(() => formatAbsoluteTime(nowMs, 0.5)).toThrow(RangeError);
    expect(() => formatRelativeTime(100 * 86_400_000)).toThrow(RangeError);
    expect(() => formatRelativeTime(-1000)).toThrow(RangeError);
  });
});

describe("esm_class", () => {
  it("comes back octet for octet, and reserved message types are told", () => {
    for (const octet of everyOctet) {
      const value = readEsmClass(octet);
      if (value !== undefined) expect(writeEsmClass(value)).toBe(octet);
    }
    expect(readEsmClass(0x0c)).toBeUndefined();
  });

  it("reads a receipt, and a message with user data header and reply path", () => {
    expect(readEsmClass(0x04)).toEqual({ mode: "default", type: "delivery_receipt", udhi: false, replyPath: false });
    expect(readEsmClass(0xc3)).toEqual({ mode: "store_and_forward", type: "message", udhi: true, replyPath: true });
    expect(writeEsmClass({ udhi: true })).toBe(0x40);
  });
});

describe("registered_delivery", () => {
  it("comes back in its five bits", () => {
    for (const octet of everyOctet) expect(writeRegisteredDelivery(readRegisteredDelivery(octet))).toBe(octet & 0x1f);
    expect(readRegisteredDelivery(0x12)).toEqual({ receipt: "failure", acknowledgement: "none", intermediate: true });
  });
});

describe("data_coding", () => {
  it.each([
    [0x00, { alphabet: "default", name: "default" }],
    [0x01, { alphabet: "latin1", name: "ia5" }],
    [0x03, { alphabet: "latin1", name: "latin1" }],
    [0x04, { alphabet: "binary", name: "binary" }],
    [0x08, { alphabet: "ucs2", name: "ucs2" }],
    [0x06, { alphabet: "binary", name: "cyrillic" }],
    [0x0f, { alphabet: "binary", name: "reserved" }],
    [0x10, { alphabet: "default", name: "default", messageClass: 0 }],
    [0x18, { alphabet: "ucs2", name: "ucs2", messageClass: 0 }],
    [0x35, { alphabet: "binary", name: "binary", messageClass: 1 }],
    [0x80, { alphabet: "binary", name: "reserved" }],
    [0xc8, { alphabet: "default", name: "default", messageWaiting: true }],
    [0xe8, { alphabet: "ucs2", name: "ucs2", messageWaiting: true }],
    [0xf0, { alphabet: "default", name: "default", messageClass: 0 }],
    [0xf6, { alphabet: "binary", name: "binary", messageClass: 2 }],
    [0xf9, { alphabet: "binary", name: "reserved" }],
  ])("0x%s reads as %j", (octet, coding) => {
    expect(readDataCoding(octet)).toEqual(coding);
  });

  it("is written so that it reads the same", () => {
    for (const alphabet of ["default", "latin1", "binary", "ucs2"] as const) {
      expect(readDataCoding(writeDataCoding(alphabet)).alphabet).toBe(alphabet);
      if (alphabet !== "latin1")
        expect(readDataCoding(writeDataCoding(alphabet, 0))).toMatchObject({ alphabet, messageClass: 0 });
    }
  });
});

describe("message_state", () => {
  it("has a name for each number and none for others", () => {
    for (const [name, state] of Object.entries(messageStates)) expect(messageStateName(state)).toBe(name);
    expect(messageStateName(10)).toBeUndefined();
  });
});
