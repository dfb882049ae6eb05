import { writeDataCoding } from "@switchyard/smpp";
import { chooseAlphabet, encodeText, tonNpiFor } from "@switchyard/sms";
import type { Arrival } from "../incoming/incoming-message.ts";
import { storable } from "./receipt.ts";

/** As long as addresses can be (SMPP 3.4 §4.7.1). */
const ADDRESS_CHARACTERS_MAX = 65;

/** An incoming message as it is judged and stored: numbers as digits alone, nothing in it that the store can't hold. */
export function arrivalOf(given: Arrival): Arrival {
  return {
    ...given,
    sender: numberOf(given.sender),
    recipient: numberOf(given.recipient),
    text: given.text === null ? null : storable(given.text),
  };
}

/** A message from a handset of which an API told the text: written in the alphabet that carries it. */
export function calledArrival(
  { from, to, text }: { readonly from: string; readonly to: string; readonly text: string },
  connectionId: number,
): Arrival {
  const alphabet = chooseAlphabet(text);
  const [source, destination] = [tonNpiFor(numberOf(from)), tonNpiFor(numberOf(to))];
  return arrivalOf({
    connectionId,
    sender: from,
    sourceTon: source.ton,
    sourceNpi: source.npi,
    recipient: to,
    destTon: destination.ton,
    destNpi: destination.npi,
    alphabet,
    dataCoding: writeDataCoding(alphabet === "gsm7" ? "default" : "ucs2"),
    esmClass: 0,
    protocolId: 0,
    udh: null,
    body: encodeText(text, alphabet),
    text,
  });
}

/** Without the signs of an international number; a name stays a name. */
function numberOf(address: string): string {
  const written = storable(address).trim().slice(0, ADDRESS_CHARACTERS_MAX);
  const digits = written.replace(/^\+/, "").replace(/^00(?=[1-9])/, "");
  return /^\d+$/.test(digits) ? digits : written;
}
