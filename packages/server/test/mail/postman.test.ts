import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { clientConfig } from "../../src/database/connect.ts";
import { transaction } from "../../src/database/transaction.ts";
import { enqueueMail } from "../../src/mail/enqueue.ts";
import { limits } from "../../src/mail/limits.ts";
import { type MailServer, startMailServer } from "./mail-server.ts";
import { minuteMs, openPostOffice, type PostOffice, plainMail, sendAll } from "./post-office.ts";

let office: PostOffice;
let server: MailServer;
beforeAll(async () => {
  office = await openPostOffice();
});
afterAll(() => office.close());
beforeEach(async () => {
  await office.clear();
  office.logged.length = 0;
  server = await startMailServer();
});
afterEach(() => server.close());

describe("a mail", () => {
  it("arrives with its text, HTML, attachments and the headers of an automatic mail", async () => {
    const pdf = randomBytes(300_000);
    const mailId = await office.enqueue({
      sender: "Acme Billing <billing@acme.example>",
      replyTo: "help@acme.example",
      recipients: ["pay@client.example", '"Doe, Jane" <jane@client.example>'],
      attachments: [
        { name: "INV-2026-0001.pdf", contentType: "application/pdf", octets: pdf },
        { name: "lines.csv", contentType: "text/csv; charset=utf-8", octets: Buffer.from("a;b\r\n1;2\r\n") },
      ],
    });
    office.clock.nowMs += 5_000;
    expect(await office.postman(server.url).sendDue()).toBe(true);
    const [{ mail, recipients } = expect.fail("nothing arrived")] = server.received;
    expect(recipients).toEqual(["pay@client.example", "jane@client.example"]);
    expect(mail.from?.value).toEqual([{ name: "Acme Billing", address: "billing@acme.example" }]);
    expect(mail.replyTo?.value).toEqual([{ name: "", address: "help@acme.example" }]);
    expect(mail.to).toMatchObject({
      value: [{ address: "pay@client.example" }, { name: "Doe, Jane", address: "jane@client.example" }],
    });
    expect(mail.subject).toBe(plainMail.subject);
    expect(mail.text?.trim()).toBe(plainMail.body.trim());
    expect(mail.html).toContain("please find the invoice attached.</p>");
    expect(mail.attachments.map((one) => [one.filename, one.contentType])).toEqual([
      ["INV-2026-0001.pdf", "application/pdf"],
      ["lines.csv", "text/csv"],
    ]);
    expect(mail.attachments[0]?.content.equals(pdf)).toBe(true);
    expect(mail.date).toEqual(new Date(office.clock.nowMs));
    expect(mail.messageId).toMatch(new RegExp(`^<mail-${mailId}-[0-9a-z]+@acme\\.example>$`));
    expect(mail.headers.get("auto-submitted")).toBe("auto-generated");
    expect(mail.headers.has("x-mailer")).toBe(false);
    expect(await office.row(mailId)).toMatchObject({
      status: "sent",
      tries: 1,
      last_error: "",
      sent_at: new Date(office.clock.nowMs),
    });
  });

  it("keeps its letters in any script: subject, names, text and names of files", async () => {
    const [subject, name] = ["Счёт № 7 · 請求書 · فاتورة 🧾", "Müller & Söhne, Köln"];
    await office.enqueue({
      subject,
      sender: `"${name}" <post@acme.example>`,
      recipients: ["Ζωή Παπά <zoe@client.example>"],
      body: "Добрый день, <b>это</b> не разметка.\n\nשלום",
      attachments: [{ name: "счёт 7.pdf", contentType: "application/pdf", octets: Buffer.from("%PDF") }],
    });
    await sendAll(office.postman(server.url));
    const [{ mail } = expect.fail("nothing arrived")] = server.received;
    expect(mail.subject).toBe(subject);
    expect(mail.from?.value).toEqual([{ name, address: "post@acme.example" }]);
    expect(mail.to).toMatchObject({ value: [{ name: "Ζωή Παπά", address: "zoe@client.example" }] });
    expect(mail.text?.trim()).toBe("Добрый день, <b>это</b> не разметка.\n\nשלום");
    expect(mail.html).toContain("&lt;b&gt;это&lt;/b&gt; не разметка.");
    expect(mail.attachments[0]?.filename).toBe("счёт 7.pdf");
  });

  it("comes from the platform when it names no sender", async () => {
    await office.enqueue();
    await sendAll(office.postman(server.url));
    expect(server.received[0]?.mail.from?.value).toEqual([{ name: "Switchyard", address: "switch@operator.example" }]);
    expect(server.received[0]?.mail.messageId).toMatch(/@operator\.example>$/);
  });

  it("goes out if what it tells of is committed, and not otherwise", async () => {
    const { pool } = office.database;
    const undone = transaction(pool, async (tx) => {
      await enqueueMail(tx, plainMail, office.clock.now());
      throw new Error("undone");
    });
    await expect(undone).rejects.toThrow("undone");
    const postman = office.postman(server.url);
    expect(await postman.sendDue()).toBe(false);
    await transaction(pool, async (tx) => {
      await enqueueMail(tx, plainMail, office.clock.now());
      expect(await postman.sendDue()).toBe(false);
    });
    expect(await postman.sendDue()).toBe(true);
    expect(server.received).toHaveLength(1);
  });

  it("is sent with user and password where the address has them", async () => {
    const login = { user: "me@operator.example", password: "p#s/s:w%rd" };
    const locked = await startMailServer({ login });
    await office.enqueue();
    await sendAll(office.postman(locked.url));
    expect(locked.received).toHaveLength(1);
    await locked.close();
  });
});

