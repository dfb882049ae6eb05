/** Where one number belongs, and why: what the running switch knows, told to a person. */
import type { NumberDestination } from "@switchyard/contract";
import { normaliseRecipient, type RecipientFault } from "@switchyard/sms";
import type { Queryable } from "../../history/history.ts";
import { invalidField } from "../../refusal.ts";

const faults: Readonly<Record<RecipientFault, string>> = {
  empty: "is empty",
  not_digits: "holds something other than digits",
  too_short: "is too short for a number with its country code",
  too_long: "is too long for a number",
  leading_zero: "must begin with its country code",
  no_country: "must begin with its country code",
};

export async function findNumber(db: Queryable, number: string, nowMs: number): Promise<NumberDestination> {
  const read = normaliseRecipient(number);
  if (!read.ok) throw invalidField("query.number", faults[read.reason]);
  const { digits } = read;
  const { rows } = await db.query<FoundRow>(
    `select p.digits as prefix, p.country::text as country, c.name as "countryName", p.network, n.name as "networkName",
            c.closed as "isCountryClosed", coalesce(n.closed, false) as "isNetworkClosed", c.portability,
            l.network as "foundNetwork", ln.name as "foundName", coalesce(ln.closed, false) as "isFoundClosed",
            l.looked_up_at as at, l.looked_up_at + make_interval(days => c.lookup_days) as until
     from prefixes p
     join countries c on c.code = p.country
     left join networks n on n.id = p.network
     left join portability l on c.portability = 'lookup' and l.number = $2::bigint
                            and l.looked_up_at > $3::timestamptz - make_interval(days => c.lookup_days)
     left join networks ln on ln.id = l.network
     where p.digits = any($1::text[]) order by length(p.digits) desc limit 1`,
    [beginningsOf(digits), digits, new Date(nowMs)],
  );
  const [row] = rows;
  if (!row) return { digits, ...nowhere };
  const isFound = row.foundNetwork !== null;
  return {
    digits,
    prefix: row.prefix,
    country: row.country,
    countryName: row.countryName,
    network: row.network,
    networkName: row.networkName,
    closed: row.isCountryClosed || (isFound ? row.isFoundClosed : row.isNetworkClosed),
    portability: row.portability,
    lookup:
      row.foundNetwork === null || row.at === null || row.until === null
        ? null
        : {
            network: row.foundNetwork,
            networkName: row.foundName,
            at: row.at.toISOString(),
            validUntil: row.until.toISOString(),
          },
  };
}

interface FoundRow {
  readonly prefix: string;
  readonly country: string;
  readonly countryName: string;
  readonly network: string | null;
  readonly networkName: string | null;
  readonly isCountryClosed: boolean;
  readonly isNetworkClosed: boolean;
  readonly portability: NumberDestination["portability"];
  readonly foundNetwork: string | null;
  readonly foundName: string | null;
  readonly isFoundClosed: boolean;
  readonly at: Date | null;
  readonly until: Date | null;
}

const nowhere = {
  prefix: null,
  country: null,
  countryName: null,
  network: null,
  networkName: null,
  closed: false,
  portability: null,
  lookup: null,
} as const;

function beginningsOf(digits: string): string[] {
  return Array.from(digits, (_, index) => digits.slice(0, index + 1));
}
