import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRig, type Rig, refusal } from "./rig.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await createRig();
});
afterAll(() => rig.close());

let made = 0;
const newClient = () => rig.api.createClient({ body: { login: `client${++made}`, currency: "EUR" } });
const historyOf = async (entity: string, id: number | "") =>
  (await rig.api.listHistory({ query: { entity, ...(id !== "" && { entityId: String(id) }) } })).items;

describe("text filters", () => {
  const newFilter = (more: object = {}) =>
    rig.api.createTextFilter({ body: { name: `filter ${++made}`, pattern: "casino", action: "block", ...more } });

  it("are created, changed and deleted with history", async () => {
    const filter = await newFilter();
    expect(filter).toMatchObject({ match: "plain", ignoreCase: true, enabled: true, clientId: null, country: null });
    const params = { filterId: filter.id };
    expect(await rig.api.getTextFilter({ params })).toEqual(filter);
    const changed = await rig.api.updateTextFilter({ params, body: { action: "moderate", country: "DE" } });
    expect(changed).toMatchObject({ action: "moderate", country: "DE", pattern: "casino" });
    await rig.api.updateTextFilter({ params, body: { action: "moderate" } });
    await rig.api.deleteTextFilter({ params });
    expect(await refusal(rig.api.getTextFilter({ params }))).toMatchObject({ code: "not_found" });
    const items = await historyOf("text_filter", filter.id);
    expect(items.map(({ action, category }) => [action, category])).toEqual([
      ["delete", "firewall"],
      ["update", "firewall"],
      ["create", "firewall"],
    ]);
  });

  it("tell a wrong pattern at its field, also when only its kind changes", async () => {
    const wrong = await refusal(newFilter({ match: "regex", pattern: "(casino" }));
    expect(wrong).toMatchObject({ code: "invalid_request", errors: [{ path: "body.pattern" }] });
    const filter = await newFilter({ pattern: "(casino" });
    const params = { filterId: filter.id };
    const turned = rig.api.updateTextFilter({ params, body: { match: "regex" } });
    expect(await refusal(turned)).toMatchObject({ errors: [{ path: "body.pattern" }] });
    expect(await refusal(newFilter({ pattern: "" }))).toMatchObject({ code: "invalid_request" });
    expect(await refusal(newFilter({ country: "XX" }))).toMatchObject({ errors: [{ path: "body.country" }] });
    expect(await refusal(newFilter({ clientId: 999_999 }))).toMatchObject({ errors: [{ path: "body.clientId" }] });
    expect(await refusal(newFilter({ name: filter.name }))).toMatchObject({
      code: "name_taken",
      errors: [{ path: "body.name" }],
    });
  });

  it("can be tried on a text without sending anything", async () => {
    const client = await newClient();
    const everywhere = await newFilter({ pattern: "lottery" });
    const own = await newFilter({ match: "word", pattern: "lotto", clientId: client.id, action: "moderate" });
    const german = await newFilter({ match: "regex", pattern: "l.tt(o|ery)", country: "DE" });
    await newFilter({ pattern: "lottery", enabled: false });
    const tried = async (body: object) =>
      (await rig.api.tryTextFilters({ body: { text: "LOTTO and Lottery", ...body } })).hits.map((hit) => hit.filterId);
    expect(await tried({})).toEqual([everywhere.id]);
    expect(await tried({ clientId: client.id })).toEqual([everywhere.id, own.id]);
    expect(await tried({ clientId: client.id, country: "DE" })).toEqual([everywhere.id, own.id, german.id]);
    const draft = { match: "regex", pattern: "^\\d{6}$", ignoreCase: false } as const;
    expect(await rig.api.tryTextFilters({ body: { text: "123456", draft } })).toEqual({ hits: [], draft: true });
    const broken = rig.api.tryTextFilters({ body: { text: "x", draft: { ...draft, pattern: "[" } } });
    expect(await refusal(broken)).toMatchObject({ errors: [{ path: "body.draft.pattern" }] });
  });

  it("are found by client, action and a part of what they say", async () => {
    const client = await newClient();
    await newFilter({ pattern: "zebra-one", clientId: client.id });
    await newFilter({ pattern: "zebra-two", action: "moderate" });
    const found = async (query: object) => (await rig.api.listTextFilters({ query })).items.map((row) => row.pattern);
    expect(await found({ clientId: client.id })).toEqual(["zebra-one"]);
    expect(await found({ search: "ZEBRA" })).toEqual(["zebra-one", "zebra-two"]);
    expect(await found({ search: "zebra", action: ["moderate"] })).toEqual(["zebra-two"]);
    const first = await rig.api.listTextFilters({ query: { search: "zebra", limit: 1 } });
    const second = await rig.api.listTextFilters({ query: { search: "zebra", cursor: first.nextCursor ?? "" } });
    expect(second.items.map((row) => row.pattern)).toEqual(["zebra-two"]);
  });
});

