import type { BindPdu, PduInput } from "../pdu/pdus.ts";
import { statuses } from "../pdu/statuses.ts";
import type { BindAnswer, SessionOptions } from "./options.ts";
import type { Session } from "./session.ts";

/** The version a side speaks that offers `offered`: 3.3 and older as they say, else 3.4, or 5.0. */
export function spokenVersion(offered: number): number {
  return offered >= 0x50 ? 0x50 : Math.min(offered, 0x34);
}

/** Asks the owner about a bind. An owner that fails is ESME_RSYSERR to the peer, and `error` to whoever reads the log. */
export async function decideBind(
  onBind: SessionOptions["onBind"],
  bind: BindPdu,
  session: Session,
): Promise<{ readonly answer: BindAnswer; readonly error?: string }> {
  if (onBind === undefined) return { answer: { command_status: statuses.ESME_RBINDFAIL.code } };
  try {
    return { answer: await onBind(bind, session) };
  } catch (failure) {
    const error = `onBind failed: ${failure instanceof Error ? failure.message : String(failure)}`;
    return { answer: { command_status: statuses.ESME_RSYSERR.code }, error };
  }
}

/** The response to an accepted bind. SMPP 3.4 §4.1: optional parameters only for peers that know them. */
export function acceptance(bind: BindPdu, system_id: string): Omit<PduInput<"bind_transceiver_resp">, "command"> {
  if (bind.interface_version < 0x34) return { system_id };
  return { system_id, tlvs: { sc_interface_version: spokenVersion(bind.interface_version) } };
}
