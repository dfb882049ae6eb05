/** The admin API's routes, made from the contract's table: authenticate, parse, call, answer. */
import { Readable } from "node:stream";
import {
  type AdminEndpointName,
  adminBasePath,
  adminEndpoints,
  type EndpointSpec,
  type FieldError,
  openApiDocument,
  problemOf,
  successStatus,
} from "@switchyard/contract";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { z } from "zod";
import type { Principal } from "../access/principal.ts";
import { notOfThisList } from "../paging.ts";
import { Refusal } from "../refusal.ts";
import { authenticate, sessionCookie } from "./authenticate.ts";
import type { ApiParts, Caller, FileAnswer, Visitor } from "./call.ts";
import type { EventStream } from "./event-stream.ts";
import { adminHandlers } from "./handlers.ts";
import { isUnreadable } from "./problems.ts";

/** A handler as the router sees it: what it gets was parsed by the same table that typed it. */
type AnyHandler = (call: object) => Promise<unknown>;

const about = {
  title: "Switchyard admin API",
  description: "Everything the console does. Sign in for a session cookie, or send an admin API key as a bearer token.",
  version: "1",
  basePath: adminBasePath,
};

/** Registers every endpoint below adminBasePath, and the document that describes them. */
export function registerAdminApi(app: FastifyInstance, parts: ApiParts): void {
  const { handlers, close } = adminHandlers(parts);
  app.addHook("preClose", async () => close());
  for (const name of Object.keys(adminEndpoints) as AdminEndpointName[]) {
    const spec: EndpointSpec = adminEndpoints[name];
    const handler = handlers[name] as AnyHandler;
    app.route({
      method: spec.method,
      url: `${adminBasePath}${spec.path}`,
      config: { endpoint: name },
      // Nobody fills our memory with a file before we know who it is.
      ...(spec.upload && {
        bodyLimit: spec.upload.octetsMax,
        onRequest: async (request: FastifyRequest) => void (await authenticate(request, spec, parts.access)),
      }),
      handler: async (request, reply) => {
        const principal = await authenticate(request, spec, parts.access);
        const call = { ...parseRequest(request, spec), ...contextOf(request, reply, principal) };
        const answer = await handler(call).catch((error) => {
          // The keys in a cursor are read by the database alone; what it can't read was not in one of ours.
          throw isUnreadable(error) && (request.query as { cursor?: string }).cursor !== undefined
            ? notOfThisList()
            : error;
        });
        return send(reply, spec, answer, () => stillAllowed(request, spec, parts));
      },
    });
  }
  const document = openApiDocument(adminEndpoints, about);
  app.get(`${adminBasePath}/openapi.json`, async () => document);
  app.all(`${adminBasePath}/*`, async (request) => {
    throw new Refusal("not_found", `There is no endpoint ${request.method} ${request.url.split("?")[0]}.`);
  });
}

/** Params, query and body as the table says; every fault of all three at once. */
function parseRequest(request: FastifyRequest, spec: EndpointSpec): object {
  if (request.body instanceof Uint8Array && !spec.upload) {
    throw new Refusal("unsupported_media_type", "Send the body as application/json.");
  }
  const errors: FieldError[] = [];
  const parse = (where: "params" | "query" | "body", schema: z.ZodType | undefined, given: unknown) => {
    if (!schema) return {};
    const parsed = schema.safeParse(given);
    if (parsed.success) return { [where]: parsed.data };
    errors.push(...parsed.error.issues.map((issue) => fieldError(where, issue)));
    return {};
  };
  const parsed = {
    ...parse("params", spec.params, request.params),
    ...parse("query", spec.query, request.query),
    ...parse("body", spec.body, request.body ?? {}),
    ...(spec.upload && { upload: uploadOf(request, errors) }),
  };
  const [first] = errors;
  if (first) {
    const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : "";
    throw new Refusal("invalid_request", `${first.path} ${first.message}${more}.`, errors);
  }
  return parsed;
}

/** The octets of an uploaded file; anything but octets, and nothing at all, is a fault of the request. */
function uploadOf({ body }: FastifyRequest, errors: FieldError[]): Uint8Array {
  if (body instanceof Uint8Array && body.length > 0) return body;
  const message = body instanceof Uint8Array ? "is empty" : "must be the file's octets, as application/octet-stream";
  errors.push({ path: "body", message });
  return new Uint8Array();
}

function fieldError(where: string, issue: z.core.$ZodIssue): FieldError {
  const path = [where, ...issue.path].join(".");
  if (issue.code === "unrecognized_keys") return { path, message: `does not have ${issue.keys.join(", ")}` };
  return {
    path,
    message: issue.message.replace(/^Invalid input: expected/, "must be").replace(/^Invalid/, "is no valid"),
  };
}

function contextOf(request: FastifyRequest, reply: FastifyReply, principal: Principal | undefined): Visitor | Caller {
  const cookie = { path: "/", httpOnly: true, sameSite: "strict", secure: request.protocol === "https" } as const;
  const visitor: Visitor = {
    remoteAddress: request.ip,
    hostname: request.hostname,
    sessionToken: request.cookies[sessionCookie],
    setSession: (token, expires) => void reply.setCookie(sessionCookie, token, { ...cookie, expires }),
    clearSession: () => void reply.clearCookie(sessionCookie, cookie),
  };
  if (!principal) return visitor;
  return { ...visitor, principal, author: { actor: principal.actor, remoteAddress: request.ip } };
}

async function send(
  reply: FastifyReply,
  spec: EndpointSpec,
  answer: unknown,
  mayWatch: () => Promise<boolean>,
): Promise<unknown> {
  reply.header("cache-control", "no-store");
  if (spec.csv) {
    reply.header("content-disposition", `attachment; filename="${spec.path.split("/").at(-1)}"`);
    return reply.type("text/csv; charset=utf-8").send(Readable.from(answer as AsyncIterable<string>));
  }
  if (spec.file) {
    const { name, type = spec.file, octets } = answer as FileAnswer;
    // A file is for saving or for its own viewer, never a page of ours.
    reply.header("content-disposition", contentDisposition(name));
    return reply.type(type).send(Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength));
  }
  if (spec.events) {
    (answer as EventStream).attach(reply.raw, mayWatch);
    return reply.hijack();
  }
  reply.status(successStatus(spec));
  // What the contract does not promise does not leave, and what it promises does.
  return spec.response ? reply.send(spec.response.parse(answer)) : reply.send();
}

/** RFC 6266: a plain name for every browser, and the real one where it has other letters. */
function contentDisposition(name: string): string {
  const plain = name.replaceAll(/[^\w. -]/g, "_");
  return `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`;
}

/** Whether the caller's session or key still lets them in. */
async function stillAllowed(request: FastifyRequest, spec: EndpointSpec, { access }: ApiParts): Promise<boolean> {
  return authenticate(request, spec, access).then(
    () => true,
    () => false,
  );
}

/** The answer to a fault of ours. */
export const internalProblem = problemOf("internal", "The request failed by a fault of the switch; its log says more.");
