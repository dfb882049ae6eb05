/**
 * Every optional parameter (TLV) of SMPP 3.4 §5.3.2 and of 5.0 §4.8.4: tag and type.
 * Integers are numbers, C-octet strings are latin1 strings, all else is a Buffer; `repeats` makes the value an array.
 */
interface IntegerTlv {
  readonly tag: number;
  readonly kind: "integer";
  readonly octets: 1 | 2 | 4;
  readonly repeats?: true;
}
interface CStringTlv {
  readonly tag: number;
  readonly kind: "c_string";
  /** Counts the NUL. */
  readonly octetsMax: number;
  readonly repeats?: true;
}
interface OctetsTlv {
  readonly tag: number;
  readonly kind: "octets";
  readonly octetsMin: number;
  readonly octetsMax: number;
  readonly repeats?: true;
}
export type TlvRow = IntegerTlv | CStringTlv | OctetsTlv;

export const tlvs = {
  dest_addr_subunit: { tag: 0x0005, kind: "integer", octets: 1 },
  dest_network_type: { tag: 0x0006, kind: "integer", octets: 1 },
  dest_bearer_type: { tag: 0x0007, kind: "integer", octets: 1 },
  dest_telematics_id: { tag: 0x0008, kind: "integer", octets: 2 },
  source_addr_subunit: { tag: 0x000d, kind: "integer", octets: 1 },
  source_network_type: { tag: 0x000e, kind: "integer", octets: 1 },
  source_bearer_type: { tag: 0x000f, kind: "integer", octets: 1 },
  source_telematics_id: { tag: 0x0010, kind: "integer", octets: 1 },
  qos_time_to_live: { tag: 0x0017, kind: "integer", octets: 4 },
  payload_type: { tag: 0x0019, kind: "integer", octets: 1 },
  additional_status_info_text: { tag: 0x001d, kind: "c_string", octetsMax: 256 },
  receipted_message_id: { tag: 0x001e, kind: "c_string", octetsMax: 65 },
  ms_msg_wait_facilities: { tag: 0x0030, kind: "integer", octets: 1 },
  privacy_indicator: { tag: 0x0201, kind: "integer", octets: 1 },
  source_subaddress: { tag: 0x0202, kind: "octets", octetsMin: 2, octetsMax: 23 },
  dest_subaddress: { tag: 0x0203, kind: "octets", octetsMin: 2, octetsMax: 23 },
  user_message_reference: { tag: 0x0204, kind: "integer", octets: 2 },
  user_response_code: { tag: 0x0205, kind: "integer", octets: 1 },
  source_port: { tag: 0x020a, kind: "integer", octets: 2 },
  destination_port: { tag: 0x020b, kind: "integer", octets: 2 },
  sar_msg_ref_num: { tag: 0x020c, kind: "integer", octets: 2 },
  language_indicator: { tag: 0x020d, kind: "integer", octets: 1 },
  sar_total_segments: { tag: 0x020e, kind: "integer", octets: 1 },
  sar_segment_seqnum: { tag: 0x020f, kind: "integer", octets: 1 },
  sc_interface_version: { tag: 0x0210, kind: "integer", octets: 1 },
  callback_num_pres_ind: { tag: 0x0302, kind: "integer", octets: 1, repeats: true },
  callback_num_atag: { tag: 0x0303, kind: "octets", octetsMin: 0, octetsMax: 65, repeats: true },
  number_of_messages: { tag: 0x0304, kind: "integer", octets: 1 },
  callback_num: { tag: 0x0381, kind: "octets", octetsMin: 4, octetsMax: 19, repeats: true },
  dpf_result: { tag: 0x0420, kind: "integer", octets: 1 },
  set_dpf: { tag: 0x0421, kind: "integer", octets: 1 },
  ms_availability_status: { tag: 0x0422, kind: "integer", octets: 1 },
  network_error_code: { tag: 0x0423, kind: "octets", octetsMin: 3, octetsMax: 3 },
  message_payload: { tag: 0x0424, kind: "octets", octetsMin: 0, octetsMax: 0xffff },
  delivery_failure_reason: { tag: 0x0425, kind: "integer", octets: 1 },
  more_messages_to_send: { tag: 0x0426, kind: "integer", octets: 1 },
  message_state: { tag: 0x0427, kind: "integer", octets: 1 },
  congestion_state: { tag: 0x0428, kind: "integer", octets: 1 },
  ussd_service_op: { tag: 0x0501, kind: "integer", octets: 1 },
  broadcast_channel_indicator: { tag: 0x0600, kind: "integer", octets: 1 },
  broadcast_content_type: { tag: 0x0601, kind: "octets", octetsMin: 3, octetsMax: 3 },
  broadcast_content_type_info: { tag: 0x0602, kind: "octets", octetsMin: 1, octetsMax: 255 },
  broadcast_message_class: { tag: 0x0603, kind: "integer", octets: 1 },
  broadcast_rep_num: { tag: 0x0604, kind: "integer", octets: 2 },
  broadcast_frequency_interval: { tag: 0x0605, kind: "octets", octetsMin: 3, octetsMax: 3 },
  broadcast_area_identifier: { tag: 0x0606, kind: "octets", octetsMin: 1, octetsMax: 100, repeats: true },
  broadcast_error_status: { tag: 0x0607, kind: "integer", octets: 4, repeats: true },
  broadcast_area_success: { tag: 0x0608, kind: "integer", octets: 1, repeats: true },
  broadcast_end_time: { tag: 0x0609, kind: "c_string", octetsMax: 17 },
  broadcast_service_group: { tag: 0x060a, kind: "octets", octetsMin: 1, octetsMax: 255 },
  billing_identification: { tag: 0x060b, kind: "octets", octetsMin: 1, octetsMax: 1024 },
  source_network_id: { tag: 0x060d, kind: "c_string", octetsMax: 65 },
  dest_network_id: { tag: 0x060e, kind: "c_string", octetsMax: 65 },
  source_node_id: { tag: 0x060f, kind: "octets", octetsMin: 6, octetsMax: 6 },
  dest_node_id: { tag: 0x0610, kind: "octets", octetsMin: 6, octetsMax: 6 },
  dest_addr_np_resolution: { tag: 0x0611, kind: "integer", octets: 1 },
  dest_addr_np_information: { tag: 0x0612, kind: "octets", octetsMin: 10, octetsMax: 10 },
  /** An E.164 country code of one to five octets; kept as octets because its width varies. */
  dest_addr_np_country: { tag: 0x0613, kind: "octets", octetsMin: 1, octetsMax: 5 },
  display_time: { tag: 0x1201, kind: "integer", octets: 1 },
  sms_signal: { tag: 0x1203, kind: "integer", octets: 2 },
  /** One octet in 3.4, up to four in 5.0 (behaviour, unit, count). */
  ms_validity: { tag: 0x1204, kind: "octets", octetsMin: 1, octetsMax: 4 },
  /** Empty in 3.4; 5.0 may add one octet. */
  alert_on_message_delivery: { tag: 0x130c, kind: "octets", octetsMin: 0, octetsMax: 1 },
  its_reply_type: { tag: 0x1380, kind: "integer", octets: 1 },
  its_session_info: { tag: 0x1383, kind: "octets", octetsMin: 2, octetsMax: 2 },
} as const satisfies Record<string, TlvRow>;

export type TlvName = keyof typeof tlvs;

type SingleValue<R> = R extends IntegerTlv ? number : R extends CStringTlv ? string : Buffer;
type TlvValue<R> = R extends { readonly repeats: true } ? ReadonlyArray<SingleValue<R>> : SingleValue<R>;

/**
 * Optional parameters of a PDU. Known tags by name and type; any other tag under its number, "0x1403", as raw octets.
 * A known tag may also be given raw under its number. The order of the keys is the order on the wire.
 * A tag that must not repeat but does keeps its last value.
 */
export type Tlvs = { readonly [N in TlvName]?: TlvValue<(typeof tlvs)[N]> } & {
  readonly [tag: `0x${string}`]: Buffer;
};
