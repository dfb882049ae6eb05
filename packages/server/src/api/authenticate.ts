/** Who sends a request, and whether their browser meant to. */
import { csrfHeader, type EndpointSpec, permissionOf } from "@switchyard/contract";
import type { FastifyRequest } from "fastify";
import type { Access } from "../access/access.ts";
import type { Principal } from "../access/principal.ts";
import { Refusal } from "../refusal.ts";

export const sessionCookie = "switchyard_session";

/** The caller behind a key or a session cookie. Refuses with unauthenticated, forbidden or csrf. */
export async function authenticate(
  request: FastifyRequest,
  spec: EndpointSpec,
  access: Access,
): Promise<Principal | undefined> {
  const key = bearerOf(request);
  // A foreign page can make a browser send its cookie, but not a key.
  if (key === undefined && spec.method !== "GET") refuseForeign(request);
  if (spec.permission === "public") return undefined;
  const token = request.cookies[sessionCookie];
  const principal = key !== undefined ? await access.findKey(key) : token && (await access.findSession(token));
  if (!principal) {
    throw new Refusal(
      "unauthenticated",
      key !== undefined ? "The key is unknown or was revoked." : "Sign in first; the session may have ended.",
    );
  }
  const permission = permissionOf(spec, request.params as Record<string, unknown>);
  if (permission !== undefined && !principal.permissions.includes(permission)) {
    throw new Refusal("forbidden", `This needs the permission ${permission}.`);
  }
  return principal;
}

function bearerOf({ headers: { authorization } }: FastifyRequest): string | undefined {
  if (authorization === undefined) return undefined;
  const [, key] = /^Bearer\s+(\S+)$/i.exec(authorization) ?? [];
  if (key === undefined) throw new Refusal("unauthenticated", "The Authorization header must be: Bearer, then a key.");
  return key;
}

/** Other sites can't set our header without asking us first, and browsers name the site a request comes from. */
function refuseForeign(request: FastifyRequest): void {
  const { origin, "sec-fetch-site": site } = request.headers;
  const isForeign =
    (origin !== undefined && hostOf(origin) !== request.host) || (site !== undefined && site !== "same-origin");
  if (isForeign || request.headers[csrfHeader] !== "1") {
    throw new Refusal("csrf", `Requests that change something need the header ${csrfHeader}: 1 and our own origin.`);
  }
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
