/**
 * The shipped countries, networks and prefixes into the tables that people edit. It runs at every start and does something
 * after a release with other tables: what is new there is added, what nobody edited becomes as it is there, and what was
 * edited or deleted stays so.
 */
import { createHash } from "node:crypto";
import type { Destinations } from "@switchyard/sms";
import type { Queryable, Transact } from "../../history/history.ts";

/** Answers whether anything had to be taken over; `shipped` is what loadDestinations() of this release gives. */
export function seedPlaces(transact: Transact, shipped: Destinations): Promise<boolean> {
  const checksum = createHash("sha256").update(JSON.stringify(shipped)).digest("hex");
  return transact(async (tx) => {
    // Of several that start at once one does it.
    await tx.query("lock table shipped_places in exclusive mode");
    const { rows } = await tx.query<{ checksum: string }>("select checksum from shipped_places");
    if (rows[0]?.checksum === checksum) return false;
    await takeCountries(tx, shipped);
    await takeNetworks(tx, shipped);
    await takePrefixes(tx, shipped);
    await tx.query(
      "insert into shipped_places (checksum) values ($1) on conflict (only_one) do update set checksum = excluded.checksum",
      [checksum],
    );
    return true;
  });
}

async function takeCountries(tx: Queryable, { countries }: Destinations): Promise<void> {
  await tx.query(
    `insert into countries (code, name, mcc)
     select s.code, s.name, string_to_array(s.mcc, ',')
     from unnest($1::bpchar[], $2::text[], $3::text[]) s(code, name, mcc)
     on conflict (code) do update set name = excluded.name, mcc = excluded.mcc where not countries.edited`,
    [countries.map(({ iso }) => iso), countries.map(({ name }) => name), countries.map(({ mcc }) => mcc.join(","))],
  );
}

/** A network that is no longer shipped stays: prices may be for it. */
async function takeNetworks(tx: Queryable, { networks }: Destinations): Promise<void> {
  await tx.query(
    `insert into networks (id, country, name, operational)
     select s.id, s.country, s.name, s.operational
     from unnest($1::text[], $2::bpchar[], $3::text[], $4::bool[]) s(id, country, name, operational)
     where s.id not in (select id from deleted_networks)
     on conflict (id) do update set name = excluded.name, operational = excluded.operational
     where not networks.edited`,
    [
      networks.map(({ id }) => id),
      networks.map(({ country }) => country),
      networks.map(({ name }) => name),
      networks.map(({ operational }) => operational),
    ],
  );
}

/** A prefix is always in the country that our table has for its network; that of a deleted network leads to the country. */
async function takePrefixes(tx: Queryable, { networks, prefixes }: Destinations): Promise<void> {
  const countryOfNetwork = new Map(networks.map(({ id, country }) => [id, country]));
  const digits = prefixes.map(([prefix]) => prefix);
  await tx.query(
    `insert into prefixes (digits, country, network)
     select s.digits, coalesce(n.country, s.country), n.id
     from unnest($1::text[], $2::bpchar[], $3::text[]) s(digits, country, network)
     left join networks n on n.id = s.network
     where s.digits not in (select digits from deleted_prefixes)
     order by s.digits
     on conflict (digits) do update set country = excluded.country, network = excluded.network
     where not prefixes.edited
       and (prefixes.country, prefixes.network) is distinct from (excluded.country, excluded.network)`,
    [
      digits,
      prefixes.map(([, place]) => countryOfNetwork.get(place) ?? place),
      prefixes.map(([, place]) => (countryOfNetwork.has(place) ? place : null)),
    ],
  );
  await tx.query("delete from prefixes where not edited and digits not in (select unnest($1::text[]))", [digits]);
}
