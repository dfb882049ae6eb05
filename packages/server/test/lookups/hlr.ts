/** A supplier's look-up API on this machine: answers what it is told to, and remembers what it was asked. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { HttpTemplate } from "@switchyard/contract";
import type { Pool } from "pg";
import { testSecrets } from "../seed.ts";

export interface Hlr {
  readonly port: number;
  /** Numbers in the order they were asked for. */
  readonly asked: string[];
  /** How many are asked for at this moment, and the most there were. */
  readonly open: { now: number; most: number };
  /** By number: MCC and MNC, null for no network, or a status to refuse with; others by `otherwise`. */
  readonly answers: Map<string, string | null | number>;
  otherwise: string | null | number;
  delayMs: number;
  close(): Promise<void>;
}

export async function startHlr(): Promise<Hlr> {
  const hlr = { asked: [] as string[], open: { now: 0, most: 0 }, answers: new Map(), otherwise: null, delayMs: 0 };
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const number = new URL(request.url ?? "", "http://hlr").searchParams.get("number") ?? "";
    hlr.asked.push(number);
    hlr.open.now++;
    hlr.open.most = Math.max(hlr.open.most, hlr.open.now);
    setTimeout(() => {
      hlr.open.now--;
      const answer = hlr.answers.has(number) ? hlr.answers.get(number) : hlr.otherwise;
      response.statusCode = typeof answer === "number" ? answer : 200;
      response.end(JSON.stringify({ number, mccmnc: typeof answer === "string" ? answer : null }));
    }, hlr.delayMs);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return Object.assign(hlr, {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  });
}

const templateOf = (port: number): HttpTemplate => ({
  method: "GET",
  url: `http://127.0.0.1:${port}/hlr`,
  auth: "none",
  headers: [],
  query: [{ name: "number", value: "{{recipient}}" }],
  body: { kind: "none" },
  parts: "whole",
  success: { statuses: [200], okWhen: null, id: null, error: null },
  callback: null,
  lookup: { network: { from: "json", path: "$.mccmnc" }, mnc: null },
});

let made = 0;

/** A supplier with a connection to each port, in one pool by priority, and an HLR route of the platform to it. */
export async function seedHlrRoute(
  pool: Pool,
  ports: readonly number[],
  settings: { readonly country?: string; readonly tps?: number; readonly windowMax?: number } = {},
): Promise<{ poolId: number; routeId: number; connectionIds: number[] }> {
  const name = `HLR ${++made}`;
  const one = async (sql: string, values: readonly unknown[]) =>
    (await pool.query<{ id: number }>(`${sql} returning id`, [...values])).rows[0]?.id ?? 0;
  const supplierId = await one("insert into suppliers (name, currency) values ($1, 'EUR')", [name]);
  const poolId = await one("insert into pools (name, strategy) values ($1, 'priority')", [name]);
  const connectionIds: number[] = [];
  for (const [index, port] of ports.entries()) {
    const connectionId = await one(
      `insert into connections (supplier_id, name, kind, http, callback_token, system_id, password_sealed, tps, window_max)
       values ($1, $2, 'http', $3, $2, '', $4, $5, $6)`,
      [
        supplierId,
        `${name}.${index}`,
        JSON.stringify(templateOf(port)),
        testSecrets.seal("secret"),
        settings.tps ?? 1_000,
        settings.windowMax ?? 100,
      ],
    );
    connectionIds.push(connectionId);
    await pool.query("insert into pool_members (pool_id, connection_id, percent, position) values ($1, $2, 0, $3)", [
      poolId,
      connectionId,
      index,
    ]);
  }
  const routeId = await one("insert into routes (type, country, pool_id) values ('hlr', $1, $2)", [
    settings.country ?? null,
    poolId,
  ]);
  return { poolId, routeId, connectionIds };
}
