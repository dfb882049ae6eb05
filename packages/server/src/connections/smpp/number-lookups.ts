import { patternOrNothing } from "@switchyard/engine";
import type { PduOf } from "@switchyard/smpp";
import type { SmppLinkSettings } from "../../snapshot/link-settings.ts";

type LookupSettings = NonNullable<SmppLinkSettings["lookup"]>;
type Delivery = PduOf<"deliver_sm" | "data_sm">;

/** What a receipt said of a number's network, as the supplier wrote it; null when it said nothing. */
export type NetworkSaid = string | null;

/** Receipts that came before their submit's answer, and answers whose receipt has not come: at most so many of each. */
const KEPT_MAX = 10_000;

/**
 * Look-ups over SMPP: an empty message is submitted to the number, and the network comes in its receipt. Whoever asks
 * gives up by itself; what is left over here is forgotten as others come.
 */
export class NumberLookups {
  readonly #asked = new Map<string, (said: NetworkSaid) => void>();
  readonly #early = new Map<string, NetworkSaid>();

  /** The submit was taken under this id. */
  taken(id: string, done: (said: NetworkSaid) => void): void {
    const early = this.#early.get(id);
    if (early !== undefined) {
      this.#early.delete(id);
      done(early);
    } else keep(this.#asked, id, done);
  }

  /** A receipt came for this id. */
  answered(id: string, said: NetworkSaid): void {
    const done = this.#asked.get(id);
    if (done) {
      this.#asked.delete(id);
      done(said);
    } else keep(this.#early, id, said);
  }
}

function keep<Value>(map: Map<string, Value>, id: string, value: Value): void {
  map.set(id, value);
  if (map.size <= KEPT_MAX) return;
  for (const oldest of map.keys()) {
    map.delete(oldest);
    return;
  }
}

/** Reads the network where the settings say it stands: in a TLV, or in the text by an expression's group. */
export function networkIn(pdu: Delivery, { network }: LookupSettings): NetworkSaid {
  if (network.from === "tlv") {
    const octets = pdu.tlvs?.[`0x${network.tag.toString(16).padStart(4, "0")}`];
    // Written as text by most; a NUL may end it.
    return octets ? octets.toString("latin1").replaceAll("\0", "") : null;
  }
  const octets = pdu.tlvs?.message_payload ?? (pdu.command === "deliver_sm" ? pdu.short_message : undefined);
  const pattern = patternOrNothing({ match: "regex", source: network.pattern, ignoreCase: true });
  const [hit] = pattern.find(octets?.toString("latin1") ?? "");
  return hit?.groups[1] ?? null;
}