describe("a refusal", () => {
  it("for good ends the mail at once, with the server's sentence, and the next one goes", async () => {
    server.recipientAnswers.set("pay@client.example", "550 5.1.1 No such user");
    const refused = await office.enqueue();
    const next = await office.enqueue({ recipients: ["other@client.example"] });
    await sendAll(office.postman(server.url));
    expect(await office.row(refused)).toMatchObject({
      status: "failed",
      tries: 1,
      last_error: expect.stringMatching(/^The mail server refused it: 550 .*No such user$/),
    });
    expect(await office.row(next)).toMatchObject({ status: "sent" });
    expect(server.connections).toBe(1);
  });

  it("of the content for good ends the mail too", async () => {
    server.contentAnswer = "554 5.7.1 This looks like spam";
    const mailId = await office.enqueue();
    await sendAll(office.postman(server.url));
    expect(await office.row(mailId)).toMatchObject({
      status: "failed",
      last_error: expect.stringContaining("looks like spam"),
    });
  });

  it("for now is followed by another try after a minute, then after two, and so on", async () => {
    server.contentAnswer = "451 4.3.0 Come back later";
    const mailId = await office.enqueue();
    const postman = office.postman(server.url);
    for (const waitMinutes of [1, 2, 4]) {
      await sendAll(postman);
      expect(await office.row(mailId)).toMatchObject({
        status: "waiting",
        last_error: expect.stringMatching(/^The mail server does not take it yet: 451 .*Come back later$/),
        next_try_at: new Date(office.clock.nowMs + waitMinutes * minuteMs),
      });
      office.clock.nowMs += waitMinutes * minuteMs - 1;
      expect(await postman.sendDue()).toBe(false);
      office.clock.nowMs += 1;
    }
    server.contentAnswer = undefined;
    await sendAll(postman);
    expect(await office.row(mailId)).toMatchObject({ status: "sent", tries: 4, last_error: "" });
    expect(server.received).toHaveLength(1);
  });

  it("for now ends the mail after 24 tries, 19 hours later", async () => {
    server.contentAnswer = "451 4.3.0 Come back later";
    const mailId = await office.enqueue();
    const postman = office.postman(server.url);
    const startMs = office.clock.nowMs;
    for (;;) {
      await sendAll(postman);
      const row = await office.row(mailId);
      if (row.status === "failed") break;
      office.clock.nowMs = row.next_try_at.getTime();
    }
    expect(await office.row(mailId)).toMatchObject({
      tries: 24,
      last_error: expect.stringMatching(/^Given up after 24 tries\. .*Come back later/),
    });
    const hours = (office.clock.nowMs - startMs) / 3_600_000;
    expect(hours).toBeGreaterThan(18);
    expect(hours).toBeLessThan(19);
  });

  it("of some recipients does not keep the mail from the others: who is refused is told, who is put off gets it later", async () => {
    server.recipientAnswers.set("gone@client.example", "550 5.1.1 No such user");
    server.recipientAnswers.set("Full@münchen.example", "452 4.2.2 Mailbox full");
    const attachments = [{ name: "a.pdf", contentType: "application/pdf", octets: Buffer.from("%PDF-1") }];
    const recipients = ["ok@client.example", "gone@client.example", "Full Box <Full@München.example>"];
    const mailId = await office.enqueue({ recipients, attachments });
    const postman = office.postman(server.url);
    await sendAll(postman);
    expect(server.received.map((one) => one.recipients)).toEqual([["ok@client.example"]]);
    const { status, last_error: says } = await office.row(mailId);
    expect(status).toBe("sent");
    expect(says).toMatch(/Not for gone@client\.example: 550 .*No such user/);
    expect(says).toMatch(/Not yet for Full@xn--mnchen-3ya\.example, .*: 452 .*Mailbox full/);
    server.recipientAnswers.clear();
    office.clock.nowMs += minuteMs;
    await sendAll(postman);
    expect(server.received).toHaveLength(2);
    expect(server.received[1]).toMatchObject({
      recipients: ["Full@münchen.example"],
      mail: { subject: plainMail.subject, attachments: [{ filename: "a.pdf" }] },
    });
  });

  it("of our password is no fault of the mail, which waits", async () => {
    const locked = await startMailServer({ login: { user: "me", password: "right" } });
    const mailId = await office.enqueue();
    await sendAll(office.postman(locked.url.replace("right", "hunter2")));
    const { status, last_error: says } = await office.row(mailId);
    expect(status).toBe("waiting");
    expect(says).toMatch(/^The mail server does not accept our user and password: 535/);
    expect(office.logged.join("")).toContain("535");
    expect(office.logged.join("")).not.toMatch(/hunter2|client\.example/);
    await locked.close();
  });
});

