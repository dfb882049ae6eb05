import { placeholdersIn } from "@switchyard/contract";
import type { AlphabetName } from "@switchyard/engine";
import { readDataCoding } from "@switchyard/smpp";
import { concatUdh8, encodeUcs2 } from "@switchyard/sms";
import type { HttpLinkSettings } from "../../snapshot/link-settings.ts";
import { ALL_PARTS, partStatesOf } from "../../traffic/part-states.ts";
import { encodeParts, referenceOf } from "../encode.ts";
import { leavingSender, leavingText, type Outgoing } from "../outgoing.ts";
import type { Composed } from "../transport.ts";
import { UnfitError } from "../unfit.ts";
import type { HttpValues } from "./request.ts";

/** The values of one request, but for what only the connection knows. */
export type MessageValues = Omit<HttpValues, "username" | "password" | "callback_url">;

const MINUTE_MS = 60_000;

/**
 * The requests a message takes over this connection: one for all of it, or one for each part that has not left yet.
 * Throws an UnfitError for a binary message where the template has no place for octets.
 */
export function composeRequests(
  message: Outgoing,
  settings: Pick<HttpLinkSettings, "http" | "defaultAlphabet">,
  nowMs: number,
): Composed<MessageValues>[] {
  const text = leavingText(message);
  if (text === null && !placeholdersIn(JSON.stringify(settings.http)).includes("body_hex")) {
    throw new UnfitError("its template has no {{body_hex}}, without which it carries no binary messages");
  }
  const { dataCoding, parts, texts } = encodeParts(message, settings);
  const sender = leavingSender(message);
  const common = {
    sender,
    recipient: message.recipient,
    recipient_plus: `+${message.recipient}`,
    alphabet: alphabetWord(text === null ? "binary" : alphabetOf(dataCoding), settings.http),
    data_coding: String(dataCoding),
    validity_minutes: String(Math.max(1, Math.ceil((message.validUntilMs - nowMs) / MINUTE_MS))),
  };
  const isEach = settings.http.parts === "each" && message.parts > 1 && parts.length === message.parts;
  if (!isEach) {
    const load: MessageValues = {
      ...common,
      ...contentOf(text ?? "", Buffer.concat(parts)),
      udh_hex: Buffer.from(message.udh ?? []).toString("hex"),
      message_id: String(message.id),
      part: "1",
      parts: String(message.parts),
    };
    return [{ part: message.parts === 1 ? 1 : ALL_PARTS, load }];
  }
  const states = partStatesOf(message);
  return parts.flatMap((octets, i) => {
    const part = i + 1;
    if (states[i] !== "q") return [];
    const load: MessageValues = {
      ...common,
      ...contentOf(texts[i] ?? "", octets),
      udh_hex: Buffer.from(concatUdh8(referenceOf(message.id), parts.length, part)).toString("hex"),
      message_id: `${message.id}-${part}`,
      part: String(part),
      parts: String(parts.length),
    };
    return [{ part, load }];
  });
}

function contentOf(text: string, octets: Buffer): Pick<MessageValues, "text" | "text_hex_ucs2" | "body_hex"> {
  return { text, text_hex_ucs2: Buffer.from(encodeUcs2(text)).toString("hex"), body_hex: octets.toString("hex") };
}

/** What the octets are in, which may differ from how the message was counted. */
function alphabetOf(dataCoding: number): AlphabetName {
  const { alphabet } = readDataCoding(dataCoding);
  if (alphabet === "ucs2" || alphabet === "latin1") return alphabet;
  return "gsm7";
}

const alphabetWord = (name: AlphabetName, { alphabetWords }: HttpLinkSettings["http"]): string =>
  alphabetWords?.[name] ?? name;
