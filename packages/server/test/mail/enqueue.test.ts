import { afterAll, beforeAll, expect, it } from "vitest";
import type { OutgoingMail } from "../../src/mail/enqueue.ts";
import { openPostOffice, type PostOffice } from "./post-office.ts";

let office: PostOffice;
beforeAll(async () => {
  office = await openPostOffice();
});
afterAll(() => office.close());

const file = (octets: number, name = "a.pdf", contentType = "application/pdf") => ({
  name,
  contentType,
  octets: Buffer.alloc(octets),
});

const faults: readonly [string, Partial<OutgoingMail>, RegExp][] = [
  ["no recipient", { recipients: [] }, /0 recipients/],
  ["too many recipients", { recipients: Array.from({ length: 21 }, (_, i) => `u${i}@x.example`) }, /21 recipients/],
  ["a recipient that is no address", { recipients: ["nobody"] }, /address/],
  ["two recipients in one", { recipients: ["a@x.example, b@x.example"] }, /address/],
  ["a header in a recipient", { recipients: ["a@x.example\r\nBcc: b@x.example"] }, /address/],
  ["a header in the sender", { sender: "A\r\nBcc: b@x.example <a@x.example>" }, /address/],
  ["a header in the reply address", { replyTo: "a@x.example\nBcc: b@x.example" }, /address/],
  ["a header in the subject", { subject: "Hello\r\nBcc: b@x.example" }, /subject/],
  ["an empty subject", { subject: "" }, /subject/],
  ["a zero octet in the text", { body: "a\0b" }, /text/],
  ["an endless text", { body: "a".repeat(200_001) }, /text/],
  ["a header in the name of a file", { attachments: [file(1, 'a"\r\nX: y.pdf')] }, /file name/],
  ["a path as the name of a file", { attachments: [file(1, "../a.pdf")] }, /file name/],
  ["a header in a content type", { attachments: [file(1, "a.pdf", "text/csv\r\nX: y")] }, /content type/],
  ["more than 10 MiB attached", { attachments: [file(10 * 1024 * 1024), file(1)] }, /at most 10485760/],
];

it.each(faults)(
  "a mail with %s is a fault of who wrote the code, and stays out of the queue",
  async (_, fault, says) => {
    const call = office.enqueue(fault);
    await expect(call).rejects.toThrow(TypeError);
    await expect(call).rejects.toThrow(says);
    const { rows } = await office.database.pool.query("select 1 from mails");
    expect(rows).toEqual([]);
  },
);

it("10 MiB may be attached, and a view of a larger buffer is just what is seen of it", async () => {
  const whole = Buffer.from("0123456789");
  await office.enqueue({
    attachments: [
      file(10 * 1024 * 1024 - 4),
      { ...file(0), octets: new Uint8Array(whole.buffer, whole.byteOffset + 2, 4) },
    ],
  });
  const { rows } = await office.database.pool.query<{ octets: Buffer }>(
    "select octets from mail_attachments where position = 1",
  );
  expect(rows[0]?.octets.toString()).toBe("2345");
});
