import { encodeTrace, type TraceStep } from "@switchyard/engine";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makePartitions } from "../../src/database/partitions.ts";
import { moderationLimits } from "../../src/reports/moderation.ts";
import { createRig, type Rig, refusal } from "./rig.ts";
import { addMessage } from "./traffic.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await createRig();
  await makePartitions(rig.pool, rig.clock.nowMs);
});
afterAll(() => rig.close());

let made = 0;
const newClient = async () => (await rig.api.createClient({ body: { login: `client${++made}`, currency: "EUR" } })).id;

interface Waiting {
  readonly clientId: number;
  readonly text?: string;
  readonly sender?: string;
  readonly country?: string;
  /** Steps that asked for approval. */
  readonly caught?: readonly TraceStep[];
  readonly status?: "moderation" | "held";
}

/** A message as the accept lane leaves it: in the queue, waiting for a person. */
async function wait({ clientId, text = "hello", caught, status = "moderation", ...more }: Waiting): Promise<number> {
  const { id } = await addMessage(rig.pool, { atMs: rig.clock.nowMs + ++made, clientId, status, ...more });
  const steps: TraceStep[] = [{ step: "client", outcome: "pass", detail: "" }];
  const trace = encodeTrace([...steps, ...(caught ?? []), { step: "moderation", outcome: "pass", detail: "" }]);
  await rig.pool.query("update messages set text = $2, trace = $3 where id = $1", [id, text, trace]);
  await rig.pool.query(
    "insert into queue (message_id, client_id, connection_id, due_at) values ($1, $2, 1, 'infinity')",
    [id, clientId],
  );
  return id;
}

const listed = async (query: object) => (await rig.api.listModeration({ query })).items.map(({ id }) => id);

describe("the moderation queue", () => {
  it("shows what waits, the oldest first, and what caught it", async () => {
    const clientId = await newClient();
    const filter = await rig.api.createTextFilter({ body: { name: "offers", pattern: "offer", action: "moderate" } });
    const byFilter = await wait({
      clientId,
      text: "Great offer",
      caught: [{ step: "content", outcome: "pass", detail: String(filter.id) }],
    });
    const byLimit = await wait({ clientId, caught: [{ step: "likeness", outcome: "pass", detail: "77.5.3" }] });
    const byClient = await wait({ clientId });
    await wait({ clientId, status: "held" });
    const { items, nextCursor } = await rig.api.listModeration({ query: { clientId } });
    expect(nextCursor).toBeNull();
    expect(items.map(({ id, caughtBy }) => [id, caughtBy])).toEqual([
      [byFilter, { kind: "text_filter", id: filter.id, name: "offers" }],
      [byLimit, { kind: "spam_limit", id: 77, name: null }],
      [byClient, { kind: "client", id: null, name: null }],
    ]);
    expect(items[0]).toMatchObject({
      text: "Great offer",
      sender: "Acme",
      country: "DE",
      channel: "smpp",
      sentText: null,
    });
  });

  it("is filtered by client, sender, country, text and filter, in pages", async () => {
    const [one, other] = [await newClient(), await newClient()];
    const caught = { step: "content", outcome: "pass", detail: "12" } as const;
    const first = await wait({ clientId: one, sender: "Shop", text: "Your CODE is 1", caught: [caught] });
    const second = await wait({ clientId: one, country: "FR", caught: [{ ...caught, detail: "123" }] });
    const third = await wait({ clientId: other, sender: "shop", text: "code" });
    expect(await listed({ clientId: one })).toEqual([first, second]);
    expect(await listed({ sender: "SHOP" })).toEqual([first, third]);
    expect(await listed({ clientId: one, country: "FR" })).toEqual([second]);
    expect(await listed({ text: "code" })).toEqual([first, third]);
    expect(await listed({ filterId: 12 })).toEqual([first]);
    const page = await rig.api.listModeration({ query: { clientId: one, limit: 1 } });
    expect(page.items.map(({ id }) => id)).toEqual([first]);
    expect(await listed({ clientId: one, limit: 1, cursor: page.nextCursor ?? "" })).toEqual([second]);
  });

  it("is filtered by what caught a message, and by that first where two did", async () => {
    const clientId = await newClient();
    const filter: TraceStep = { step: "content", outcome: "pass", detail: "12" };
    const limit: TraceStep = { step: "likeness", outcome: "pass", detail: "7.5.3.duplicate" };
    const byFilter = await wait({ clientId, caught: [filter] });
    const byLimit = await wait({ clientId, caught: [limit] });
    const byBoth = await wait({ clientId, caught: [filter, limit] });
    const byClient = await wait({ clientId });
    expect(await listed({ clientId, caughtBy: "text_filter" })).toEqual([byFilter, byBoth]);
    expect(await listed({ clientId, caughtBy: "spam_limit" })).toEqual([byLimit]);
    expect(await listed({ clientId, caughtBy: "client" })).toEqual([byClient]);
    for (const { id, caughtBy } of (await rig.api.listModeration({ query: { clientId } })).items) {
      expect(await listed({ clientId, caughtBy: caughtBy.kind })).toContain(id);
    }
  });

  it("is filtered by what a text filter would catch as it is now, in its scope", async () => {
    const [one, other] = [await newClient(), await newClient()];
    const fits = await wait({ clientId: one, text: "Click BIT.ly/1" });
    await wait({ clientId: one, text: "nothing of that" });
    await wait({ clientId: one, text: "bit.ly", country: "FR" });
    await wait({ clientId: other, text: "bit.ly" });
    const body = {
      name: "links",
      pattern: "bit\\.ly",
      match: "regex",
      action: "block",
      clientId: one,
      country: "DE",
    } as const;
    const filter = await rig.api.createTextFilter({ body });
    const meets = { meetsFilterId: filter.id };
    expect(await listed(meets)).toEqual([fits]);
    rig.clock.nowMs += 10_000;
    rig.live.moderated = [];
    const done = await rig.api.decideModeration({ body: { approve: false, comment: "spam", matching: meets } });
    expect(done).toEqual({ decided: 1, tooLate: 0, nextCursor: null });
    expect(rig.live.moderated).toEqual([{ id: fits, approved: false }]);
    await rig.api.updateTextFilter({ params: { filterId: filter.id }, body: { enabled: false } });
    expect(await listed(meets)).toEqual([]);
    expect(await refusal(rig.api.listModeration({ query: { meetsFilterId: 999_999 } }))).toMatchObject({ status: 404 });
  });

  it("looks no further than it may in one request, and goes on from there", async () => {
    const clientId = await newClient();
    const heldMax = moderationLimits.slice * moderationLimits.slicesMax;
    await rig.pool.query(
      `insert into queue (message_id, client_id, connection_id, due_at)
       select n, $1, 1, 'infinity' from generate_series(1, $2) n`,
      [clientId, heldMax],
    );
    const waiting = await wait({ clientId });
    const first = await rig.api.listModeration({ query: { clientId } });
    expect([first.items, first.nextCursor === null]).toEqual([[], false]);
    expect(await listed({ clientId, cursor: first.nextCursor ?? "" })).toEqual([waiting]);
    await rig.pool.query("delete from queue where message_id <= $1", [heldMax]);
  });
});

