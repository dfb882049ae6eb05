/** Alerts about prepaid suppliers whose balance falls to their notice: one for each crossing, however long it stays there. */
import { formatMicros } from "@switchyard/engine";
import type { Queryable, Transact } from "../history/history.ts";
import { selectSupplierBalances } from "../ledger/supplier-balances.ts";
import { enqueueMail } from "../mail/enqueue.ts";
import { limits as mailLimits } from "../mail/limits.ts";
import { parseAddresses } from "../mail-address.ts";

interface Watched {
  readonly id: number;
  readonly name: string;
  readonly currency: string;
  /** null while nothing is to be told. */
  readonly notice: bigint | null;
  readonly notice_email: string;
  readonly low_since: Date | null;
}

/**
 * One turn: marks the prepaid suppliers whose balance has fallen to the notice and mails about them, and takes the mark
 * from those that are above it again or no longer watched. Without an address a supplier is only marked, which the
 * dashboard shows. Rows that somebody else holds are left for the next turn.
 */
export function notifyLowSupplierBalances(transact: Transact, nowMs: number): Promise<boolean> {
  return transact(async (tx) => {
    const { rows } = await tx.query<Watched>(
      `select id, name, currency, case when prepaid then balance_notice_micros end as notice, notice_email,
              balance_low_since as low_since
       from suppliers
       where (prepaid and balance_notice_micros is not null) or balance_low_since is not null
       order by id for no key update skip locked`,
    );
    if (rows.length === 0) return false;
    const balances = await selectSupplierBalances(
      tx,
      rows.map(({ id }) => id),
    );
    for (const supplier of rows) {
      const balanceMicros = balances.get(supplier.id) ?? 0n;
      const isLow = supplier.notice !== null && balanceMicros <= supplier.notice;
      if (isLow === (supplier.low_since !== null)) continue;
      await tx.query("update suppliers set balance_low_since = $2 where id = $1", [
        supplier.id,
        isLow ? new Date(nowMs) : null,
      ]);
      if (isLow) await enqueueNotice(tx, supplier, balanceMicros, nowMs);
    }
    return false;
  });
}

async function enqueueNotice(tx: Queryable, supplier: Watched, balanceMicros: bigint, nowMs: number): Promise<void> {
  const recipients = parseAddresses(supplier.notice_email).addresses.slice(0, mailLimits.recipientsMax);
  if (recipients.length === 0) return;
  const { currency } = supplier;
  const name = supplier.name.replace(/\p{Cc}+/gu, " ");
  const balance = `${formatMicros(balanceMicros)} ${currency}`;
  const notice = `${formatMicros(supplier.notice ?? 0n)} ${currency}`;
  await enqueueMail(
    tx,
    {
      clientId: null,
      kind: "supplier_balance",
      recipients,
      subject: `The balance with ${name} is low: ${balance}`.slice(0, mailLimits.subjectCharsMax),
      body: `The balance with the supplier ${name} is ${balance}, at or under the notice of ${notice}.

Pay in time, so that it goes on delivering; then enter the payment on the supplier's page.`,
      reference: `supplier ${supplier.id}`,
    },
    nowMs,
  );
}
