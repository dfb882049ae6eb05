import { expect, it } from "vitest";
import { aClient, aSubmission } from "../../test/configuration.ts";
import { type Channel, channels } from "../vocabulary/codes.ts";
import { checkClient } from "./client.ts";

const allOff = { smpp: false, http: false, rest: false, web: false };

it("stops a refused client, and lets one on hold pass", () => {
  expect(checkClient(aSubmission(), aClient({ block: "refuse" }))?.reason).toBe("client_blocked");
  expect(checkClient(aSubmission(), aClient({ block: "hold" }))).toBeUndefined();
  expect(checkClient(aSubmission(), aClient())).toBeUndefined();
});

it.each(Object.keys(channels) as Channel[])("switches %s on and off by itself", (channel) => {
  const submission = aSubmission({ channel });
  const others = { smpp: true, http: true, rest: true, web: true, [channel]: false };
  const fault = { reason: "channel_disabled", detail: channel };
  expect(checkClient(submission, aClient({ channels: others }))).toEqual(fault);
  expect(checkClient(submission, aClient({ channels: { ...allOff, [channel]: true } }))).toBeUndefined();
});

it("names the block before the channel", () => {
  expect(checkClient(aSubmission(), aClient({ block: "refuse", channels: allOff }))?.reason).toBe("client_blocked");
});
