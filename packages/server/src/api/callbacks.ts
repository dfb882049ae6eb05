/** Where suppliers' HTTP APIs call back with receipts: an address of its own for each connection, secret by its token. */
import { problemOf } from "@switchyard/contract";
import type { FastifyInstance } from "fastify";
import type { LiveView } from "./live.ts";

const BODY_OCTETS_MAX = 262_144;

export function registerCallbacks(app: FastifyInstance, live: Pick<LiveView, "takeCallback">): void {
  // In a scope of its own: what a supplier sends is read by its template, whatever it calls itself.
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", { parseAs: "string" }, async (_: unknown, body: string) => body);
    scope.route<{ Params: { token: string } }>({
      method: ["GET", "POST"],
      url: "/callbacks/:token",
      bodyLimit: BODY_OCTETS_MAX,
      handler: async (request, reply) => {
        const [, query = ""] = request.url.split(/\?(.*)/s);
        const body = typeof request.body === "string" ? request.body : "";
        const answer = await live.takeCallback(request.params.token, { query, body });
        reply.header("cache-control", "no-store");
        if (answer) return reply.status(answer.status).type("text/plain; charset=utf-8").send(answer.text);
        const problem = problemOf("not_found", "No connection has this address.");
        return reply.status(404).type("application/problem+json; charset=utf-8").send(problem);
      },
    });
  });
}
