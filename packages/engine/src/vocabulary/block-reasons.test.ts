import { statuses } from "@switchyard/smpp";
import { expect, it } from "vitest";
import { blockReasonNames, blockReasonOf, blockReasons } from "./block-reasons.ts";

it("has every block reason of the product and no other", () => {
  const product = `no_money client_blocked channel_disabled daily_limit invalid_recipient unknown_destination
    destination_closed number_blacklisted opted_out invalid_sender sender_not_allowed sender_blacklisted text_blocked
    spam_limit duplicate no_client_price no_source_price negative_margin no_route no_active_supplier
    supplier_not_allowed parts_missing expired_before_send too_long encoding`;
  expect(blockReasonNames).toEqual(product.split(/\s+/));
});

it("finds a reason by its number, and each number is of one reason", () => {
  for (const name of blockReasonNames) expect(blockReasonOf(blockReasons[name].number)).toBe(name);
  expect(() => blockReasonOf(0)).toThrow("0");
  expect(() => blockReasonOf(26)).toThrow("26");
});

it("keeps the numbers that are in databases already", () => {
  const numbers = blockReasonNames.map((name) => `${blockReasons[name].number} ${name}`);
  expect(numbers).toMatchInlineSnapshot(`
    [
      "1 no_money",
      "2 client_blocked",
      "3 channel_disabled",
      "4 daily_limit",
      "5 invalid_recipient",
      "6 unknown_destination",
      "7 destination_closed",
      "8 number_blacklisted",
      "9 opted_out",
      "10 invalid_sender",
      "11 sender_not_allowed",
      "12 sender_blacklisted",
      "13 text_blocked",
      "14 spam_limit",
      "15 duplicate",
      "16 no_client_price",
      "17 no_source_price",
      "18 negative_margin",
      "19 no_route",
      "20 no_active_supplier",
      "21 supplier_not_allowed",
      "22 parts_missing",
      "23 expired_before_send",
      "24 too_long",
      "25 encoding",
    ]
  `);
});

it("answers on the wire with a status that SMPP knows, and never with success", () => {
  for (const name of blockReasonNames) {
    expect(Object.keys(statuses)).toContain(blockReasons[name].smpp);
    expect(blockReasons[name].smpp).not.toBe("ESME_ROK");
  }
});

it("answers over HTTP with an error, and with a sentence for people", () => {
  for (const name of blockReasonNames) {
    const { http, says } = blockReasons[name];
    expect(http >= 400 && http < 600 && Number.isInteger(http)).toBe(true);
    expect(says).toMatch(/^[A-Z].*\.$/);
  }
});
