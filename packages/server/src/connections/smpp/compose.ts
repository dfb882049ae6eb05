import { formatAbsoluteTime, type PduInput, type Tlvs } from "@switchyard/smpp";
import { concatUdh8 } from "@switchyard/sms";
import type { SmppLinkSettings } from "../../snapshot/link-settings.ts";
import { ALL_PARTS, partStatesOf } from "../../traffic/part-states.ts";
import { encodeParts, referenceOf } from "../encode.ts";
import { leavingSender, type Outgoing } from "../outgoing.ts";
import type { Composed } from "../transport.ts";
import { recipientType, senderType } from "./addresses.ts";

export type SubmitSm = PduInput<"submit_sm">;

const UDHI = 0x40;
/** SMPP 3.4 §5.2.17: a receipt whatever the end, for we always want to know. */
const RECEIPT_ALWAYS = 1;
const SHORT_MESSAGE_MAX = 254;
const NOTHING = Buffer.alloc(0);

/**
 * Writes a message as the submit_sm PDUs this connection takes: in its default alphabet, split as it wants long messages
 * split, addressed as it wants numbers typed. Parts already taken in an earlier try are left out.
 */
export function composeSubmits(message: Outgoing, settings: SmppLinkSettings): Composed<SubmitSm>[] {
  const { dataCoding, parts } = encodeParts(message, settings);
  const [only] = parts;
  const { udh } = message;
  if (message.parts === 1 && only && parts.length === 1 && only.length + (udh?.length ?? 0) <= SHORT_MESSAGE_MAX) {
    const body = udh ? Buffer.concat([udh, only]) : only;
    return [{ part: 1, load: submitSm(message, settings, dataCoding, udh ? UDHI : 0, body) }];
  }
  // A text that needs more parts in the supplier's alphabet than in ours can only go whole.
  if (settings.longMessages === "payload" || parts.length !== message.parts) {
    const message_payload = Buffer.concat([...(udh ? [udh] : []), ...parts]);
    const load = submitSm(message, settings, dataCoding, udh ? UDHI : 0, NOTHING, { message_payload });
    return [{ part: ALL_PARTS, load }];
  }
  const reference = referenceOf(message.id);
  const states = partStatesOf(message);
  return parts.flatMap((body, i) => {
    const part = i + 1;
    if (states[i] !== "q") return [];
    if (settings.longMessages === "udh") {
      const withUdh = Buffer.concat([concatUdh8(reference, parts.length, part), body]);
      return [{ part, load: submitSm(message, settings, dataCoding, UDHI, withUdh) }];
    }
    const tlvs = { sar_msg_ref_num: reference, sar_total_segments: parts.length, sar_segment_seqnum: part };
    return [{ part, load: submitSm(message, settings, dataCoding, 0, body, tlvs) }];
  });
}

/** One literal for every submit: it is read millions of times, and objects put together with spreads are slow to read. */
function submitSm(
  message: Outgoing,
  settings: SmppLinkSettings,
  dataCoding: number,
  esmClass: number,
  body: Buffer,
  tlvs?: Tlvs,
): SubmitSm {
  const sender = leavingSender(message);
  const source = senderType(sender, settings);
  const destination = recipientType(message.recipient, settings);
  const pdu = {
    command: "submit_sm" as const,
    service_type: settings.serviceType,
    source_addr_ton: source.ton,
    source_addr_npi: source.npi,
    source_addr: sender,
    dest_addr_ton: destination.ton,
    dest_addr_npi: destination.npi,
    destination_addr: message.recipient,
    esm_class: esmClass,
    protocol_id: message.protocolId,
    priority_flag: 0,
    schedule_delivery_time: "",
    validity_period: formatAbsoluteTime(message.validUntilMs),
    registered_delivery: RECEIPT_ALWAYS,
    replace_if_present_flag: 0,
    data_coding: dataCoding,
    sm_default_msg_id: 0,
    short_message: body,
  };
  return tlvs ? { ...pdu, tlvs } : pdu;
}
