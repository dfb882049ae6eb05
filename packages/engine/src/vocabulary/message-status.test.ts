import { type MessageStateName, messageStates } from "@switchyard/smpp";
import { expect, it } from "vitest";
import {
  FINAL_STATUS_CODE_MIN,
  isFinalStatus,
  messageStatuses,
  messageStatusNames,
  messageStatusOf,
} from "./message-status.ts";

it("has every status of the product and no other", () => {
  const product =
    "queued held scheduled moderation sent delivered undelivered rejected expired unknown cancelled blocked";
  expect(messageStatusNames).toEqual(product.split(" "));
});

it("finds a status by its database code, and each code is of one status", () => {
  for (const name of messageStatusNames) expect(messageStatusOf(messageStatuses[name].code)).toBe(name);
  expect(() => messageStatusOf(0)).toThrow("0");
  expect(() => messageStatusOf(99)).toThrow("99");
});

it("keeps the codes of final statuses at or above the bound that SQL relies on, and the others under it", () => {
  for (const name of messageStatusNames) {
    expect(messageStatuses[name].code >= FINAL_STATUS_CODE_MIN).toBe(isFinalStatus(name));
  }
});

it("tells the client a final state for a final status alone", () => {
  const waiting: readonly MessageStateName[] = ["SCHEDULED", "ENROUTE"];
  const waitingStates = waiting.map((name) => messageStates[name]);
  for (const name of messageStatusNames) {
    expect(waitingStates.includes(messageStatuses[name].state)).toBe(!isFinalStatus(name));
  }
});

it("has one receipt text for each message_state", () => {
  const texts = new Map<number, string>();
  for (const name of messageStatusNames) {
    const { state, receipt } = messageStatuses[name];
    expect(texts.get(state) ?? receipt).toBe(receipt);
    texts.set(state, receipt);
  }
  expect(new Set(texts.values()).size).toBe(texts.size);
});
