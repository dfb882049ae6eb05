import { describe, expect, it } from "vitest";
import { decodeGsm7Unpacked, encodeGsm7Unpacked, fitsGsm7, gsm7Septets } from "./gsm7.ts";

/** 3GPP TS 23.038 §6.2.1 row by row, written here a second time so that a slip in the table shows. */
const rowsOfTheStandard: ReadonlyArray<readonly [from: number, characters: string]> = [
  [0x00, "@£$¥èéùìòÇ\nØø\rÅå"],
  [0x10, "Δ_ΦΓΛΩΠΨΣΘΞ"],
  [0x1c, "ÆæßÉ"],
  [0x20, " !\"#¤%&'()*+,-./"],
  [0x30, "0123456789:;<=>?"],
  [0x40, "¡ABCDEFGHIJKLMNO"],
  [0x50, "PQRSTUVWXYZÄÖÑÜ§"],
  [0x60, "¿abcdefghijklmno"],
  [0x70, "pqrstuvwxyzäöñüà"],
];

describe("the GSM default alphabet", () => {
  it.each(rowsOfTheStandard)("has the standard's characters from septet %i", (from, characters) => {
    const septets = Uint8Array.from([...characters].keys(), (index) => from + index);
    expect(encodeGsm7Unpacked(characters)).toEqual(septets);
    expect(decodeGsm7Unpacked(septets)).toBe(characters);
  });

  it("writes the ten extension characters as escape and septet", () => {
    expect(Buffer.from(encodeGsm7Unpacked("\f^{}\\[~]|€")).toString("hex")).toBe(
      "1b0a1b141b281b291b2f1b3c1b3d1b3e1b401b65",
    );
    expect(gsm7Septets("€")).toBe(2);
  });

  it("takes 137 UTF-16 code units and no others", () => {
    let count = 0;
    for (let unit = 0; unit <= 0xffff; unit++) if (fitsGsm7(String.fromCharCode(unit))) count++;
    expect(count).toBe(127 + 10);
  });

  it.each(["ç", "`", "\t", "á", "Α", "’", "\u001b", "😀", "\u00a0"])("does not have %j", (character) => {
    expect(fitsGsm7(character)).toBe(false);
    expect(Buffer.from(encodeGsm7Unpacked(character)).toString("latin1")).toBe("?".repeat(character.length));
  });

  it("reads an escape without an extension as the septet of the basic table", () => {
    expect(decodeGsm7Unpacked(Uint8Array.of(0x1b, 0x41))).toBe("A");
  });

  it("reads two escapes, and an escape at the end, as a space", () => {
    expect(decodeGsm7Unpacked(Uint8Array.of(0x41, 0x1b, 0x1b, 0x42))).toBe("A B");
    expect(decodeGsm7Unpacked(Uint8Array.of(0x41, 0x1b))).toBe("A ");
  });

  it("reads an octet that is no septet as a question mark, behind an escape too", () => {
    expect(decodeGsm7Unpacked(Uint8Array.of(0x80, 0x1b, 0xff, 0x41))).toBe("??A");
  });
});
