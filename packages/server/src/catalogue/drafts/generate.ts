/** Drafts of prices made from the costs of suppliers and a margin. */
import type { AdminParsed, TariffDraft, TariffRef } from "@switchyard/contract";
import { microsOf } from "../../history/columns.ts";
import type { Author, Queryable } from "../../history/history.ts";
import { invalidField, Refusal } from "../../refusal.ts";
import { rateDay, rateOn } from "../exchange-rates.ts";
import { amountRule, roundedAmount, scaledAmount } from "./amounts.ts";
import { classifyProposed, makeProposed } from "./classify.ts";
import { closeDraft, type OpenDraft, openDraft } from "./draft.ts";
import { momentAsked } from "./starts.ts";

type GenerateBody = AdminParsed<"draftTariffGenerate">["body"];

/** Drafts a price for each destination that the suppliers have a cost for when the prices start. */
export async function draftGenerate(
  tx: Queryable,
  author: Author,
  ref: TariffRef,
  body: GenerateBody & { readonly nowMs: number },
): Promise<TariffDraft> {
  if (ref.scope === "supplier") {
    throw invalidField("params.tariff", "is a supplier's; prices are made for clients and products");
  }
  const { nowMs, type } = body;
  const validFrom = await momentAsked(tx, ref, { moment: body.validFrom, path: "body.validFrom", nowMs });
  const draft = await openDraft(tx, author, ref, { kind: "generate", title: generateTitle(body), nowMs, type });
  const sources = await chooseSources(tx, draft, body.supplierIds);
  await makeProposed(tx, draft);
  await proposePrices(tx, draft, { ...body, ...sources, startsAt: validFrom });
  await classifyProposed(tx, draft, { newOnly: body.only === "missing" });
  return closeDraft(tx, draft);
}

function generateTitle({ basis, marginPercent, marginAmount }: GenerateBody): string {
  const percent = microsOf(marginPercent) === 0n ? [] : [`${marginPercent} %`];
  const amount = microsOf(marginAmount) === 0n ? [] : [marginAmount];
  const margins = [...percent, ...amount].map((text) => (text.startsWith("-") ? text : `+${text}`));
  return [`From the ${basis} cost`, ...margins].join(" ");
}

/** What one unit of a supplier's currency is worth in the reference currency, as a decimal. */
interface Source {
  readonly id: number;
  readonly worth: string;
}

interface Sources {
  readonly suppliers: readonly Source[];
  /** What one unit of the tariff's own currency is worth. */
  readonly ownWorth: string;
}

/** The suppliers with costs that are meant. Refuses a supplier that there is not, and one whose currency has no rate. */
async function chooseSources(
  tx: Queryable,
  { tariff: { currency: own }, type, nowMs }: OpenDraft,
  chosen: readonly number[] | undefined,
): Promise<Sources> {
  const { rows } = await tx.query<{
    id: number;
    currency: string;
    hasCosts: boolean;
    worth: string | null;
    ownWorth: string | null;
  }>(
    `select id, currency, exists (select from tariff_rows r where r.supplier_id = s.id and r.type = $4) as "hasCosts",
            ${rateOn("s.currency", rateDay("$2"))}::text as worth,
            ${rateOn("$3::bpchar", rateDay("$2"))}::text as "ownWorth"
     from suppliers s where case when $1::int[] is null then not blocked else id = any($1) end order by id`,
    [chosen ?? null, new Date(nowMs), own, type],
  );
  const stranger = chosen?.find((id) => rows.every((row) => row.id !== id));
  if (stranger !== undefined) throw invalidField("body.supplierIds", `names ${stranger}, which is no supplier`);
  const withCosts = rows.filter((row) => row.hasCosts);
  // Costs in the tariff's own currency need no rate.
  const isForeign = withCosts.some(({ currency }) => currency !== own);
  const ownWorth = isForeign ? (rows[0]?.ownWorth ?? missingRate(own, own)) : "1";
  return {
    suppliers: withCosts.map(({ id, currency, worth }) => ({
      id,
      worth: currency === own ? ownWorth : (worth ?? missingRate(currency, own)),
    })),
    ownWorth,
  };
}

function missingRate(currency: string, own: string): never {
  throw new Refusal(
    "no_exchange_rate",
    `There is no exchange rate of ${currency} for today or before. Enter one, or choose suppliers with costs in ${own}.`,
  );
}

interface Making extends GenerateBody, Sources {
  readonly startsAt: Date | null;
}

/** SQL over the costs of a place: what they come to, and by how many that is to be divided. */
const bases = {
  lowest: { sum: "min(worth)", of: "1" },
  highest: { sum: "max(worth)", of: "1" },
  average: { sum: "sum(worth)", of: "count(*)" },
} as const satisfies Record<GenerateBody["basis"], { sum: string; of: string }>;

/**
 * Every place that a supplier has a cost for, at the costs of all that reach it: a supplier's cost of a network goes
 * before its cost of the country. Costs are multiplied by the worth of their currency; the division by that of the
 * tariff's comes last, in the rounding, so that nothing is rounded twice.
 */
async function proposePrices(tx: Queryable, { type, nowMs }: OpenDraft, making: Making): Promise<void> {
  const { basis, marginPercent: percent, marginAmount: amount, rounding, suppliers, startsAt } = making;
  const rule = amountRule({ percent, amount, rounding });
  const { sum, of } = bases[basis];
  await tx.query(
    `with source as (
       select * from unnest($1::int[], $2::numeric[]) s(supplier_id, worth)
     ), cost as materialized (
       select distinct on (r.supplier_id, r.country, coalesce(r.network, ''))
              r.supplier_id, r.country, coalesce(r.network, '') as net, r.amount_micros * s.worth as worth
       from tariff_rows r join source s using (supplier_id)
       where r.supplier_id is not null and r.type = $3 and ($5::text[] is null or r.country = any($5))
         and r.valid_from <= $4 and (r.valid_to is null or r.valid_to > $4)
       order by r.supplier_id, r.country, coalesce(r.network, ''), r.valid_from desc, r.id desc
     ), reaching as (
       select country, net, worth from cost
       union all
       select n.country, n.net, c.worth
       from (select distinct country, net from cost where net <> '') n
       join cost c on c.country = n.country and c.net = ''
       where not exists (select from cost o
                         where o.supplier_id = c.supplier_id and o.country = n.country and o.net = n.net)
     ), place as (
       select country, net, ${sum} as worth, ${of} * $6::numeric as divisor from reaching group by country, net
     ), scaled as (
       select country, net, divisor, ${scaledAmount(rule, "worth", "divisor")} as exact from place
     )
     insert into proposed (country, network, billing, amount_micros, valid_from, message)
     select country, nullif(net, ''), $7,
            case when least >= 0 then greatest(${roundedAmount(rule, "least", "divisor")}, $8::numeric) end,
            $9::timestamptz, case when least < 0 then 'would be less than zero: the margin takes off more than the cost' else '' end
     from (select *, greatest(exact, $8::numeric * 1000000 * divisor) as least from scaled) s
     order by country, net`,
    [
      suppliers.map((supplier) => supplier.id),
      suppliers.map((supplier) => supplier.worth),
      type,
      startsAt ?? new Date(nowMs),
      making.countries ?? null,
      making.ownWorth,
      making.billing,
      making.minimum === undefined ? null : microsOf(making.minimum),
      startsAt,
    ],
  );
}
