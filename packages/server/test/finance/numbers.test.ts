/** Many invoices issued at once, over real connections: their numbers have no gap and no double. */
import { documentNumber } from "@switchyard/contract";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clientConfig } from "../../src/database/connect.ts";
import { transaction } from "../../src/database/transaction.ts";
import { numberCreditNote, writeCreditNote } from "../../src/finance/credit-notes.ts";
import { draftInvoice } from "../../src/finance/invoices/draft.ts";
import { issueInvoice } from "../../src/finance/invoices/issue.ts";
import { nextNumber } from "../../src/finance/numbers.ts";
import { createTestDatabase, type TestDatabase } from "../database.ts";
import { expectAgreement } from "../ledger/agreement.ts";
import { addCharges } from "./charges.ts";

const author = { actor: "test", remoteAddress: "" };
const nowMs = Date.parse("2026-06-15T10:30:00Z");

let database: TestDatabase;
/** Twenty connections, so that many transactions are really under way together. */
let pool: pg.Pool;
beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ ...clientConfig(database.source, "test of numbers"), max: 20 });
  // Dropping the database may cut off one that is about to close.
  pool.on("error", () => undefined);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

let made = 0;
async function newClient(): Promise<number> {
  const { rows } = await pool.query<{ id: number }>(
    "insert into clients (login, currency) values ($1, 'EUR') returning id",
    [`numbered-${++made}`],
  );
  const clientId = rows[0]?.id ?? 0;
  await pool.query("insert into client_funds (client_id) values ($1)", [clientId]);
  return clientId;
}

const draft = (clientId: number) =>
  transaction(pool, (tx) => {
    const days = { periodFrom: "2026-05-01", periodTo: "2026-05-31", comment: "", automatic: false };
    return draftInvoice(tx, author, { clientId, ...days, nowMs });
  });

class InducedFault extends Error {}

describe("numbers of invoices", () => {
  it("have no gap and no double when a hundred are issued at once and some are rolled back", async () => {
    const invoices: number[] = [];
    for (let i = 0; i < 100; i++) {
      const clientId = await newClient();
      await addCharges(pool, clientId, [{ day: "2026-05-10", parts: BigInt(i + 1) }]);
      invoices.push(await draft(clientId));
    }
    const results = await Promise.allSettled(
      invoices.map((invoiceId, i) =>
        transaction(pool, async (tx) => {
          await issueInvoice(tx, author, invoiceId, { nowMs });
          // After the number was taken, and before it was committed.
          if (i % 7 === 3) throw new InducedFault();
        }),
      ),
    );
    const failed = results.filter((result) => result.status === "rejected");
    expect(failed.map(({ reason }) => reason)).toEqual(failed.map(() => expect.any(InducedFault)));
    expect(failed).toHaveLength(14);
    const { rows } = await pool.query<{ number: string }>(
      "select number from invoices where number is not null order by number",
    );
    const expected = Array.from({ length: 86 }, (_, i) => `INV-2026-${String(i + 1).padStart(4, "0")}`);
    expect(rows.map(({ number }) => number)).toEqual(expected);
    await expectAgreement(pool);
  });

  it("go on after a rollback with the number that was given back", async () => {
    const enterpriseId = await newEnterprise("X-{N}");
    const take = (tx: Parameters<typeof nextNumber>[0]) => nextNumber(tx, enterpriseId, "invoice", "2026-06-15");
    expect(await transaction(pool, take)).toBe("X-1");
    const rolledBack = transaction(pool, async (tx) => {
      expect(await take(tx)).toBe("X-2");
      throw new InducedFault();
    });
    await expect(rolledBack).rejects.toThrow(InducedFault);
    expect(await transaction(pool, take)).toBe("X-2");
  });

  it("begin anew each year where the pattern has the year, and go on where it has not", async () => {
    const yearly = await newEnterprise("{YYYY}/{NNN}");
    const lasting = await newEnterprise("R{NNNNN}");
    const takes = async (enterpriseId: number) => {
      const numbers: string[] = [];
      for (const day of ["2026-12-30", "2026-12-31", "2027-01-01", "2026-12-31"]) {
        numbers.push(await transaction(pool, (tx) => nextNumber(tx, enterpriseId, "invoice", day)));
      }
      return numbers;
    };
    expect(await takes(yearly)).toEqual(["2026/001", "2026/002", "2027/001", "2026/003"]);
    expect(await takes(lasting)).toEqual(["R00001", "R00002", "R00003", "R00004"]);
  });

  it("pass over what stands on a document already, when the pattern was changed", async () => {
    const clientId = await newClient();
    const enterpriseId = await newEnterprise("A-{YYYY}-{NN}");
    await pool.query("update clients set enterprise_id = $2 where id = $1", [clientId, enterpriseId]);
    const invoiceId = await draft(clientId);
    await transaction(pool, (tx) => issueInvoice(tx, author, invoiceId, { nowMs }));
    await pool.query("update enterprises set invoice_pattern = 'A-2026-{NN}' where id = $1", [enterpriseId]);
    expect(await transaction(pool, (tx) => nextNumber(tx, enterpriseId, "invoice", "2026-06-15"))).toBe("A-2026-02");
  });

  it("never shorten a count that has outgrown its pattern", () => {
    expect(documentNumber("{NN}", 7, "2026-01-01")).toBe("07");
    expect(documentNumber("K{YYYY}-{NN}-x", 12345, "2026-01-01")).toBe("K2026-12345-x");
  });
});

describe("numbers of credit notes", () => {
  it("are a series of their own, for payments too", async () => {
    const clientId = await newClient();
    const insertPayment = async (amount: string, corrects: number | null) => {
      const { rows } = await pool.query<{ id: number }>(
        `insert into payments (client_id, amount_micros, currency, paid, pay_date, entered_by, balance_after_micros,
                               corrects_payment_id) values ($1, $2, 'EUR', true, '2026-06-01', 'test', 0, $3) returning id`,
        [clientId, amount, corrects],
      );
      return rows[0]?.id ?? 0;
    };
    const correctedPaymentId = await insertPayment("5000000", null);
    const paymentId = await insertPayment("-5000000", correctedPaymentId);
    const facts = { paymentId, netMicros: 5_000_000n, taxMicros: 0n, taxName: "", taxPpm: 0, reason: "entered twice" };
    const { note, noteId } = await transaction(pool, async (tx) => {
      const note = await numberCreditNote(tx, { clientId, correctedPaymentId, nowMs });
      return { note, noteId: await writeCreditNote(tx, author, note, facts) };
    });
    expect(note.number).toBe("CN-2026-0001");
    const { rows } = await pool.query("select parties, date from credit_notes where id = $1", [noteId]);
    expect(rows).toMatchObject([
      { date: "2026-06-15", parties: { corrects: `Payment ${correctedPaymentId} of 2026-06-01` } },
    ]);
  });
});

async function newEnterprise(pattern: string): Promise<number> {
  const { rows } = await pool.query<{ id: number }>(
    "insert into enterprises (name, invoice_pattern) values ($1, $2) returning id",
    [`enterprise ${++made}`, pattern],
  );
  return rows[0]?.id ?? 0;
}
