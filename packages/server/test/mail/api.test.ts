import { afterAll, beforeAll, expect, it } from "vitest";
import { transaction } from "../../src/database/transaction.ts";
import { enqueueMail, type OutgoingMail } from "../../src/mail/enqueue.ts";
import { createRig, type Rig, refusal } from "../api/rig.ts";
import { plainMail } from "./post-office.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await createRig();
});
afterAll(() => rig.close());

const enqueue = (mail: Partial<OutgoingMail> = {}) =>
  transaction(rig.pool, (tx) => enqueueMail(tx, { ...plainMail, ...mail }, rig.clock.now()));

it("mails are listed newest first, in pages, by client, kind and status", async () => {
  const ids = [
    await enqueue({ clientId: 41 }),
    await enqueue({ clientId: 41, kind: "statement" }),
    await enqueue({ clientId: 42 }),
    await enqueue({ clientId: 41, kind: "low_balance" }),
  ];
  await rig.pool.query("update mails set status = 'failed' where id = $1", [ids[0]]);
  const listed = async (query: Parameters<typeof rig.api.listMails>[0]) =>
    (await rig.api.listMails(query)).items.map(({ id }) => ids.indexOf(id));
  expect(await listed({ query: { clientId: 41 } })).toEqual([3, 1, 0]);
  expect(await listed({ query: { clientId: 41, kind: ["invoice", "statement"] } })).toEqual([1, 0]);
  expect(await listed({ query: { status: ["failed"] } })).toEqual([0]);
  const first = await rig.api.listMails({ query: { clientId: 41, limit: 2 } });
  expect(first.items).toHaveLength(2);
  expect(await listed({ query: { clientId: 41, cursor: first.nextCursor ?? "" } })).toEqual([0]);
});

it("a mail is shown with its text and what is attached, and only a waiting one has a next try", async () => {
  const octets = Buffer.from("%PDF-1.7");
  const mailId = await enqueue({ attachments: [{ name: "a.pdf", contentType: "application/pdf", octets }] });
  expect(await rig.api.getMail({ params: { mailId } })).toEqual({
    id: mailId,
    clientId: 7,
    kind: "invoice",
    sender: "",
    replyTo: "",
    recipients: ["pay@client.example"],
    subject: plainMail.subject,
    body: plainMail.body,
    reference: "invoice 1",
    status: "waiting",
    tries: 0,
    nextTryAt: "2026-06-15T10:30:00.000Z",
    lastError: "",
    createdAt: "2026-06-15T10:30:00.000Z",
    sentAt: null,
    attachments: [{ position: 0, name: "a.pdf", contentType: "application/pdf", size: 8 }],
  });
  await rig.pool.query("update mails set status = 'sent', sent_at = created_at where id = $1", [mailId]);
  expect(await rig.api.getMail({ params: { mailId } })).toMatchObject({
    nextTryAt: null,
    sentAt: "2026-06-15T10:30:00.000Z",
  });
  expect(await refusal(rig.api.getMail({ params: { mailId: 999_999 } }))).toMatchObject({ code: "not_found" });
});

it("a mail that failed is tried again with all its tries, and history tells who wanted it", async () => {
  const mailId = await enqueue();
  await rig.pool.query("update mails set status = 'failed', tries = 24, last_error = 'no' where id = $1", [mailId]);
  expect(await rig.api.retryMail({ params: { mailId } })).toMatchObject({
    status: "waiting",
    tries: 0,
    lastError: "",
    nextTryAt: new Date(rig.clock.nowMs).toISOString(),
  });
  const { items } = await rig.api.listHistory({ query: { entity: "mail", entityId: String(mailId) } });
  expect(items).toMatchObject([{ action: "retry", category: "mails", actor: "admin (preset key)", clientId: 7 }]);
  expect(await refusal(rig.api.retryMail({ params: { mailId } }))).toMatchObject({
    code: "wrong_state",
    status: 409,
    detail: `Mail ${mailId} is waiting; only a mail that failed can be tried again.`,
  });
  expect(await refusal(rig.api.retryMail({ params: { mailId: 999_999 } }))).toMatchObject({ code: "not_found" });
});

it("a test mail goes to the addresses given, or says which can't be used", async () => {
  const mail = await rig.api.sendTestMail({ body: { to: "a@x.example; Bob <b@x.example>" } });
  expect(mail).toMatchObject({
    kind: "test",
    clientId: null,
    recipients: ["a@x.example", "Bob <b@x.example>"],
    status: "waiting",
  });
  expect(await refusal(rig.api.sendTestMail({ body: { to: "a@x.example, nobody" } }))).toMatchObject({
    code: "invalid_request",
    errors: [{ path: "body.to", message: expect.stringContaining('"nobody" has no @') }],
  });
  expect(await refusal(rig.api.sendTestMail({ body: { to: " ,; " } }))).toMatchObject({ code: "invalid_request" });
});

it("the mail server is told without a password; null while none is configured", async () => {
  expect(await rig.api.getMailServer()).toEqual({ address: null, sender: "Switchyard <switchyard@localhost>" });
});
