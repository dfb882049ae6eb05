/** Invoices and credit notes sent by hand. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { createRig, type Rig, refusal } from "../api/rig.ts";
import { addCharges } from "./charges.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await createRig();
});
afterAll(() => rig.close());

let made = 0;
async function issued(settings: object): Promise<{ clientId: number; invoiceId: number }> {
  const body = { login: `mailed-${++made}`, currency: "EUR", ...settings };
  const { id: clientId } = await rig.api.createClient({ body });
  await addCharges(rig.pool, clientId, [{ day: "2026-05-05", parts: 8_000n }]);
  const days = { periodFrom: "2026-05-01", periodTo: "2026-05-31" };
  const { id: invoiceId } = await rig.api.createInvoice({ body: { clientId, ...days } });
  await rig.api.issueInvoice({ params: { invoiceId } });
  return { clientId, invoiceId };
}
const mailsOf = async (clientId: number) => (await rig.api.listMails({ query: { clientId } })).items;

it("an invoice goes to the address for billing, or the general one, or whom one types", async () => {
  const { clientId, invoiceId } = await issued({ email: "me@client.example", emailBilling: "books@client.example" });
  const send = (to?: string) => rig.api.sendInvoice({ params: { invoiceId }, body: to === undefined ? {} : { to } });
  expect(await send()).toMatchObject({ status: "sent" });
  await send("boss@client.example; Eve <eve@client.example>");
  await rig.api.updateClient({ params: { clientId }, body: { emailBilling: "" } });
  await send();
  expect((await mailsOf(clientId)).map(({ recipients }) => recipients)).toEqual([
    ["me@client.example"],
    ["boss@client.example", "Eve <eve@client.example>"],
    ["books@client.example"],
  ]);
  expect(await refusal(send("boss"))).toMatchObject({ code: "invalid_request", errors: [{ path: "body.to" }] });
  const [mail] = await mailsOf(clientId);
  expect(mail).toMatchObject({ kind: "invoice", subject: "Invoice INV-2026-0001 from Your brand", status: "waiting" });
  const { body, attachments } = await rig.api.getMail({ params: { mailId: mail?.id ?? 0 } });
  expect(body).toContain("Total: 100.00 EUR\nDue: 2026-06-29");
  expect(attachments.map(({ name }) => name)).toEqual(["INV-2026-0001.pdf", "INV-2026-0001-detail.csv"]);
});

it("nothing is sent without an address, of a draft, or of what is void", async () => {
  const { clientId, invoiceId } = await issued({});
  const send = (id: number) => refusal(rig.api.sendInvoice({ params: { invoiceId: id }, body: {} }));
  expect(await send(invoiceId)).toMatchObject({ code: "no_address" });
  await rig.api.updateClient({ params: { clientId }, body: { email: "me@client.example" } });
  const days = { periodFrom: "2026-06-01", periodTo: "2026-06-02" };
  const draft = await rig.api.createInvoice({ body: { clientId, ...days } });
  expect(await send(draft.id)).toMatchObject({ code: "invoice_not_issued" });
  await rig.api.voidInvoice({ params: { invoiceId }, body: { reason: "x" } });
  expect(await send(invoiceId)).toMatchObject({ code: "invoice_not_issued" });
  expect(await mailsOf(clientId)).toEqual([]);
});

it("a company's name can't bring a second header into a mail", async () => {
  const { clientId, invoiceId } = await issued({
    company: "Evil\r\nBcc: all@world.example",
    email: "me@client.example",
  });
  const { items } = await rig.api.listBrands({});
  const brandId = items[0]?.id ?? 0;
  await rig.api.updateBrand({ params: { brandId }, body: { invoiceSubject: "For {company}" } });
  await rig.api.sendInvoice({ params: { invoiceId }, body: {} });
  expect((await mailsOf(clientId))[0]?.subject).toBe("For Evil Bcc: all@world.example");
});

it("a credit note goes out as a PDF", async () => {
  const { clientId, invoiceId } = await issued({ email: "me@client.example" });
  const note = await rig.api.creditInvoice({ params: { invoiceId }, body: { net: "5", reason: "late" } });
  await rig.api.sendCreditNote({ params: { creditNoteId: note.id }, body: {} });
  const [mail] = await mailsOf(clientId);
  expect(mail).toMatchObject({ kind: "credit_note", subject: `Credit note ${note.number} from Your brand` });
  const { body, attachments } = await rig.api.getMail({ params: { mailId: mail?.id ?? 0 } });
  expect(body).toContain(`credit note ${note.number} over 5.00 EUR`);
  expect(attachments.map(({ name }) => name)).toEqual([`${note.number}.pdf`]);
});
