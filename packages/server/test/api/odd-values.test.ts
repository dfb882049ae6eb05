/** Whatever is sent, the answer says what is wrong with it: nothing a caller makes up is a fault of the switch. */
import { adminBasePath, adminEndpoints, type EndpointSpec } from "@switchyard/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRig, type Rig } from "./rig.ts";

let rig: Rig;
let clientId: number;
beforeAll(async () => {
  rig = await createRig();
  clientId = (await rig.api.createClient({ body: { login: "odd", currency: "EUR" } })).id;
});
afterAll(() => rig.close());

const specs: readonly [string, EndpointSpec][] = Object.entries(adminEndpoints);

async function call(spec: Pick<EndpointSpec, "method" | "upload">, path: string, payload: object = {}) {
  const headers = {
    host: "switch.test",
    authorization: "Bearer swk_preset_key_of_the_tests",
    ...(spec.upload && { "content-type": "application/octet-stream" }),
  };
  const answer = await rig.app.inject({
    method: spec.method,
    url: adminBasePath + path,
    headers,
    ...(spec.method !== "GET" && { payload: spec.upload ? Buffer.from("x") : payload }),
  });
  return answer.statusCode;
}

const pathOf = (spec: EndpointSpec, id: string, tariff = `client-${clientId}`) =>
  spec.path.replace(":tariff", tariff).replace(":currency", "USD").replace(":day", "2026-01-01").replace(/:\w+/g, id);

function queryOf({ query }: EndpointSpec): string[] {
  return Object.keys((query as { shape?: object } | undefined)?.shape ?? {});
}

describe("the admin API", () => {
  it("finds nothing under ids larger than any", async () => {
    for (const [name, spec] of specs.filter(([, { path, events }]) => path.includes(":") && !events)) {
      for (const id of ["2147483648", "9007199254740991"]) {
        expect(await call(spec, pathOf(spec, id)), `${name} ${id}`).toBeLessThan(500);
        expect(await call(spec, pathOf(spec, "1", `client-${id}`)), `${name} of client ${id}`).toBeLessThan(500);
      }
    }
  });

  const start = "2026-01-01 00:00:00+00";
  it.each([
    [[3e9]],
    [[9e15]],
    [["x"]],
    [[null]],
    [[1.5]],
    [["a\u0000"]],
    [["2026-02-30", "EUR"]],
    [["0000-01-01", "EUR"]],
    [["2026-01-01", 5]],
    [["a", 9e15]],
    [[1, 2]],
    [[9e15, 9e15, 9e15]],
    [[0, "x", 1]],
    [["DE", "", "9999-99-99 99:99:99+00", 1]],
    [["DE", "", "2026-02-30 00:00:00+00", 1]],
    [["DE", "", start, 9e15]],
    [["DE\u0000", "", start, 1]],
  ])("takes no harm from the cursor %j", async (position) => {
    const cursor = Buffer.from(JSON.stringify(position)).toString("base64url");
    for (const [name, spec] of specs.filter(([, spec]) => queryOf(spec).includes("cursor"))) {
      expect(await call(spec, `${pathOf(spec, "1")}?cursor=${cursor}`), name).toBeLessThan(500);
    }
  });

  it.each(["2147483648", "0000-01-01", "9999-12-31", "0000-01-01T00:00:00Z", "a%00b"])(
    "takes no harm from %s in a query",
    async (value) => {
      for (const [name, spec] of specs.filter(([, { method }]) => method === "GET")) {
        for (const field of queryOf(spec)) {
          // A file that ends early tells its reader so by the broken connection.
          const status = await call(spec, `${pathOf(spec, "1")}?${field}=${value}`).catch(() => 200);
          expect(status, `${name} ${field}`).toBeLessThan(500);
        }
      }
    },
  );

  it.each([
    ["a total larger than the books hold", "payments", { amount: "9000000000000", tax: "9000000000000" }],
    ["an exponent", "payments", { amount: "1e3" }],
    ["no number", "payments", { amount: "NaN" }],
    ["a zero with a sign", "payments", { amount: "-0" }],
    ["a character no text can hold", "payments", { amount: "1", comment: "a\u0000b" }],
    ["a day before all calendars", "payments", { amount: "1", payDate: "0000-01-01" }],
    ["an invoice beyond all ids", "payments", { amount: "1", allocations: [{ invoiceId: 3e9, amount: "1" }] }],
    ["a payment beyond all ids", "payments", { amount: "-1", correctsPaymentId: 3e9 }],
  ])("refuses a payment with %s", async (_, path, body) => {
    const status = await call({ method: "POST" }, `/clients/${clientId}/${path}`, body);
    expect([400, 409]).toContain(status);
  });

  it("refuses numbers of documents that are more than one line", async () => {
    const body = { name: "Two lines", invoicePattern: "A\n{N}" };
    expect(await call({ method: "POST" }, "/enterprises", body)).toBe(400);
  });

  it("lists clients though the limits of one are more than can be added up", async () => {
    const limits = { creditLimit: "9000000000000", overdraft: "9000000000000", overdraftUntil: "2030-01-01T00:00:00Z" };
    const { id } = await rig.api.createClient({ body: { login: "boundless", currency: "EUR", lowBalance: "1" } });
    const changed = await rig.api.updateClient({ params: { clientId: id }, body: limits });
    expect(changed.figures.available).toBe("9223372036854.775807");
    expect((await rig.api.listClients({ query: {} })).items).toHaveLength(2);
  });
});
