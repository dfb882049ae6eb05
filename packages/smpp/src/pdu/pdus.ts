import { cString, type Field, flaggedList, integer, list, octets, type ValueOf } from "./fields.ts";
import type { Tlvs } from "./tlvs.ts";

const sourceAddress = [
  integer("source_addr_ton", 1),
  integer("source_addr_npi", 1),
  cString("source_addr", 21, "ESME_RINVSRCADR"),
] as const;

const destinationAddress = [
  integer("dest_addr_ton", 1),
  integer("dest_addr_npi", 1),
  cString("destination_addr", 21, "ESME_RINVDSTADR"),
] as const;

const serviceType = cString("service_type", 6, "ESME_RINVSERTYP");
const messageId = cString("message_id", 65, "ESME_RINVMSGID");
const scheduleDeliveryTime = cString("schedule_delivery_time", 17, "ESME_RINVSCHED");
const validityPeriod = cString("validity_period", 17, "ESME_RINVEXPIRY");
const shortMessage = octets("short_message", 254, "ESME_RINVMSGLEN");

const bind = [
  cString("system_id", 16, "ESME_RINVSYSID"),
  cString("password", 9, "ESME_RINVPASWD"),
  cString("system_type", 13, "ESME_RINVSYSTYP"),
  integer("interface_version", 1),
  integer("addr_ton", 1),
  integer("addr_npi", 1),
  cString("address_range", 41),
] as const;

const bindResponse = [cString("system_id", 16, "ESME_RINVSYSID")] as const;

/** submit_sm and deliver_sm share their layout but for who sends them (SMPP 3.4 §4.4.1, §4.6.1). */
const delivery = [
  integer("esm_class", 1),
  integer("protocol_id", 1),
  integer("priority_flag", 1),
  scheduleDeliveryTime,
  validityPeriod,
  integer("registered_delivery", 1),
  integer("replace_if_present_flag", 1),
  integer("data_coding", 1),
  integer("sm_default_msg_id", 1),
  shortMessage,
] as const;

const message = [serviceType, ...sourceAddress, ...destinationAddress, ...delivery] as const;

const longSource = [
  integer("source_addr_ton", 1),
  integer("source_addr_npi", 1),
  cString("source_addr", 65, "ESME_RINVSRCADR"),
] as const;

/**
 * Every PDU of SMPP 3.4 §4 and the broadcast family of 5.0 §4.4: command_id and mandatory fields in wire order.
 * Reader, writer, dump, types and the generators of the property tests all come from this table.
 * Lengths and counts (sm_length, number_of_dests, no_unsuccess) are derived and therefore have no row.
 */
export const pdus = {
  generic_nack: { id: 0x80000000, fields: [] },
  bind_receiver: { id: 0x00000001, fields: bind },
  bind_receiver_resp: { id: 0x80000001, fields: bindResponse },
  bind_transmitter: { id: 0x00000002, fields: bind },
  bind_transmitter_resp: { id: 0x80000002, fields: bindResponse },
  query_sm: { id: 0x00000003, fields: [messageId, ...sourceAddress] },
  query_sm_resp: {
    id: 0x80000003,
    fields: [messageId, cString("final_date", 17), integer("message_state", 1), integer("error_code", 1)],
  },
  submit_sm: { id: 0x00000004, fields: message },
  submit_sm_resp: { id: 0x80000004, fields: [messageId] },
  deliver_sm: { id: 0x00000005, fields: message },
  deliver_sm_resp: { id: 0x80000005, fields: [messageId] },
  unbind: { id: 0x00000006, fields: [] },
  unbind_resp: { id: 0x80000006, fields: [] },
  replace_sm: {
    id: 0x00000007,
    fields: [
      messageId,
      ...sourceAddress,
      scheduleDeliveryTime,
      validityPeriod,
      integer("registered_delivery", 1),
      integer("sm_default_msg_id", 1),
      shortMessage,
    ],
  },
  replace_sm_resp: { id: 0x80000007, fields: [] },
  cancel_sm: { id: 0x00000008, fields: [serviceType, messageId, ...sourceAddress, ...destinationAddress] },
  cancel_sm_resp: { id: 0x80000008, fields: [] },
  bind_transceiver: { id: 0x00000009, fields: bind },
  bind_transceiver_resp: { id: 0x80000009, fields: bindResponse },
  outbind: {
    id: 0x0000000b,
    fields: [cString("system_id", 16, "ESME_RINVSYSID"), cString("password", 9, "ESME_RINVPASWD")],
  },
  enquire_link: { id: 0x00000015, fields: [] },
  enquire_link_resp: { id: 0x80000015, fields: [] },
  submit_multi: {
    id: 0x00000021,
    fields: [
      serviceType,
      ...sourceAddress,
      flaggedList(
        "dest_address",
        254,
        "dest_flag",
        { 1: destinationAddress, 2: [cString("dl_name", 21, "ESME_RINVDLNAME")] },
        "ESME_RINVNUMDESTS",
        "ESME_RINVDESTFLAG",
      ),
      ...delivery,
    ],
  },
  submit_multi_resp: {
    id: 0x80000021,
    fields: [
      messageId,
      list("unsuccess_sme", 255, [...destinationAddress, integer("error_status_code", 4)], "ESME_RINVNUMDESTS"),
    ],
  },
  alert_notification: {
    id: 0x00000102,
    fields: [...longSource, integer("esme_addr_ton", 1), integer("esme_addr_npi", 1), cString("esme_addr", 65)],
  },
  data_sm: {
    id: 0x00000103,
    fields: [
      serviceType,
      ...longSource,
      integer("dest_addr_ton", 1),
      integer("dest_addr_npi", 1),
      cString("destination_addr", 65, "ESME_RINVDSTADR"),
      integer("esm_class", 1),
      integer("registered_delivery", 1),
      integer("data_coding", 1),
    ],
  },
  data_sm_resp: { id: 0x80000103, fields: [messageId] },
  broadcast_sm: {
    id: 0x00000111,
    fields: [
      serviceType,
      ...sourceAddress,
      messageId,
      integer("priority_flag", 1),
      scheduleDeliveryTime,
      validityPeriod,
      integer("replace_if_present_flag", 1),
      integer("data_coding", 1),
      integer("sm_default_msg_id", 1),
    ],
  },
  broadcast_sm_resp: { id: 0x80000111, fields: [messageId] },
  query_broadcast_sm: { id: 0x00000112, fields: [messageId, ...sourceAddress] },
  query_broadcast_sm_resp: { id: 0x80000112, fields: [messageId] },
  cancel_broadcast_sm: { id: 0x00000113, fields: [serviceType, messageId, ...sourceAddress] },
  cancel_broadcast_sm_resp: { id: 0x80000113, fields: [] },
} as const satisfies Record<string, { id: number; fields: readonly Field[] }>;