describe("spam limits", () => {
  it("compare something, are changed and deleted with history", async () => {
    const client = await newClient();
    const body = { name: "same text", messagesMax: 3, windowSeconds: 60, byText: true, clientId: client.id };
    const limit = await rig.api.createSpamLimit({ body });
    expect(limit).toMatchObject({
      byText: true,
      bySender: false,
      reason: "spam_limit",
      action: "block",
      clientLogin: client.login,
    });
    const params = { limitId: limit.id };
    const nothing = rig.api.updateSpamLimit({ params, body: { byText: false } });
    expect(await refusal(nothing)).toMatchObject({ errors: [{ path: "body.byRecipient" }] });
    const turned = await rig.api.updateSpamLimit({
      params,
      body: { byText: false, byRecipient: true, reason: "duplicate" },
    });
    expect(turned).toMatchObject({ byText: false, byRecipient: true, reason: "duplicate" });
    expect(await rig.api.getSpamLimit({ params })).toEqual(turned);
    expect((await rig.api.listSpamLimits({ query: { clientId: client.id } })).items).toEqual([turned]);
    const none = rig.api.createSpamLimit({ body: { name: "none", messagesMax: 3, windowSeconds: 60 } });
    expect(await refusal(none)).toMatchObject({ errors: [{ path: "body.byRecipient" }] });
    expect(await refusal(rig.api.createSpamLimit({ body }))).toMatchObject({ code: "name_taken" });
    const endless = rig.api.createSpamLimit({ body: { ...body, name: "endless", windowSeconds: 86_401 } });
    expect(await refusal(endless)).toMatchObject({ errors: [{ path: "body.windowSeconds" }] });
    await rig.api.deleteSpamLimit({ params });
    expect((await historyOf("spam_limit", limit.id)).map(({ action, clientId }) => [action, clientId])).toEqual([
      ["delete", client.id],
      ["update", client.id],
      ["create", client.id],
    ]);
  });
});

describe("blocked senders", () => {
  it("are the platform's or one supplier's, once each whatever the letter case", async () => {
    const supplier = await rig.api.createSupplier({ body: { name: "blocking", currency: "EUR" } });
    const body = { patterns: ["Bank*"] };
    const block = async (more: object) => (await rig.api.createBlockedSenders({ body: { ...body, ...more } })).items[0];
    const ours = await block({});
    expect(ours).toMatchObject({ pattern: "bank*", supplierId: null, supplierName: null });
    const twice = block({ patterns: ["BANK*"] });
    expect(await refusal(twice)).toMatchObject({ code: "sender_listed", errors: [{ path: "body.patterns.0" }] });
    const theirs = await block({ supplierId: supplier.id });
    const found = async (supplierId?: number | "none") =>
      (await rig.api.listBlockedSenders({ query: { supplierId, search: "bank" } })).items.map(({ id }) => id);
    expect(await found()).toEqual([ours?.id, theirs?.id]);
    expect([await found("none"), await found(supplier.id)]).toEqual([[ours?.id], [theirs?.id]]);
    const params = { blockedSenderId: theirs?.id ?? 0 };
    const changed = await rig.api.updateBlockedSender({ params, body: { pattern: "Banque", comment: "asked" } });
    expect(changed).toMatchObject({ pattern: "banque", comment: "asked", supplierName: "blocking" });
    expect(await rig.api.getBlockedSender({ params })).toEqual(changed);
    await rig.api.deleteBlockedSender({ params });
    expect((await historyOf("blocked_sender", theirs?.id ?? 0)).map(({ action }) => action)).toEqual([
      "delete",
      "update",
      "create",
    ]);
    expect(await refusal(block({ patterns: ["**"] }))).toMatchObject({ status: 400 });
    const nobody = block({ supplierId: 999_999 });
    expect(await refusal(nobody)).toMatchObject({ errors: [{ path: "body.supplierId" }] });
  });

  it("are pasted, all or none, and each line that can't be is told", async () => {
    const paste = (patterns: string[]) => rig.api.createBlockedSenders({ body: { patterns, comment: "phishing" } });
    const bad = await refusal(paste(["Parcel", "", "*", "x".repeat(41), "PARCEL "]));
    expect(bad).toMatchObject({
      code: "invalid_request",
      detail: "Line 3 would block every sender (and 2 more). Nothing was changed.",
      errors: [
        { path: "body.patterns.2" },
        { path: "body.patterns.3", message: "must have at most 40 characters" },
        { path: "body.patterns.4", message: "repeats line 1" },
      ],
    });
    const { items } = await paste(["Parcel", " ", "dhl*", "track_*"]);
    expect(items.map(({ pattern, comment }) => [pattern, comment])).toEqual([
      ["dhl*", "phishing"],
      ["parcel", "phishing"],
      ["track_*", "phishing"],
    ]);
    expect(await refusal(paste(["new one", "DHL*"]))).toMatchObject({
      code: "sender_listed",
      errors: [{ path: "body.patterns.1", message: "is blocked here already" }],
    });
    expect((await rig.api.listBlockedSenders({ query: { search: "new one" } })).items).toEqual([]);
    expect(await refusal(paste(["", " "]))).toMatchObject({ errors: [{ path: "body.patterns" }] });
    expect(await refusal(paste(Array.from({ length: 1_001 }, (_, i) => `s${i}`)))).toMatchObject({ status: 400 });
  });

  it("are exported as they are filtered, and deleted together with history of each", async () => {
    const supplier = await rig.api.createSupplier({ body: { name: "exporting", currency: "EUR" } });
    const body = { patterns: ["Zeta", "=alpha*"], supplierId: supplier.id };
    const { items } = await rig.api.createBlockedSenders({ body });
    const csv = await rig.api.exportBlockedSenders({ query: { supplierId: supplier.id } });
    expect(csv.split("\r\n").map((line) => line.split(",").slice(0, 3).join(","))).toEqual([
      "sender,supplier,comment",
      "'=alpha*,exporting,",
      "zeta,exporting,",
      "",
    ]);
    const blockedSenderIds = items.map(({ id }) => id);
    const deleted = await rig.api.deleteBlockedSenders({ body: { blockedSenderIds: [...blockedSenderIds, 999_999] } });
    expect(deleted).toEqual({ removed: 2, absent: 1 });
    for (const id of blockedSenderIds) {
      expect((await historyOf("blocked_sender", id)).map(({ action }) => action)).toEqual(["delete", "create"]);
    }
    expect((await rig.api.listBlockedSenders({ query: { supplierId: supplier.id } })).items).toEqual([]);
  });
});

