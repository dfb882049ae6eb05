import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type CommandName, commandIds, isResponse } from "../pdu/pdus.ts";
import { refusalOf } from "./refusal.ts";
import { mayReceive, maySend, requestMatrix, type SessionState, sessionStates } from "./state.ts";

const requests = Object.keys(requestMatrix) as (keyof typeof requestMatrix)[];
const shownStates = sessionStates.filter((state) => state !== "closed");

/** One row per request: who may send it in which state. */
function readmeTable(): string {
  const rows = requests.map((command) => {
    const cells = shownStates.map((state) => {
      const sides = [maySend("esme", state, command) && "ESME", maySend("smsc", state, command) && "SMSC"];
      return sides.filter(Boolean).join(" ") || "–";
    });
    return `| ${command} | ${cells.join(" | ")} |`;
  });
  const head = `| request | ${shownStates.join(" | ")} |`;
  return [head, `|${" --- |".repeat(shownStates.length + 1)}`, ...rows].join("\n");
}

describe("the state matrix", () => {
  it("is the table in the README", () => {
    const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
    expect(readme).toContain(readmeTable());
  });

  it("has a row for every request there is", () => {
    const all = (Object.keys(commandIds) as CommandName[]).filter((command) => !isResponse(command));
    expect([...requests].sort()).toEqual(all.sort());
  });

  it("lets a transceiver do what transmitter and receiver may together", () => {
    for (const command of requests)
      for (const role of ["esme", "smsc"] as const)
        expect(maySend(role, "bound_trx", command)).toBe(
          maySend(role, "bound_tx", command) || maySend(role, "bound_rx", command),
        );
  });

  it("allows nothing once closed", () => {
    for (const command of requests) expect(mayReceive("smsc", "closed", command)).toBe(false);
  });
});

describe("a request out of place", () => {
  it.each<[string, SessionState, "esme" | "smsc", CommandName]>([
    ["ESME_RINVBNDSTS", "open", "smsc", "submit_sm"],
    ["ESME_RINVBNDSTS", "bound_rx", "smsc", "submit_sm"],
    ["ESME_RINVBNDSTS", "bound_tx", "esme", "deliver_sm"],
    ["ESME_RALYBND", "bound_trx", "smsc", "bind_receiver"],
    ["ESME_RX_T_APPN", "unbinding", "esme", "deliver_sm"],
    ["ESME_RINVBNDSTS", "unbinding", "smsc", "submit_sm"],
    ["ESME_RINVCMDID", "bound_tx", "smsc", "broadcast_sm"],
  ])("is told %s in state %s by the %s for %s", (status, state, role, command) => {
    expect(refusalOf(role, state, command)).toBe(status);
  });

  it("is not refused where it belongs", () => {
    expect(refusalOf("smsc", "bound_tx", "submit_sm")).toBeUndefined();
    expect(refusalOf("esme", "bound_rx", "deliver_sm")).toBeUndefined();
  });
});
