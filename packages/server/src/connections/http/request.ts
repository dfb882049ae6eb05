import { type HttpTemplate, type Placeholder, type TemplatePiece, templatePieces } from "@switchyard/contract";
import { UnfitError } from "../unfit.ts";

/** A request as it leaves. */
export interface HttpRequest {
  readonly method: HttpTemplate["method"];
  readonly url: string;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly body: string | null;
}

/** What stands for each placeholder, not escaped. */
export type HttpValues = Readonly<Record<Placeholder, string>>;

/**
 * The request a template makes of these values, each escaped for its place: percent-encoded in the address, the query
 * and form fields, as JSON in JSON. Throws an UnfitError for a value that its place cannot carry.
 */
export function httpRequestOf(template: HttpTemplate, values: HttpValues): HttpRequest {
  const query = template.query.map((field) => `${encode(field.name)}=${encode(fill(field.value, values))}`).join("&");
  const url = addressOf(template.url, values);
  const { body, type } = bodyOf(template.body, values);
  const headers = template.headers.map(({ name, value }) => ({ name, value: headerValue(name, fill(value, values)) }));
  const has = (wanted: string) => headers.some(({ name }) => name.toLowerCase() === wanted);
  if (template.auth === "basic" && !has("authorization")) {
    const token = Buffer.from(`${values.username}:${values.password}`, "utf8").toString("base64");
    headers.push({ name: "Authorization", value: `Basic ${token}` });
  }
  if (type !== null && !has("content-type")) headers.push({ name: "Content-Type", value: type });
  return {
    method: template.method,
    url: query === "" ? url : `${url}${url.includes("?") ? "&" : "?"}${query}`,
    headers,
    body,
  };
}

function bodyOf(body: HttpTemplate["body"], values: HttpValues): { body: string | null; type: string | null } {
  switch (body.kind) {
    case "none":
      return { body: null, type: null };
    case "json":
      return {
        body: fill(body.template, values, (value, isQuoted) => (isQuoted ? jsonText(value) : jsonNumber(value))),
        type: "application/json",
      };
    case "form":
      return {
        body: body.fields
          .map((field) => `${formEncode(field.name)}=${formEncode(fill(field.value, values))}`)
          .join("&"),
        type: "application/x-www-form-urlencoded",
      };
    case "text":
      return { body: fill(body.template, values, body.escape === "xml" ? xmlText : same), type: body.contentType };
  }
}

type Escape = (value: string, isQuoted: boolean) => string;
const same: Escape = (value) => value;

function fill(template: string, values: HttpValues, escaped: Escape = same): string {
  const write = (piece: TemplatePiece) =>
    "literal" in piece ? piece.literal : escaped(values[piece.placeholder], piece.isQuoted);
  return templatePieces(template).map(write).join("");
}

/** A value could make a path climb: "." and ".." mean other places, however they are written. */
function addressOf(template: string, values: HttpValues): string {
  const url = fill(template, values, encode);
  const [path = ""] = url.replace(/^https?:\/\/[^/?]*/, "").split("?");
  if (path.split("/").some((segment) => /^(\.|%2e){1,2}$/i.test(segment))) {
    throw new UnfitError("a value would be a step in the address (. or ..)");
  }
  return url;
}

/** Half of a surrogate pair stands for nothing, and encoders refuse it. */
const wellFormed = (value: string): string => value.replace(/\p{Surrogate}/gu, "\ufffd");

const encode = (value: string): string => encodeURIComponent(wellFormed(value));

const formEncode = (value: string): string => encode(value).replaceAll("%20", "+");

const jsonText = (value: string): string => JSON.stringify(wellFormed(value)).slice(1, -1);

function jsonNumber(value: string): string {
  if (!/^-?\d+$/.test(value)) throw new UnfitError(`"${value}" stands where a number must stand`);
  return value;
}

const xmlNames: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** XML 1.0 has no way to write most control characters. */
const xmlText: Escape = (value) =>
  wellFormed(value)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: it is they that must go
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
    .replace(/[&<>"']/g, (character) => xmlNames[character] ?? "");

/** RFC 9110 §5.5: a line break would begin another header. */
function headerValue(name: string, value: string): string {
  if (/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) return value;
  throw new UnfitError(`the header ${name} cannot carry its value: it has a line break or a letter outside Latin-1`);
}

const MASK = "********";

/** The request of these values as people may see it. */
export function shownRequestOf(template: HttpTemplate, values: HttpValues): HttpRequest {
  const request = httpRequestOf(template, { ...values, password: MASK });
  const isOwn = template.headers.some(({ name }) => name.toLowerCase() === "authorization");
  if (template.auth !== "basic" || isOwn) return request;
  const headers = request.headers.map((header) =>
    header.name === "Authorization" ? { ...header, value: `Basic ${MASK}` } : header,
  );
  return { ...request, headers };
}

/** As it is written on the wire, but for what the connection itself adds. */
export function requestText({ method, url, headers, body }: HttpRequest): string {
  const head = [`${method} ${url}`, ...headers.map(({ name, value }) => `${name}: ${value}`)].join("\n");
  return body === null ? head : `${head}\n\n${body}`;
}

/** An API may repeat what it was sent. */
export const masked = (text: string, password: string): string =>
  password.length < 4 ? text : text.replaceAll(password, MASK);
