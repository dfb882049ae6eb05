import { isIPv6 } from "node:net";
import { type BindPdu, statusCode } from "@switchyard/smpp";
import type { Secrets } from "../../secrets.ts";
import type { Configuration } from "../../snapshot/configuration.ts";
import type { SmppCredential } from "../../snapshot/rows.ts";

export type BindType = "transmitter" | "receiver" | "transceiver";

export const bindTypeOf = (bind: BindPdu): BindType => bind.command.slice("bind_".length) as BindType;

/** A bind is granted, or refused with a status for the wire and a sentence for the client's bind log. */
export type BindVerdict =
  | { readonly granted: true; readonly credential: SmppCredential }
  | {
      readonly granted: false;
      readonly credential: SmppCredential | null;
      readonly command_status: number;
      readonly reason: string;
    };

/**
 * Decides on a bind. The address is judged before the password, so a stolen one is worth nothing elsewhere and guessing
 * needs the client's own network; what the peer is told says no more than SMPP's statuses do.
 */
export function judgeBind(
  bind: BindPdu,
  remoteAddress: string,
  {
    configuration,
    secrets,
    sessionsOf,
    nowMs,
  }: {
    configuration: Configuration;
    secrets: Secrets;
    sessionsOf: (credentialId: number) => number;
    nowMs: number;
  },
): BindVerdict {
  const credential = configuration.credentials.get(bind.system_id);
  if (!credential) return refuse(null, "ESME_RINVSYSID", `system_id "${bind.system_id}" is not known`);
  const client = configuration.clients.get(credential.clientId);
  if (!client || !credential.enabled) return refuse(credential, "ESME_RBINDFAIL", "the credential is switched off");
  if (!isAddressAllowed(configuration, client.id, remoteAddress)) {
    return refuse(credential, "ESME_RBINDFAIL", `system_id is known but ${remoteAddress} is not on the client's list`);
  }
  if (!isPasswordRight(credential, bind.password, secrets, nowMs)) {
    return refuse(credential, "ESME_RINVPASWD", "the password is wrong");
  }
  if (client.block === "refuse") return refuse(credential, "ESME_RBINDFAIL", "the client is blocked");
  if (!client.channels.smpp) return refuse(credential, "ESME_RBINDFAIL", "SMPP is switched off for the client");
  const type = bindTypeOf(bind);
  if (!credential.allowed[type]) return refuse(credential, "ESME_RBINDFAIL", `binding as ${type} is not allowed`);
  if (credential.systemType !== "" && credential.systemType !== bind.system_type) {
    return refuse(credential, "ESME_RINVSYSTYP", `system_type "${bind.system_type}" is not "${credential.systemType}"`);
  }
  const sessions = sessionsOf(credential.id);
  if (sessions >= credential.sessionsMax) {
    return refuse(credential, "ESME_RALYBND", `all ${credential.sessionsMax} sessions are bound`);
  }
  return { granted: true, credential };
}

function refuse(
  credential: SmppCredential | null,
  status: Parameters<typeof statusCode>[0],
  reason: string,
): BindVerdict {
  return { granted: false, credential, command_status: statusCode(status), reason };
}

export function isAddressAllowed(configuration: Configuration, clientId: number, remoteAddress: string): boolean {
  const addresses = configuration.addresses.get(clientId);
  if (!addresses) return false;
  if (addresses.isAny) return true;
  // A dual-stack listener shows IPv4 peers as ::ffff:192.0.2.1.
  const address = remoteAddress.startsWith("::ffff:") ? remoteAddress.slice("::ffff:".length) : remoteAddress;
  return addresses.list.check(address, isIPv6(address) ? "ipv6" : "ipv4");
}

function isPasswordRight(credential: SmppCredential, password: string, secrets: Secrets, nowMs: number): boolean {
  const hash = secrets.hash(password);
  if (secrets.equal(hash, credential.passwordHash)) return true;
  const isOldGood = credential.oldPasswordUntilMs !== null && nowMs < credential.oldPasswordUntilMs;
  return isOldGood && credential.oldPasswordHash !== null && secrets.equal(hash, credential.oldPasswordHash);
}