describe("decisions on waiting messages", () => {
  it("are handed to the switch with who decided, and tell what came too late", async () => {
    const clientId = await newClient();
    const ids = [await wait({ clientId }), await wait({ clientId })];
    rig.live.moderated = [];
    const body = { approve: true, messageIds: ids, comment: "fine" };
    expect(await rig.api.decideModeration({ body })).toEqual({ decided: 2, tooLate: 0, nextCursor: null });
    expect(rig.live.moderated.map(({ id, approved }) => [id, approved])).toEqual(ids.map((id) => [id, true]));
    rig.live.verdict = "too_late";
    expect(await rig.api.decideModeration({ body })).toEqual({ decided: 0, tooLate: 2, nextCursor: null });
    rig.live.verdict = "done";
  });

  it("are taken on all that match and waited when first asked, however many", async () => {
    const clientId = await newClient();
    const first = await wait({ clientId, text: "win" });
    for (let i = 0; i < 600; i++) await wait({ clientId, text: "WIN now" });
    await wait({ clientId, text: "other" });
    rig.clock.nowMs += 10_000;
    rig.live.moderated = [];
    const body = { approve: false, matching: { clientId, text: "win" } };
    const half = await rig.api.decideModeration({ body });
    expect([half.decided, half.nextCursor === null]).toEqual([500, false]);
    const later = await wait({ clientId, text: "win, later" });
    const rest = await rig.api.decideModeration({ query: { cursor: half.nextCursor ?? "" }, body });
    expect(rest).toEqual({ decided: 101, tooLate: 0, nextCursor: null });
    const ids = rig.live.moderated.map(({ id }) => id);
    expect([ids[0], new Set(ids).size, ids.includes(later)]).toEqual([first, 601, false]);
  });

  it("name either messages or what they match", async () => {
    for (const body of [{ approve: true }, { approve: true, messageIds: [1], matching: {} }]) {
      expect(await refusal(rig.api.decideModeration({ body }))).toMatchObject({
        errors: [{ path: "body.messageIds" }],
      });
    }
  });
});
