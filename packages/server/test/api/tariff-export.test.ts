import { loadDestinations } from "@switchyard/sms";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readTable } from "../../src/paperwork/sheets/table.ts";
import { createRig, type Rig } from "./rig.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await createRig();
});
afterAll(() => rig.close());

async function newProduct(name: string): Promise<{ tariff: string }> {
  const { id } = await rig.api.createProduct({ body: { name, currency: "EUR" } });
  return { tariff: `product-${id}` };
}

const header = "Type,ISO,Country,MCC,MNC,Network,Price,Currency,Billing,Valid from,Valid to,State";

describe("the export of a tariff", () => {
  it("says of every row of all pages what it is, narrowed as the list is", async () => {
    const params = await newProduct("Shown");
    const rows = [
      { country: "DE", amount: "0.05", validFrom: "2026-06-01T00:00:00Z" },
      { country: "DE", network: "26201", amount: "0.000001", billing: "delivered" as const },
      {
        country: "CI",
        type: "mo" as const,
        amount: "1",
        validFrom: "2026-01-01T00:00:00Z",
        validTo: "2026-02-01T00:00:00Z",
      },
    ];
    await rig.api.createTariffRows({ params, body: { rows } });
    const csv = await rig.api.exportTariffCsv({ params });
    expect(csv.split("\r\n")).toEqual([
      header,
      "mo,CI,Côte d'Ivoire,,,,1.00,EUR,submitted,2026-01-01T00:00:00.000Z,2026-02-01T00:00:00.000Z,ended",
      "sms,DE,Germany,,,,0.05,EUR,submitted,2026-06-01T00:00:00.000Z,,current",
      expect.stringMatching(/^sms,DE,Germany,262,01,[^,]+,0\.000001,EUR,delivered,2026-06-15T10:30:00\.000Z,,current$/),
      "",
    ]);
    const narrowed = await rig.api.exportTariffCsv({ params, query: { state: ["ended"] } });
    expect(narrowed.split("\r\n")).toHaveLength(3);
    const xlsx = new Uint8Array(await (await rig.api.exportTariffXlsx({ params })).arrayBuffer());
    const table = await readTable({ name: "rows.xlsx", octets: xlsx }, {});
    expect(table.rows.map((row) => row.slice(0, 5))).toEqual([
      header.split(",").slice(0, 5),
      ["mo", "CI", "Côte d'Ivoire", null, null],
      ["sms", "DE", "Germany", null, null],
      ["sms", "DE", "Germany", "262", "01"],
    ]);
    expect(table.rows.map((row) => row[6])).toEqual(["Price", 1, 0.05, 0.000001]);
  });

  it("is read again as it was: every country and network, rows that ended, were replaced and are to come", async () => {
    const params = await newProduct("Everywhere");
    const productId = Number(params.tariff.split("-")[1]);
    const { countries, networks } = loadDestinations();
    const places = [
      ...countries.map(({ iso }) => ({ country: iso, network: null })),
      ...networks.map(({ id, country }) => ({ country, network: id })),
    ];
    await rig.pool.query(
      `insert into tariff_rows (product_id, country, network, billing, amount_micros, valid_from, valid_to)
       select $1, country, network, case when place % 3 = 0 then 'delivered' else 'submitted' end,
              place * 7 + 1, $4::timestamptz + place % 5 * interval '1 day',
              case when place % 4 = 0 then timestamptz '2027-03-01 13:45Z' end
       from unnest($2::text[], $3::text[]) with ordinality p(country, network, place)`,
      [
        productId,
        places.map((place) => place.country),
        places.map((place) => place.network),
        new Date(rig.clock.nowMs - 2 * 86_400_000),
      ],
    );
    // What was replaced, and what ended.
    await rig.pool.query(
      `insert into tariff_rows (product_id, country, billing, amount_micros, valid_from, valid_to)
       select product_id, country, billing, amount_micros + 1, timestamptz '2025-01-01Z' + n * interval '1 month',
              case n when 1 then timestamptz '2026-01-01Z' end
       from tariff_rows cross join generate_series(0, 1) n where product_id = $1 and network is null`,
      [productId],
    );
    // As the database does by itself where it is not kept from it, as it is in tests.
    await rig.pool.query("analyze tariff_rows");
    const csv = new TextEncoder().encode(await rig.api.exportTariffCsv({ params }));
    const xlsx = new Uint8Array(await (await rig.api.exportTariffXlsx({ params })).arrayBuffer());
    for (const [name, upload] of [["rows.csv", csv] as const, ["rows.xlsx", xlsx] as const]) {
      const draft = await rig.api.draftTariffFile({ params, query: { name }, upload });
      const { items: bad } = await rig.api.listTariffDraftRows({
        params: { ...params, draftId: draft.id },
        query: { class: ["bad", "changed", "new"], limit: 200 },
      });
      expect(bad).toEqual([]);
      expect(draft.counts).toEqual({
        new: 0,
        changed: 0,
        ended: 0,
        unchanged: places.length + 2 * countries.length,
        bad: 0,
      });
    }
  });
});
