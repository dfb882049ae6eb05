import { decisionLimits, type Submission } from "@switchyard/engine";
import { type PduOf, parseTime, statusCode } from "@switchyard/smpp";
import { parseUdh } from "@switchyard/sms";
import type { SmppCredential } from "../../snapshot/rows.ts";
import { readBody, sarHeader } from "../../traffic/content.ts";

export type SubmitPdu = PduOf<"submit_sm" | "data_sm">;

/** A submission, or the status that says why the PDU is none. */
export type Reading =
  | { readonly ok: true; readonly submission: Submission }
  | { readonly ok: false; readonly command_status: number };

const UDHI = 0x40;
/** esm_class bits 0-1: 3 is store and forward, 0 the default; datagram and forward mode are not offered (SMPP 3.4 §5.2.12). */
const MODE_MASK = 0x03;

/**
 * Reads a submit_sm or data_sm (SMPP 3.4 §4.4, §4.7.1): content from short_message or message_payload, its alphabet
 * from data_coding, times absolute or relative. Octets that are kept are copied, for the PDU is a view of the socket's.
 */
export function readSubmission(pdu: SubmitPdu, credential: SmppCredential, nowMs: number): Reading {
  const isSubmit = pdu.command === "submit_sm";
  const payload = pdu.tlvs?.message_payload;
  const short = isSubmit ? pdu.short_message : undefined;
  // SMPP 3.4 §5.3.2.32: either short_message or message_payload, not both.
  if (payload && short && short.length > 0) return refuse("ESME_RINVMSGLEN");
  const mode = pdu.esm_class & MODE_MASK;
  if (mode === 1 || mode === 2) return refuse("ESME_RINVESMCLASS");
  const content = payload ?? short ?? Buffer.alloc(0);
  const hasUdh = (pdu.esm_class & UDHI) !== 0;
  const udh = hasUdh ? parseUdh(content) : undefined;
  if (udh && !udh.ok) return refuse("ESME_RINVESMCLASS");
  const udhLength = udh?.ok ? udh.octets : 0;
  const body = content.subarray(udhLength);

  const dueAtMs = isSubmit ? readTime(pdu.schedule_delivery_time, nowMs) : null;
  if (dueAtMs === undefined || (dueAtMs !== null && dueAtMs - nowMs > decisionLimits.scheduleMaxMs)) {
    return refuse("ESME_RINVSCHED");
  }
  const validUntilMs = isSubmit
    ? readTime(pdu.validity_period, dueAtMs ?? nowMs)
    : readQos(pdu.tlvs?.qos_time_to_live, nowMs);
  if (validUntilMs === undefined) return refuse("ESME_RINVEXPIRY");

  const udhOctets = hasUdh ? Buffer.from(content.subarray(0, udhLength)) : sarHeader(pdu.tlvs);
  if (udhOctets === undefined) return refuse("ESME_RINVOPTPARAMVAL");

  const { alphabet, text, encodingFault } = readBody(body, pdu.data_coding, credential.defaultAlphabet);
  return {
    ok: true,
    submission: {
      clientId: credential.clientId,
      channel: "smpp",
      credentialId: credential.id,
      sender: pdu.source_addr,
      sourceTon: pdu.source_addr_ton,
      sourceNpi: pdu.source_addr_npi,
      recipient: pdu.destination_addr,
      destTon: pdu.dest_addr_ton,
      alphabet,
      dataCoding: pdu.data_coding,
      esmClass: pdu.esm_class,
      protocolId: isSubmit ? pdu.protocol_id : 0,
      udh: udhOctets,
      text,
      binary: text === null ? Buffer.from(body) : null,
      encodingFault,
      registeredDelivery: pdu.registered_delivery,
      validUntilMs,
      dueAtMs,
      priority: isSubmit ? pdu.priority_flag : 0,
    },
  };
}

function refuse(status: Parameters<typeof statusCode>[0]): Reading {
  return { ok: false, command_status: statusCode(status) };
}

/** null for none, undefined for a time that can't be read. */
function readTime(time: string, fromMs: number): number | null | undefined {
  if (time === "") return null;
  const parsed = parseTime(time, fromMs);
  return parsed.ok ? parsed.timeMs : undefined;
}

/** qos_time_to_live of data_sm: seconds from now (SMPP 3.4 §5.3.2.9). */
const readQos = (seconds: number | undefined, nowMs: number): number | null =>
  seconds === undefined ? null : nowMs + seconds * 1000;