describe("settings of the firewall", () => {
  it("are read and changed with history, and refuse what can't be watched", async () => {
    const before = await rig.api.getFirewallSettings();
    expect(before).toMatchObject({ blockNegativeMargin: false, pumpingWatch: true, pumpingWindowSeconds: 900 });
    const body = { blockNegativeMargin: true, alertEmail: "noc@example.net", pumpingRangeDigits: 4 };
    expect(await rig.api.updateFirewallSettings({ body })).toEqual({ ...before, ...body });
    await rig.api.updateFirewallSettings({ body });
    const [entry, ...older] = await historyOf("firewall_settings", "");
    expect(older).toEqual([]);
    expect(entry?.changes.map(({ field }) => field).sort()).toEqual([
      "alertEmail",
      "blockNegativeMargin",
      "pumpingRangeDigits",
    ]);
    for (const wrong of [{ alertEmail: "nobody" }, { pumpingSharePercent: 0 }, { pumpingRangeDigits: 9 }]) {
      expect(await refusal(rig.api.updateFirewallSettings({ body: wrong }))).toMatchObject({ status: 400 });
    }
  });
});

describe("alerts on traffic", () => {
  it("are listed, acknowledged once, and open ones show on the dashboard", async () => {
    const client = await newClient();
    await rig.pool.query(
      `insert into traffic_alerts (at, kind, client_id, country, number_range, messages, share_percent, last_seen)
       values (now(), 'pumping', $1, 'DE', '49151234', 300, 60, now()), (now(), 'pumping', $1, 'FR', '33612', 250, 70, now())`,
      [client.id],
    );
    const [second, first] = (await rig.api.listTrafficAlerts({ query: { clientId: client.id } })).items;
    expect(second).toMatchObject({ kind: "pumping", country: "FR", numberRange: "33612", clientLogin: client.login });
    const pumped = async () => (await rig.api.getDashboard()).alerts.filter(({ kind }) => kind === "numbers_pumped");
    expect(await pumped()).toHaveLength(2);
    const params = { alertId: first?.id ?? 0 };
    const acknowledged = await rig.api.acknowledgeTrafficAlert({ params });
    expect(acknowledged).toMatchObject({ acknowledgedBy: "admin (preset key)" });
    expect(await rig.api.acknowledgeTrafficAlert({ params })).toEqual(acknowledged);
    expect(await pumped()).toMatchObject([
      { numberRange: "33612", messages: 250, sharePercent: 70, login: client.login },
    ]);
    const listed = async (open: boolean) =>
      (await rig.api.listTrafficAlerts({ query: { open } })).items.map(({ country }) => country);
    expect([await listed(true), await listed(false)]).toEqual([["FR"], ["DE"]]);
    expect(await historyOf("traffic_alert", params.alertId)).toHaveLength(1);
  });
});

describe("a client's own settings of the firewall", () => {
  it("are changed with the profile and written to its history", async () => {
    const client = await newClient();
    expect(client).toMatchObject({
      moderation: "none",
      dynamicSender: true,
      skipBlacklist: false,
      negativeMargin: "platform",
    });
    const params = { clientId: client.id };
    const body = {
      moderation: "automatic",
      dynamicSender: false,
      skipBlacklist: true,
      negativeMargin: "allow",
    } as const;
    expect(await rig.api.updateClient({ params, body })).toMatchObject(body);
    const { items } = await rig.api.listClientHistory({ params });
    expect(items[0]?.changes.map(({ field }) => field).sort()).toEqual([
      "dynamicSender",
      "moderation",
      "negativeMargin",
      "skipBlacklist",
    ]);
    await rig.reloadSnapshot();
    const wrong = { moderation: "sometimes" } as object;
    expect(await refusal(rig.api.updateClient({ params, body: wrong }))).toMatchObject({ status: 400 });
  });
});
