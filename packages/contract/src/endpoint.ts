import type { z } from "zod";
import type { ErrorCode } from "./errors.ts";
import type { Permission } from "./permissions.ts";

export type Method = "GET" | "POST" | "PATCH" | "DELETE";

/**
 * One endpoint, stated once: the server's routes, the OpenAPI document and the typed client are made from it.
 * It answers JSON (`response`), server-sent events (`events`), a CSV file (`csv`), another file (`file`), or, with none of
 * these, 204.
 */
export interface EndpointSpec {
  readonly method: Method;
  /** Below the API's base, with `:name` for parameters. */
  readonly path: `/${string}`;
  /** The group it is shown under in the documentation. */
  readonly tag: string;
  readonly summary: string;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** The request's body is a file, its octets as they are; everything else stands in the query. */
  readonly upload?: { readonly octetsMax: number };
  readonly response?: z.ZodType;
  /** The schema of each event's data. */
  readonly events?: z.ZodType;
  readonly csv?: true;
  /** The content type of the file it answers. */
  readonly file?: string;
  /** 201 where something was created; otherwise 200, or 204 without content. */
  readonly created?: true;
  /** Refusals beyond those every endpoint shares. */
  readonly errors?: readonly ErrorCode[];
  readonly permission: Permission | PermissionByParam | "signed_in" | "public";
}

/** What is asked for depends on what a parameter begins with: the prices of `client-12`, the costs of `supplier-3`. */
export interface PermissionByParam {
  readonly param: string;
  readonly of: Readonly<Record<string, Permission>>;
}

/** The permission a call needs; undefined where being signed in is enough, or the parameter names nothing known. */
export function permissionOf(spec: EndpointSpec, params: Readonly<Record<string, unknown>>): Permission | undefined {
  const { permission } = spec;
  if (permission === "public" || permission === "signed_in") return undefined;
  if (typeof permission === "string") return permission;
  const [kind = ""] = String(params[permission.param]).split("-");
  return Object.hasOwn(permission.of, kind) ? permission.of[kind] : undefined;
}

/** States an endpoint; the literal types are kept, so that clients and handlers are typed from it. */
export function endpoint<const Spec extends EndpointSpec>(spec: Spec): Spec {
  return spec;
}

/** Every refusal an endpoint may answer with, the shared ones included. */
export function errorsOf(spec: EndpointSpec): ErrorCode[] {
  const codes = new Set<ErrorCode>(spec.errors ?? []);
  if (spec.params || spec.query || spec.body || spec.upload) codes.add("invalid_request");
  if (spec.params) codes.add("not_found");
  if (spec.permission !== "public") codes.add("unauthenticated");
  if (spec.permission !== "public" && spec.permission !== "signed_in") codes.add("forbidden");
  if (spec.method !== "GET") codes.add("csrf");
  if (spec.body || spec.upload) codes.add("too_large").add("unsupported_media_type");
  return [...codes.add("internal")];
}

/** The status of a successful answer. */
export function successStatus(spec: EndpointSpec): 200 | 201 | 204 {
  if (spec.created) return 201;
  return spec.response || spec.events || spec.csv || spec.file ? 200 : 204;
}

/** A value without properties: what may be left out is assignable from it. */
export type Nothing = Record<never, never>;

type Part<Spec, Key extends "params" | "query" | "body", Side extends "input" | "output"> =
  Spec extends Readonly<Record<Key, infer Schema extends z.ZodType>>
    ? Side extends "input"
      ? Nothing extends z.input<Schema>
        ? { readonly [K in Key]?: z.input<Schema> }
        : { readonly [K in Key]: z.input<Schema> }
      : { readonly [K in Key]: z.output<Schema> }
    : unknown;

/** What a caller passes: params, query and body as far as the endpoint has them. */
export type CallArguments<Spec> = Part<Spec, "params", "input"> &
  Part<Spec, "query", "input"> &
  Part<Spec, "body", "input"> &
  (Spec extends { readonly upload: unknown } ? { readonly upload: Blob | Uint8Array<ArrayBuffer> } : unknown);

/** What the server's handler receives, parsed. */
export type ParsedArguments<Spec> = Part<Spec, "params", "output"> &
  Part<Spec, "query", "output"> &
  Part<Spec, "body", "output"> &
  (Spec extends { readonly upload: unknown } ? { readonly upload: Uint8Array } : unknown);

/** What a call resolves to. */
export type Answer<Spec> =
  Spec extends Readonly<{ response: infer Schema extends z.ZodType }>
    ? z.output<Schema>
    : Spec extends Readonly<{ csv: true }>
      ? string
      : Spec extends Readonly<{ file: string }>
        ? Blob
        : Spec extends Readonly<{ events: infer Schema extends z.ZodType }>
          ? AsyncGenerator<z.output<Schema>, void, void>
          : undefined;
