/**
 * Every command_status of SMPP 3.4 §5.1.3 and the ones SMPP 5.0 §4.7.6 adds (0x0100 and above).
 * Names are the protocol's own; where 5.0 renamed a 3.4 status the 3.4 name is the row and the 5.0 name an alias.
 */
export const statuses = {
  ESME_ROK: { code: 0x0000, sentence: "No error." },
  ESME_RINVMSGLEN: { code: 0x0001, sentence: "The message length is invalid." },
  ESME_RINVCMDLEN: { code: 0x0002, sentence: "The command length is invalid." },
  ESME_RINVCMDID: { code: 0x0003, sentence: "The command id is invalid or not supported." },
  ESME_RINVBNDSTS: { code: 0x0004, sentence: "The command is not allowed in this bind state." },
  ESME_RALYBND: { code: 0x0005, sentence: "The session is already bound." },
  ESME_RINVPRTFLG: { code: 0x0006, sentence: "The priority flag is invalid." },
  ESME_RINVREGDLVFLG: { code: 0x0007, sentence: "The registered_delivery flag is invalid." },
  ESME_RSYSERR: { code: 0x0008, sentence: "System error." },
  ESME_RINVSRCADR: { code: 0x000a, sentence: "The source address is invalid." },
  ESME_RINVDSTADR: { code: 0x000b, sentence: "The destination address is invalid." },
  ESME_RINVMSGID: { code: 0x000c, sentence: "The message id is invalid." },
  ESME_RBINDFAIL: { code: 0x000d, sentence: "The bind failed." },
  ESME_RINVPASWD: { code: 0x000e, sentence: "The password is invalid." },
  ESME_RINVSYSID: { code: 0x000f, sentence: "The system_id is invalid." },
  ESME_RCANCELFAIL: { code: 0x0011, sentence: "cancel_sm failed." },
  ESME_RREPLACEFAIL: { code: 0x0013, sentence: "replace_sm failed." },
  ESME_RMSGQFUL: { code: 0x0014, sentence: "The message queue is full." },
  ESME_RINVSERTYP: { code: 0x0015, sentence: "The service type is invalid." },
  ESME_RINVNUMDESTS: { code: 0x0033, sentence: "The number of destinations is invalid." },
  ESME_RINVDLNAME: { code: 0x0034, sentence: "The distribution list name is invalid." },
  ESME_RINVDESTFLAG: { code: 0x0040, sentence: "The destination flag of submit_multi is invalid." },
  ESME_RINVSUBREP: { code: 0x0042, sentence: "A submit with replace is not allowed or not supported." },
  ESME_RINVESMCLASS: { code: 0x0043, sentence: "The esm_class is invalid." },
  ESME_RCNTSUBDL: { code: 0x0044, sentence: "Cannot submit to the distribution list." },
  ESME_RSUBMITFAIL: { code: 0x0045, sentence: "submit_sm or submit_multi failed." },
  ESME_RINVSRCTON: { code: 0x0048, sentence: "The type of number of the source address is invalid." },
  ESME_RINVSRCNPI: { code: 0x0049, sentence: "The numbering plan of the source address is invalid." },
  ESME_RINVDSTTON: { code: 0x0050, sentence: "The type of number of the destination address is invalid." },
  ESME_RINVDSTNPI: { code: 0x0051, sentence: "The numbering plan of the destination address is invalid." },
  ESME_RINVSYSTYP: { code: 0x0053, sentence: "The system_type is invalid." },
  ESME_RINVREPFLAG: { code: 0x0054, sentence: "The replace_if_present flag is invalid." },
  ESME_RINVNUMMSGS: { code: 0x0055, sentence: "The number of messages is invalid." },
  ESME_RTHROTTLED: { code: 0x0058, sentence: "Throttled: the allowed message rate or window is exceeded." },
  ESME_RINVSCHED: { code: 0x0061, sentence: "The scheduled delivery time is invalid." },
  ESME_RINVEXPIRY: { code: 0x0062, sentence: "The validity period is invalid." },
  ESME_RINVDFTMSGID: { code: 0x0063, sentence: "The predefined message id is invalid or not found." },
  ESME_RX_T_APPN: { code: 0x0064, sentence: "The receiving ESME has a temporary error; try again later." },
  ESME_RX_P_APPN: { code: 0x0065, sentence: "The receiving ESME has a permanent error; do not try again." },
  ESME_RX_R_APPN: { code: 0x0066, sentence: "The receiving ESME rejects the message." },
  ESME_RQUERYFAIL: { code: 0x0067, sentence: "query_sm failed." },
  ESME_RINVOPTPARSTREAM: { code: 0x00c0, sentence: "The optional part of the PDU is malformed." },
  ESME_ROPTPARNOTALLWD: { code: 0x00c1, sentence: "An optional parameter is not allowed." },
  ESME_RINVPARLEN: { code: 0x00c2, sentence: "The length of a parameter is invalid." },
  ESME_RMISSINGOPTPARAM: { code: 0x00c3, sentence: "An expected optional parameter is missing." },
  ESME_RINVOPTPARAMVAL: { code: 0x00c4, sentence: "The value of an optional parameter is invalid." },
  ESME_RDELIVERYFAILURE: { code: 0x00fe, sentence: "The delivery failed." },
  ESME_RUNKNOWNERR: { code: 0x00ff, sentence: "Unknown error." },
  ESME_RSERTYPUNAUTH: { code: 0x0100, sentence: "The ESME is not authorised to use this service type." },
  ESME_RPROHIBITED: { code: 0x0101, sentence: "The ESME is prohibited from using this operation." },
  ESME_RSERTYPUNAVAIL: { code: 0x0102, sentence: "The service type is unavailable." },
  ESME_RSERTYPDENIED: { code: 0x0103, sentence: "The service type is denied." },
  ESME_RINVDCS: { code: 0x0104, sentence: "The data coding scheme is invalid." },
  ESME_RINVSRCADDRSUBUNIT: { code: 0x0105, sentence: "The subunit of the source address is invalid." },
  ESME_RINVDSTADDRSUBUNIT: { code: 0x0106, sentence: "The subunit of the destination address is invalid." },
  ESME_RINVBCASTFREQINT: { code: 0x0107, sentence: "The broadcast frequency interval is invalid." },
  ESME_RINVBCASTALIAS_NAME: { code: 0x0108, sentence: "The broadcast alias name is invalid." },
  ESME_RINVBCASTAREAFMT: { code: 0x0109, sentence: "The broadcast area format is invalid." },
  ESME_RINVNUMBCAST_AREAS: { code: 0x010a, sentence: "The number of broadcast areas is invalid." },
  ESME_RINVBCASTCNTTYPE: { code: 0x010b, sentence: "The broadcast content type is invalid." },
  ESME_RINVBCASTMSGCLASS: { code: 0x010c, sentence: "The broadcast message class is invalid." },
  ESME_RBCASTFAIL: { code: 0x010d, sentence: "broadcast_sm failed." },
  ESME_RBCASTQUERYFAIL: { code: 0x010e, sentence: "query_broadcast_sm failed." },
  ESME_RBCASTCANCELFAIL: { code: 0x010f, sentence: "cancel_broadcast_sm failed." },
  ESME_RINVBCAST_REP: { code: 0x0110, sentence: "The number of repeated broadcasts is invalid." },
  ESME_RINVBCASTSRVGRP: { code: 0x0111, sentence: "The broadcast service group is invalid." },
  ESME_RINVBCASTCHANIND: { code: 0x0112, sentence: "The broadcast channel indicator is invalid." },
} as const satisfies Record<string, { code: number; sentence: string }>;