export type CommandName = keyof typeof pdus;

/** Requests that have a `_resp` twin. */
export type RequestName = { [C in CommandName]: `${C}_resp` extends CommandName ? C : never }[CommandName];
export type ResponseName = `${RequestName}_resp`;
export type BindName = "bind_receiver" | "bind_transmitter" | "bind_transceiver";

/** The mandatory fields of a PDU by name, as values. */
export type FieldsOf<C extends CommandName> = {
  readonly [Row in (typeof pdus)[C]["fields"][number] as Row["name"]]: ValueOf<Row>;
};

interface HeaderOf<C> {
  readonly command: C;
  readonly command_status: number;
  readonly sequence_number: number;
}

/** One PDU as decode gives it, `PduOf<"submit_sm">`; distributes over a union of commands. */
export type PduOf<C extends CommandName> = C extends CommandName
  ? HeaderOf<C> & FieldsOf<C> & { readonly tlvs?: Tlvs }
  : never;
export type Pdu = PduOf<CommandName>;
export type BindPdu = PduOf<BindName>;

/**
 * A PDU as encode takes it: what is left out is SMPP's null setting ("" or 0 or no octets); every Pdu is one.
 * A session fills in the sequence number.
 */
export type PduInput<C extends CommandName = CommandName> = C extends CommandName
  ? Partial<HeaderOf<C>> & { readonly command: C } & Partial<FieldsOf<C>> & { readonly tlvs?: Tlvs }
  : never;

/** command name to command_id. */
export const commandIds = Object.fromEntries(Object.entries(pdus).map(([name, row]) => [name, row.id])) as {
  readonly [C in CommandName]: (typeof pdus)[C]["id"];
};

const nameById = new Map<number, CommandName>(
  Object.entries(commandIds).map(([name, id]) => [id, name as CommandName]),
);

/** The name of a command_id, or undefined for one that is not SMPP. */
export function commandName(commandId: number): CommandName | undefined {
  return nameById.get(commandId);
}

const responseByRequest = new Map<string, ResponseName>(
  (Object.keys(pdus) as CommandName[])
    .filter((name): name is RequestName => `${name}_resp` in pdus)
    .map((name) => [name, `${name}_resp`]),
);

/** The name of the response to a command; undefined for responses, outbind and alert_notification. */
export function responseName(command: CommandName): ResponseName | undefined {
  return responseByRequest.get(command);
}

/** Whether the command answers another (SMPP 3.4 §5.1.2.1: the top bit of the command_id). */
export function isResponse(command: CommandName): command is ResponseName | "generic_nack" {
  return commandIds[command] >= 0x80000000;
}
