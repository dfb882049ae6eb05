import type { IncomingHttpHeaders } from "node:http";
import type { AnswerReader, HttpTemplate } from "@switchyard/contract";
import { compilePattern } from "@switchyard/engine";
import { statusCode } from "@switchyard/smpp";
import type { CommonLinkSettings } from "../../snapshot/link-settings.ts";
import { storable, submitIdOf } from "../receipt.ts";
import type { SubmitAnswer } from "../transport.ts";
import { textAt, valueAt } from "./json-path.ts";

/** An API's answer as it came; the body as far as it was read. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const ID_CHARACTERS_MAX = 80;
const ERROR_CHARACTERS_MAX = 60;

/** Statuses of a fault that may pass; the connection's own lists go before them. */
const passing: ReadonlySet<number> = new Set([408, 500, 502, 503, 504]);

type JudgeSettings = Pick<CommonLinkSettings, "pauseErrors" | "rerouteErrors" | "receiptIdFormat">;

/** What an answer means for the message; `messageId` is our own, where the supplier's receipts name it. */
export function judgeHttpAnswer(
  answer: HttpAnswer,
  { success }: Pick<HttpTemplate, "success">,
  settings: JudgeSettings,
  messageId: string,
): SubmitAnswer {
  const json = parseJson(answer.body);
  if (success.statuses.includes(answer.status) && isOk(success.okWhen, json)) {
    const id = success.id?.from === "message_id" ? messageId : success.id && read(success.id, answer, json);
    const supplierMessageId = id ? storable(submitIdOf(id, settings)).slice(0, ID_CHARACTERS_MAX) : null;
    return { kind: "taken", supplierMessageId };
  }
  const code = success.error ? read(success.error, answer, json)?.trim().slice(0, ERROR_CHARACTERS_MAX) : undefined;
  const codes = [...(code ? [code] : []), String(answer.status)];
  return {
    kind: "refused",
    verdict: verdictOf(codes, answer.status, settings),
    commandStatus: statusCode("ESME_RSUBMITFAIL"),
    error: storable(code ?? `HTTP ${answer.status}`),
    says: code ? `HTTP ${answer.status}, error ${storable(code)}` : `HTTP ${answer.status}`,
  };
}

function verdictOf(codes: readonly string[], status: number, { pauseErrors, rerouteErrors }: JudgeSettings) {
  const isIn = (list: readonly string[]) => codes.some((code) => list.includes(code));
  if (isIn(rerouteErrors)) return "reroute";
  if (isIn(pauseErrors)) return "pause";
  return passing.has(status) ? "again" : "final";
}

export function isOk(okWhen: HttpTemplate["success"]["okWhen"], json: unknown): boolean {
  if (okWhen === null) return true;
  const value = valueAt(json, okWhen.path);
  return value !== undefined && okWhen.values.includes(String(value));
}

export function read(reader: AnswerReader, answer: HttpAnswer, json: unknown): string | undefined {
  switch (reader.from) {
    case "json":
      return textAt(json, reader.path);
    case "header":
      return answer.headers[reader.name.toLowerCase()]?.toString();
    case "text":
      return firstGroup(reader.pattern, answer.body);
  }
}

/** The group of the first place where the pattern, which the contract has checked, is found. */
function firstGroup(source: string, text: string): string | undefined {
  let group: string | undefined;
  compilePattern({ match: "regex", source, ignoreCase: false }).replaceAll(text, ({ groups }) => {
    group ??= groups[1];
    return "";
  });
  return group;
}

/** Undefined when it is no JSON, which is no fault where nothing is read from it. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
