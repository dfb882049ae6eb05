/** The shipped tables in the database, and what an operator's own changes become when a release ships others. */
import { createDestinationFinder, type Destinations, loadDestinations } from "@switchyard/sms";
import { afterAll, beforeAll, expect, it } from "vitest";
import { seedPlaces } from "../../src/catalogue/places/seed.ts";
import { migrate } from "../../src/database/migrate.ts";
import { transaction } from "../../src/database/transaction.ts";
import type { Transact } from "../../src/history/history.ts";
import { createLog } from "../../src/log.ts";
import { createTestDatabase, type TestDatabase } from "../database.ts";

let database: TestDatabase;
let transact: Transact;
beforeAll(async () => {
  database = await createTestDatabase("template0");
  transact = (work) => transaction(database.pool, work);
  await migrate(database.source, createLog({ level: "silent" }));
});
afterAll(() => database.drop());

const shipped = loadDestinations();
const rowsOf = async (sql: string, ...values: unknown[]) => (await database.pool.query(sql, values)).rows;
const prefix = async (digits: string) =>
  (await rowsOf("select country, network, edited from prefixes where digits = $1", digits))[0];

it("are taken over whole, and only once", async () => {
  expect(await seedPlaces(transact, shipped)).toBe(true);
  expect(await seedPlaces(transact, shipped)).toBe(false);
  const [sizes] = await rowsOf(
    `select (select count(*)::int from countries) as countries, (select count(*)::int from networks) as networks,
            (select count(*)::int from prefixes) as prefixes`,
  );
  expect(sizes).toEqual({
    countries: shipped.countries.length,
    networks: shipped.networks.length,
    prefixes: shipped.prefixes.length,
  });
  const find = createDestinationFinder(shipped);
  const stored = await rowsOf("select digits, country, network from prefixes");
  const differing = stored.filter(({ digits, country, network }) => {
    const found = find(digits);
    return found?.country.iso !== country || (found?.network?.id ?? null) !== network;
  });
  expect(differing).toEqual([]);
});

it("of a newer release come in beside what people changed", async () => {
  const digits = (place: string, index = 0) => shipped.prefixes.filter(([, to]) => to === place)[index]?.[0] ?? "";
  const [moved, edited, deleted, dropped, ofDeletedNetwork] = [
    digits("26201"),
    digits("26202"),
    digits("26203"),
    digits("26201", 1),
    digits("20801"),
  ];
  await database.pool.query("update prefixes set network = '26201', edited = true where digits = $1", [edited]);
  await database.pool.query("delete from prefixes where digits = $1", [deleted]);
  await database.pool.query("insert into deleted_prefixes values ($1)", [deleted]);
  await database.pool.query("update countries set name = 'Allemagne', edited = true, closed = true where code = 'DE'");
  await database.pool.query("update countries set closed = true, portability = 'lookup' where code = 'FR'");
  await database.pool.query("update networks set name = 'D1', edited = true where id = '26201'");
  await database.pool.query("update prefixes set network = null where network = '20801'");
  await database.pool.query("delete from networks where id = '20801'");
  await database.pool.query("insert into deleted_networks values ('20801')");
  await database.pool.query(
    "insert into prefixes (digits, country, network, edited) values ('499999', 'DE', '26202', true)",
  );

  const newer: Destinations = {
    countries: shipped.countries.map((country) => ({ ...country, name: `New ${country.name}` })),
    networks: [
      ...shipped.networks.map((network) => ({ ...network, name: `New ${network.name}` })),
      { id: "26299", mcc: "262", mnc: "99", country: "DE", name: "Newcomer", operational: true },
    ],
    prefixes: [
      ...shipped.prefixes
        .filter(([one]) => one !== dropped)
        .map(([one, place]) => (one === moved ? ([one, "26299"] as const) : ([one, place] as const))),
      ["49888", "26299"],
      ["499999", "26201"],
    ],
  };
  expect(await seedPlaces(transact, newer)).toBe(true);

  expect(await prefix(moved)).toEqual({ country: "DE", network: "26299", edited: false });
  expect(await prefix("49888")).toEqual({ country: "DE", network: "26299", edited: false });
  expect(await prefix(edited)).toEqual({ country: "DE", network: "26201", edited: true });
  expect(await prefix("499999")).toEqual({ country: "DE", network: "26202", edited: true });
  expect(await prefix(deleted)).toBeUndefined();
  expect(await prefix(dropped)).toBeUndefined();
  expect(await prefix(ofDeletedNetwork)).toMatchObject({ country: "FR", network: null });
  expect(
    await rowsOf("select name, closed, portability from countries where code in ('DE', 'FR') order by code"),
  ).toEqual([
    { name: "Allemagne", closed: true, portability: "prefix" },
    { name: "New France", closed: true, portability: "lookup" },
  ]);
  const names = await rowsOf(
    "select id, name from networks where id in ('26201', '26202', '26299', '20801') order by id",
  );
  expect(names).toEqual([
    { id: "26201", name: "D1" },
    { id: "26202", name: `New ${shipped.networks.find(({ id }) => id === "26202")?.name}` },
    { id: "26299", name: "Newcomer" },
  ]);
  expect(await seedPlaces(transact, newer)).toBe(false);
});
