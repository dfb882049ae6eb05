import { describe, expect, it } from "vitest";
import { adminPath, createAdminClient, ProblemError } from "./client.ts";
import { problemOf } from "./errors.ts";

/** A client whose every request gets this answer; `seen` holds what was sent. */
function clientAnswered(answer: () => Response) {
  const seen: { url: string; init: RequestInit }[] = [];
  const fetch = async (url: string | URL | Request, init: RequestInit = {}) => {
    seen.push({ url: String(url), init });
    return answer();
  };
  return { client: createAdminClient({ baseUrl: "http://switch.test", fetch, key: "swk_test" }), seen };
}

describe("the typed client", () => {
  it("fills in the path and leaves out what is undefined from the query", async () => {
    const { client, seen } = clientAnswered(() => Response.json({ items: [], nextCursor: null }));
    await client.listTariffRows({
      params: { tariff: "client-12" },
      query: { country: undefined, state: ["current", "future"] },
    });
    expect(seen[0]?.url).toBe("http://switch.test/api/admin/v1/tariffs/client-12/rows?state=current%2Cfuture");
  });

  it("sends the key, and the CSRF header only with changes", async () => {
    const { client, seen } = clientAnswered(() => Response.json({ items: [] }));
    await client.listAdminKeys();
    expect(seen[0]?.init.headers).toEqual({ authorization: "Bearer swk_test" });
    const { client: changing, seen: changes } = clientAnswered(() => new Response(null, { status: 204 }));
    await changing.revokeAdminKey({ params: { keyId: 3 } });
    expect(changes[0]?.init.headers).toEqual({ authorization: "Bearer swk_test", "x-switchyard-csrf": "1" });
  });

  it("rejects with what the server said was wrong", async () => {
    const said = problemOf("login_taken", 'The login "acme" belongs to another client.');
    const { client } = clientAnswered(() => Response.json(said, { status: 409 }));
    const refusal = await client.createClient({ body: { login: "acme", currency: "EUR" } }).catch((error) => error);
    expect(refusal).toBeInstanceOf(ProblemError);
    expect(refusal.problem).toEqual(said);
  });

  it("makes a problem of a page that some proxy answered", async () => {
    const { client } = clientAnswered(() => new Response("<h1>Bad gateway</h1>", { status: 502 }));
    await expect(client.getSession()).rejects.toMatchObject({ problem: { code: "unavailable", status: 502 } });
  });

  it("reads a stream of events cut anywhere", async () => {
    const event = {
      throughput: {
        at: "2026-03-01T00:00:00.000Z",
        submittedPerSecond: 1,
        sentPerSecond: 2,
        deliveredPerSecond: 3,
        blockedPerSecond: 0,
        queued: 4,
        series: [],
      },
      sessions: 5,
      eventLoopP99Ms: 1.5,
      connections: [],
    };
    const text = `: hello\n\ndata: ${JSON.stringify(event)}\n\ndata: ${JSON.stringify(event)}\n\n`;
    const chunks = text.match(/.{1,7}|\n/gs) ?? [];
    const stream = new ReadableStream({
      start(controller) {
        for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk));
        controller.close();
      },
    });
    const { client } = clientAnswered(() => new Response(stream));
    const received = [];
    for await (const one of await client.watchLive()) received.push(one);
    expect(received).toEqual([event, event]);
  });

  it("makes paths for links and downloads", () => {
    expect(adminPath("exportClients", { query: { search: "a b", block: ["hold"] } })).toBe(
      "/api/admin/v1/clients.csv?search=a+b&block=hold",
    );
  });
});
