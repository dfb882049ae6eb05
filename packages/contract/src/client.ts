import {
  type AdminCall,
  type AdminEndpointName,
  type AdminEndpoints,
  adminBasePath,
  adminEndpoints,
  csrfHeader,
} from "./admin.ts";
import type { Answer, EndpointSpec, Nothing } from "./endpoint.ts";
import { type Problem, problem, problemOf } from "./errors.ts";
import { readEvents } from "./events.ts";

/** What the server refused, as it said it. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly problem: Problem;

  constructor(given: Problem) {
    super(given.detail);
    this.problem = given;
  }
}

export interface CallOptions {
  readonly signal?: AbortSignal;
}

/** One method for each endpoint. Refusals reject with a ProblemError, a lost network with fetch's own error. */
export type AdminClient = {
  readonly [Name in AdminEndpointName]: Nothing extends AdminCall<Name>
    ? (call?: AdminCall<Name>, options?: CallOptions) => Promise<Answer<AdminEndpoints[Name]>>
    : (call: AdminCall<Name>, options?: CallOptions) => Promise<Answer<AdminEndpoints[Name]>>;
};

export interface AdminClientOptions {
  /** Scheme and host, such as `https://sms.example.com`; empty in a browser that loaded the console from it. */
  readonly baseUrl: string;
  readonly fetch?: typeof globalThis.fetch;
  /** An admin API key; without one the browser's session cookie is used. */
  readonly key?: string;
}

/** A typed client of the admin API. */
export function createAdminClient({ baseUrl, fetch = globalThis.fetch, key }: AdminClientOptions): AdminClient {
  const call = async (name: AdminEndpointName, given: Call = {}, options: CallOptions = {}): Promise<unknown> => {
    const spec: EndpointSpec = adminEndpoints[name];
    const response = await fetch(`${baseUrl}${pathOf(spec, given)}`, {
      method: spec.method,
      credentials: "same-origin",
      headers: {
        ...(key !== undefined && { authorization: `Bearer ${key}` }),
        ...(spec.method !== "GET" && { [csrfHeader]: "1" }),
        ...(given.body !== undefined && { "content-type": "application/json" }),
        ...(given.upload !== undefined && { "content-type": "application/octet-stream" }),
      },
      ...(given.body !== undefined && { body: JSON.stringify(given.body) }),
      ...(given.upload !== undefined && { body: given.upload }),
      ...(options.signal && { signal: options.signal }),
    });
    if (!response.ok) throw new ProblemError(await problemIn(response));
    if (spec.csv) return response.text();
    if (spec.file) return response.blob();
    if (spec.events) return readEvents(response, spec.events);
    if (spec.response) return spec.response.parse(await response.json());
    return undefined;
  };
  const methods = Object.keys(adminEndpoints).map((name) => [
    name,
    (given?: Call, options?: CallOptions) => call(name as AdminEndpointName, given, options),
  ]);
  return Object.fromEntries(methods) as AdminClient;
}

/** The path and query of a call, for links and downloads: `/api/admin/v1/clients.csv?search=acme`. */
export function adminPath<Name extends AdminEndpointName>(
  name: Name,
  given: Omit<AdminCall<Name>, "body" | "upload">,
): string {
  return pathOf(adminEndpoints[name], given);
}

interface Call {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly upload?: Blob | Uint8Array<ArrayBuffer>;
}

function pathOf(spec: EndpointSpec, { params = {}, query = {} }: Call): string {
  const path = spec.path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    search.set(name, Array.isArray(value) ? value.join(",") : String(value));
  }
  return `${adminBasePath}${path}${search.size > 0 ? `?${search}` : ""}`;
}

async function problemIn(response: Response): Promise<Problem> {
  const parsed = problem.safeParse(await response.json().catch(() => undefined));
  if (parsed.success) return parsed.data;
  // A proxy in between may answer with a page of its own.
  return {
    ...problemOf("unavailable", `The server answered with status ${response.status}.`),
    status: response.status,
  };
}