export type StatusName = keyof typeof statuses;

/** The names SMPP 5.0 gives to statuses that 3.4 has under another name. */
export const statusAliases = {
  ESME_RINVTLVSTREAM: "ESME_RINVOPTPARSTREAM",
  ESME_RTLVNOTALLWD: "ESME_ROPTPARNOTALLWD",
  ESME_RINVTLVLEN: "ESME_RINVPARLEN",
  ESME_RMISSINGTLV: "ESME_RMISSINGOPTPARAM",
  ESME_RINVTLVVAL: "ESME_RINVOPTPARAMVAL",
} as const satisfies Record<string, StatusName>;

const nameByCode = new Map<number, StatusName>(
  Object.entries(statuses).map(([name, row]) => [row.code, name as StatusName]),
);

/** The protocol's name of a command_status; a code outside the table (vendors use 0x0400 to 0x04FF) comes as "0x00000403". */
export function statusName(code: number): StatusName | `0x${string}` {
  return nameByCode.get(code) ?? `0x${(code >>> 0).toString(16).padStart(8, "0")}`;
}

/** The number of a status by its 3.4 or 5.0 name. */
export function statusCode(name: StatusName | keyof typeof statusAliases): number {
  return name in statusAliases
    ? statuses[statusAliases[name as keyof typeof statusAliases]].code
    : statuses[name as StatusName].code;
}

/** One sentence for people about a command_status, for logs and for the console. */
export function statusSentence(code: number): string {
  const name = nameByCode.get(code);
  return name === undefined ? `Status ${statusName(code)} is not part of SMPP; ask the peer.` : statuses[name].sentence;
}
