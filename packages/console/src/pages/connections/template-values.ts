/** A template as a form holds it: flat, everything that one kind or another needs beside each other. */
import type { AnswerReader, HttpTemplate } from "@switchyard/contract";
import { numberOf } from "../../parts/number-input.tsx";

export interface NamedLine {
  key: number;
  name: string;
  value: string;
}

let lastKey = 0;

/** With a key of its own, by which a list in a form keeps its lines apart. */
export function keyed<Line extends object>(line: Line): Line & { key: number } {
  lastKey += 1;
  return { ...line, key: lastKey };
}

type IdFrom = AnswerReader["from"] | "message_id" | "none";
type ReadFrom = AnswerReader["from"] | "none";
type CallbackFrom = NonNullable<HttpTemplate["callback"]>["from"] | "none";

const JSON_TO_BEGIN_WITH = '{\n  "to": "{{recipient}}",\n  "text": "{{text}}"\n}';

const named = (lines: readonly { name: string; value: string }[]): NamedLine[] => lines.map((line) => keyed(line));
const plain = (lines: readonly NamedLine[]) => lines.map(({ name, value }) => ({ name, value }));

export function templateValues(template: HttpTemplate | undefined) {
  const { body, success, callback, lookup } = template ?? {};
  return {
    method: template?.method ?? "POST",
    url: template?.url ?? "",
    auth: template?.auth ?? "none",
    headers: named(template?.headers ?? []),
    query: named(template?.query ?? []),
    bodyKind: body?.kind ?? "json",
    bodyTemplate: body?.kind === "json" || body?.kind === "text" ? body.template : JSON_TO_BEGIN_WITH,
    formFields: named(body?.kind === "form" ? body.fields : []),
    contentType: body?.kind === "text" ? body.contentType : "text/xml; charset=utf-8",
    escape: body?.kind === "text" ? body.escape : "xml",
    parts: template?.parts ?? "whole",
    words: template?.alphabetWords ?? ownWords,
    statuses: (success?.statuses ?? [200, 201, 202]).map(String),
    okPath: success?.okWhen?.path ?? "",
    okValues: success?.okWhen?.values ?? [],
    idFrom: (template && !success?.id ? "none" : (success?.id?.from ?? "json")) as IdFrom,
    idAt: success?.id ? readerAt(success.id) : "$.id",
    errorFrom: (success?.error?.from ?? "none") as ReadFrom,
    errorAt: success?.error ? readerAt(success.error) : "",
    callbackFrom: (callback?.from ?? "none") as CallbackFrom,
    list: callback?.list ?? "",
    id: callback?.id ?? "",
    state: callback?.state ?? "",
    error: callback?.error ?? "",
    hasMo: callback?.mo !== null && callback?.mo !== undefined,
    moFrom: callback?.mo?.from ?? "",
    moTo: callback?.mo?.to ?? "",
    moText: callback?.mo?.text ?? "",
    answer: callback?.answer ?? "OK",
    networkFrom: (lookup?.network.from ?? "none") as ReadFrom,
    networkAt: lookup ? readerAt(lookup.network) : "",
    mncFrom: (lookup?.mnc?.from ?? "none") as ReadFrom,
    mncAt: lookup?.mnc ? readerAt(lookup.mnc) : "",
  };
}

export type TemplateValues = ReturnType<typeof templateValues>;

/** Where in an answer a reader looks: a path, a pattern or a name. */
export const readerAt = (reader: { from: string; path?: string; pattern?: string; name?: string }): string =>
  reader.path ?? reader.pattern ?? reader.name ?? "";

/** The template as the contract takes it; what is typed wrongly goes as it is, for the contract to refuse. */
export function templateOf(values: TemplateValues): unknown {
  return {
    method: values.method,
    url: values.url,
    auth: values.auth,
    headers: plain(values.headers),
    query: plain(values.query),
    body: bodyOf(values),
    parts: values.parts,
    ...(isOwn(values.words) ? {} : { alphabetWords: values.words }),
    success: {
      statuses: values.statuses.map(numberOf),
      okWhen: values.okPath === "" ? null : { path: values.okPath, values: values.okValues },
      id: readerOf(values.idFrom, values.idAt),
      error: readerOf(values.errorFrom, values.errorAt),
    },
    callback: values.callbackFrom === "none" ? null : callbackOf(values),
    lookup:
      values.networkFrom === "none"
        ? null
        : { network: readerOf(values.networkFrom, values.networkAt), mnc: readerOf(values.mncFrom, values.mncAt) },
  };
}

/** Our own names of alphabets, where an API has none. */
const ownWords = { gsm7: "gsm7", latin1: "latin1", ucs2: "ucs2", binary: "binary" };
const isOwn = (words: typeof ownWords) => Object.entries(words).every(([name, word]) => name === word);

function bodyOf(values: TemplateValues) {
  const kind = values.method === "GET" ? "none" : values.bodyKind;
  if (kind === "json") return { kind, template: values.bodyTemplate };
  if (kind === "form") return { kind, fields: plain(values.formFields) };
  if (kind !== "text") return { kind };
  return { kind, contentType: values.contentType, escape: values.escape, template: values.bodyTemplate };
}

function readerOf(from: IdFrom, at: string) {
  if (from === "none") return null;
  if (from === "message_id") return { from };
  return { from, [{ json: "path", text: "pattern", header: "name" }[from]]: at };
}

function callbackOf(values: TemplateValues) {
  return {
    from: values.callbackFrom,
    list: values.callbackFrom === "json" && values.list !== "" ? values.list : null,
    id: values.id,
    state: values.state,
    error: values.error === "" ? null : values.error,
    mo: values.hasMo ? { from: values.moFrom, to: values.moTo, text: values.moText } : null,
    answer: values.answer,
  };
}

/** Paths of the contract's template and the field of the form they are typed in. */
const fields: readonly [RegExp, string][] = [
  [/^http\.body\.template$/, "http.bodyTemplate"],
  [/^http\.body\.fields/, "http.formFields"],
  [/^http\.body\.kind$/, "http.bodyKind"],
  [/^http\.body\.contentType$/, "http.contentType"],
  [/^http\.success\.statuses.*$/, "http.statuses"],
  [/^http\.success\.okWhen\.path$/, "http.okPath"],
  [/^http\.success\.okWhen\.values.*$/, "http.okValues"],
  [/^http\.success\.id.*$/, "http.idAt"],
  [/^http\.success\.error.*$/, "http.errorAt"],
  [/^http\.lookup\.network.*$/, "http.networkAt"],
  [/^http\.lookup\.mnc.*$/, "http.mncAt"],
  [/^lookup\.network\.(tag|pattern)$/, "lookup.$1"],
  [/^http\.alphabetWords\./, "http.words."],
  [/^http\.callback\.mo\.from$/, "http.moFrom"],
  [/^http\.callback\.mo\.to$/, "http.moTo"],
  [/^http\.callback\.mo\.text$/, "http.moText"],
  [/^http\.callback\./, "http."],
];

/** The form's field for a path of the body. */
export function fieldOf(path: string): string {
  for (const [pattern, field] of fields) if (pattern.test(path)) return path.replace(pattern, field);
  // Of a list of errors each code is a tag of one field.
  return path.replace(/^(rerouteErrors|pauseErrors)\.\d+$/, "$1");
}