describe("a mail server that is away", () => {
  it("is asked once a minute, not once a mail, and gets everything when it is back", async () => {
    const mailIds = [await office.enqueue(), await office.enqueue(), await office.enqueue()];
    const postman = office.postman(server.url);
    await server.close();
    await sendAll(postman);
    const states = await Promise.all(mailIds.map((id) => office.row(id)));
    expect(states.map(({ status, tries }) => [status, tries])).toEqual([
      ["waiting", 1],
      ["waiting", 0],
      ["waiting", 0],
    ]);
    expect(states[0]?.last_error).toMatch(/^The mail server can't be reached: .*ECONNREFUSED/);
    const back = await startMailServer({ port: server.port });
    office.clock.nowMs += minuteMs - 1;
    expect(await postman.sendDue()).toBe(false);
    office.clock.nowMs += 1;
    await sendAll(postman);
    expect(back.received).toHaveLength(3);
    await back.close();
  });

  it("that hangs up in the middle of a mail gets it again", async () => {
    const postman = office.postman(server.url);
    const mailId = await office.enqueue();
    server.beforeTaking = () => server.close();
    await sendAll(postman);
    expect(await office.row(mailId)).toMatchObject({ status: "waiting", tries: 1 });
    const back = await startMailServer({ port: server.port });
    office.clock.nowMs += minuteMs;
    await sendAll(postman);
    expect(back.received).toHaveLength(1);
    expect(await office.row(mailId)).toMatchObject({ status: "sent", tries: 2 });
    await back.close();
  });

  it("that closed an idle connection is connected to anew, without a lost try", async () => {
    const postman = office.postman(server.url);
    await office.enqueue();
    await sendAll(postman);
    await server.close();
    const back = await startMailServer({ port: server.port });
    const mailId = await office.enqueue();
    await sendAll(postman);
    expect(await office.row(mailId)).toMatchObject({ status: "sent", tries: 1 });
    await back.close();
  });
});

describe("two postmen", () => {
  it("never have the same mail under way at the same time", async () => {
    const mailIds = await Promise.all(Array.from({ length: 20 }, () => office.enqueue()));
    server.beforeTaking = () => new Promise((resolve) => setTimeout(resolve, 5));
    await Promise.all([sendAll(office.postman(server.url)), sendAll(office.postman(server.url))]);
    const ids = server.received.map(({ mail }) => mail.messageId);
    expect(ids).toHaveLength(mailIds.length);
    expect(new Set(ids).size).toBe(mailIds.length);
    expect(server.connections).toBe(2);
  });

  it("leave a mail to who has it for as long as a send may take", async () => {
    const mailId = await office.enqueue();
    const second = office.postman(server.url);
    server.beforeTaking = async () => {
      office.clock.nowMs += limits.sendTimeoutMs;
      expect(await second.sendDue()).toBe(false);
    };
    await office.postman(server.url).sendDue();
    expect(server.received).toHaveLength(1);
    expect(await office.row(mailId)).toMatchObject({ status: "sent", tries: 1 });
  });
});

it("a postman who comes too late with a refusal does not undo what another has sent meanwhile", async () => {
  const mailId = await office.enqueue();
  const second = office.postman(server.url);
  server.beforeTaking = async () => {
    server.beforeTaking = async () => undefined;
    office.clock.nowMs += limits.leaseMs;
    expect(await second.sendDue()).toBe(true);
    server.contentAnswer = "554 5.7.1 Seen already";
  };
  await office.postman(server.url).sendDue();
  expect(server.received).toHaveLength(1);
  expect(await office.row(mailId)).toMatchObject({ status: "sent", tries: 2, last_error: "" });
});

it("a mail sent again, after a crash before that was noted, has the Message-ID it had", async () => {
  const mailId = await office.enqueue();
  const doomed = new pg.Pool(clientConfig(office.database.source, "doomed"));
  server.beforeTaking = () => doomed.end();
  await expect(office.postman(server.url, doomed).sendDue()).rejects.toThrow(/pool after calling end/);
  server.beforeTaking = async () => undefined;
  const other = office.postman(server.url);
  expect(await other.sendDue()).toBe(false);
  office.clock.nowMs += limits.leaseMs;
  expect(await other.sendDue()).toBe(true);
  const [first, second] = server.received;
  expect(first?.mail.messageId).toMatch(/^<mail-/);
  expect(second?.mail.messageId).toBe(first?.mail.messageId);
  expect(await office.row(mailId)).toMatchObject({ status: "sent", tries: 2 });
});

describe("without a mail server", () => {
  const says = "No mail server is configured: set SWITCHYARD_SMTP_URL.";

  it("mails wait, say why, and cost no tries", async () => {
    const mailId = await office.enqueue();
    const postman = office.postman(undefined);
    expect(await postman.sendDue()).toBe(false);
    expect(await office.row(mailId)).toMatchObject({ status: "waiting", tries: 0, last_error: says });
  });

  it("a mail is not written to again at every look", async () => {
    const mailId = await office.enqueue();
    const postman = office.postman(undefined);
    await postman.sendDue();
    const before = await office.row(mailId);
    office.clock.nowMs += minuteMs;
    await postman.sendDue();
    expect(await office.row(mailId)).toEqual(before);
  });

  it("they go as soon as there is one", async () => {
    const mailId = await office.enqueue();
    await office.postman(undefined).sendDue();
    await sendAll(office.postman(server.url));
    expect(server.received).toHaveLength(1);
    expect(await office.row(mailId)).toMatchObject({ status: "sent", last_error: "" });
  });
});
