import { describe, expect, it } from "vitest";
import { aClient, aConfiguration, aSenderRule, aSubmission, type Configuration } from "../../test/configuration.ts";
import { snapshotOf } from "../../test/snapshot.ts";
import { checkLeavingSender, checkSender } from "./sender.ts";

const telekom = { country: "DE", network: "26201" };
const firewallOf = (parts: Partial<Configuration>) => snapshotOf(aConfiguration(parts)).firewall;
const judge = (sender: string, parts: Partial<Configuration> = {}, client = aClient()) =>
  checkSender(aSubmission({ sender }), telekom, client, firewallOf(parts));
const leaving = (sentSender: string | null, sender: string, parts: Partial<Configuration>) =>
  checkLeavingSender(sentSender, sender, telekom, aClient(), firewallOf(parts));

describe("its form", () => {
  it.each(["Switchyard", "A", "Elevenchars", "Shop & Co.", "12345", "491512345678", "+491512345678"])(
    "lets %s pass",
    (sender) => {
      expect(judge(sender)).toEqual({ status: undefined });
    },
  );

  it.each([
    ["", "empty"],
    ["TwelveChars!", "too_long"],
    ["Price €€€€€", "too_long"],
    ["Банк", "bad_character"],
    ["line\nfeed", "bad_character"],
    [" Bank", "outer_blank"],
    ["12", "too_short"],
    ["12345678901234567", "too_long"],
  ])("stops %j as %s, with the kind of fault as detail", (sender, detail) => {
    expect(judge(sender)).toEqual({ fault: { reason: "invalid_sender", detail } });
  });
});

const senders = (status: Configuration["senders"][number]["status"], country: string | null = null) => ({
  senders: [{ clientId: 1, sender: "SWITCHYARD", country, status }],
});

it("tells of a sender that passes what was decided of it", () => {
  expect(judge("Switchyard", senders("seen"))).toEqual({ status: "seen" });
  expect(judge("Switchyard", senders("approved"))).toEqual({ status: "approved" });
  expect(judge("Switchyard", senders("approved", "FR"))).toEqual({ status: undefined });
});

it("names the form before the black list, that before the register, and that before what the destination takes", () => {
  const world = {
    ...senders("denied"),
    blockedSenders: [{ supplierId: null, pattern: "*" }],
    senderRules: [aSenderRule({ alphanumeric: false })],
  };
  expect(judge("", world).fault?.reason).toBe("invalid_sender");
  expect(judge("Switchyard", world).fault?.reason).toBe("sender_blacklisted");
  const { blockedSenders: _, ...unblocked } = world;
  expect(judge("Switchyard", unblocked).fault).toEqual({ reason: "sender_not_allowed", detail: "denied" });
  const { senders: __, ...unknown } = unblocked;
  expect(judge("Switchyard", unknown)).toEqual({
    destinationFault: { reason: "sender_not_allowed", detail: "alphanumeric" },
    status: undefined,
  });
});

it("keeps a supplier's blocked senders to that supplier", () => {
  expect(judge("Switchyard", { blockedSenders: [{ supplierId: 1, pattern: "*" }] }).fault).toBeUndefined();
});

it("lets a client without dynamic senders use approved ones alone", () => {
  const client = aClient({ dynamicSender: false });
  const fault = { reason: "sender_not_allowed", detail: "not_approved" };
  expect(judge("Switchyard", {}, client).fault).toEqual(fault);
  expect(judge("Switchyard", senders("seen"), client).fault).toEqual(fault);
  expect(judge("Switchyard", senders("pending"), client).fault).toEqual(fault);
  expect(judge("Switchyard", senders("approved"), client)).toEqual({ status: "approved" });
  expect(judge("Switchyard", senders("denied"), client).fault?.detail).toBe("denied");
});

describe("as it leaves", () => {
  const registered = { senderRules: [aSenderRule({ registrationNeeded: true })] };

  it("must be one that the destination takes", () => {
    const numbersOnly = { senderRules: [aSenderRule({ alphanumeric: false })] };
    const fault = { reason: "sender_not_allowed", detail: "alphanumeric" };
    expect(leaving(null, "Switchyard", numbersOnly)).toEqual(fault);
    expect(leaving("12345", "Switchyard", numbersOnly)).toBeUndefined();
    expect(leaving("Other", "12345", numbersOnly)).toEqual(fault);
    expect(leaving(null, "Switchyard", {})).toBeUndefined();
  });

  it("needs the client's registration, unless it is ours", () => {
    const fault = { reason: "sender_not_allowed", detail: "not_registered" };
    expect(leaving(null, "Switchyard", registered)).toEqual(fault);
    expect(leaving(null, "Switchyard", { ...registered, ...senders("approved") })).toBeUndefined();
    expect(leaving("Other", "Switchyard", registered)).toBeUndefined();
  });
});
