import { performance } from "node:perf_hooks";
import { afterAll, beforeAll, it } from "vitest";
import { transaction } from "../../src/database/transaction.ts";
import { createInvoiceRuns } from "../../src/finance/runs.ts";
import { createPaperwork } from "../../src/paperwork/paperwork.ts";
import { createRig, type Rig } from "../api/rig.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await createRig();
});
afterAll(() => rig.close());
const timed = async (name: string, work: () => Promise<unknown>) => {
  const start = performance.now();
  const result = await work();
  console.log(name, Math.round(performance.now() - start), "ms");
  return result;
};
it("perf", async () => {
  const { id: clientId } = await rig.api.createClient({ body: { login: "big", currency: "EUR" } });
  await rig.pool.query(
    `insert into charge_days select $1, d::date, l, 'sms', (array['DE','FR','US','GB','ES'])[1 + n % 5], lpad((20000 + n)::text, 5, '0'), 1, 10000 + n, 10, 10, 10 * (10000 + n)
     from generate_series('2026-05-01'::date, '2026-05-31', '1 day') d, generate_series(1, 2) l, generate_series(1, 800) n`,
    [clientId],
  );
  await rig.pool.query("analyze");
  const days = { periodFrom: "2026-05-01", periodTo: "2026-05-31" };
  const { id: invoiceId } = (await timed("draft, 49,600 charge rows, 800 lines", () =>
    rig.api.createInvoice({ body: { clientId, ...days } }),
  )) as { id: number };
  await timed("issue", () => rig.api.issueInvoice({ params: { invoiceId } }));
  await timed("pdf first", () => rig.api.invoicePdf({ params: { invoiceId } }));
  await timed("pdf", () => rig.api.invoicePdf({ params: { invoiceId } }));
  const csv = (await timed("detail", () => rig.api.invoiceDetail({ params: { invoiceId } }))) as string;
  console.log(csv.length, "octets");
  await timed("statement", () =>
    rig.api.getStatement({ params: { clientId }, query: { from: "2026-01-01", to: "2026-12-31" } }),
  );
  await rig.pool.query(`insert into clients (login, currency, email, invoice_cycle, invoice_step, invoiced_to)
    select 'c' || n, 'EUR', 'c' || n || '@x.example', 'monthly', 'send', '2026-04-30' from generate_series(1, 200) n`);
  await rig.pool.query(
    "insert into client_funds (client_id) select id from clients where login like 'c%' on conflict do nothing",
  );
  await rig.pool.query(
    `insert into charge_days select c.id, '2026-05-01'::date + n, 1, 'sms', 'DE', '', 1, 10000 + n, 10, 10, 10 * (10000 + n)
     from clients c, generate_series(1, 20) n where c.login like 'c%' and c.id <> $1`,
    [clientId],
  );
  await rig.pool.query("analyze");
  const original = rig.pool.connect.bind(rig.pool);
  const spent = new Map<string, [number, number]>();
  const seen = new WeakSet<object>();
  (rig.pool as any).connect = async () => {
    const client: any = await original();
    if (!seen.has(client)) {
      seen.add(client);
      const q = client.query.bind(client);
      client.query = async (text: any, values: any) => {
        const s = performance.now();
        const r = await q(text, values);
        const key = String(text.text ?? text)
          .trim()
          .replace(/\s+/g, " ")
          .slice(0, 70);
        const [n, ms] = spent.get(key) ?? [0, 0];
        spent.set(key, [n + 1, ms + performance.now() - s]);
        return r;
      };
    }
    return client;
  };
  await timed("run 200 clients", () => rig.api.runInvoices({ body: {} }));
  for (const [key, [n, ms]] of [...spent].sort((a, b) => b[1][1] - a[1][1]).slice(0, 25))
    console.log(n, Math.round(ms), "ms", key);
  await timed("idle look at 1000 clients", () => rig.api.runInvoices({ body: {} }));
  const paperwork = createPaperwork();
  const runs = createInvoiceRuns(
    { db: rig.pool, transact: (work) => transaction(rig.pool, work), paperwork, onTrouble: console.log },
    rig.clock.now,
  );
  await timed("make and send 20", () => runs.turn());
  await paperwork.close();
}, 300000);
