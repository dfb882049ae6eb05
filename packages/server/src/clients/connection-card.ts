import type { ConnectionCard } from "@switchyard/contract";
import type { Queryable } from "../history/history.ts";
import { listAddresses } from "./addresses.ts";
import { listCredentials, type StoredCredential } from "./credentials.ts";
import { readClient } from "./profile.ts";

/** What the client's engineer needs to bind. Credentials that are off are left out. */
export async function readConnectionCard(
  db: Queryable,
  clientId: number,
  listener: { readonly host: string; readonly port: number },
): Promise<ConnectionCard> {
  const { smppAnyAddress: anyAddress } = await readClient(db, clientId);
  const addresses = (await listAddresses(db, clientId)).map((address) => address.network);
  const credentials = (await listCredentials(db, clientId)).filter((credential) => credential.enabled).map(cardOf);
  const card = { ...listener, addresses, anyAddress, credentials };
  return { ...card, text: textOf(card) };
}

type Card = Omit<ConnectionCard, "text">;

function cardOf(credential: StoredCredential): Card["credentials"][number] {
  const { systemId, sessionsMax, tps, windowMax, defaultAlphabet, systemType, receiptIdFormat } = credential;
  const bindTypes = [
    ...(credential.allowTransceiver ? (["transceiver"] as const) : []),
    ...(credential.allowTransmitter ? (["transmitter"] as const) : []),
    ...(credential.allowReceiver ? (["receiver"] as const) : []),
  ];
  return { systemId, bindTypes, sessionsMax, tps, windowMax, defaultAlphabet, systemType, receiptIdFormat };
}

function textOf({ host, port, addresses, anyAddress, credentials }: Card): string {
  const from = anyAddress ? "any address" : addresses.join(", ") || "none yet: please tell us yours";
  const blocks = credentials.map((credential) =>
    rows([
      ["system_id", credential.systemId],
      ["password", "sent to you separately"],
      ...(credential.systemType ? ([["system_type", credential.systemType]] as const) : []),
      ["bind types", credential.bindTypes.join(", ")],
      ["sessions", `up to ${credential.sessionsMax}`],
      ["throughput", `${credential.tps} messages a second`],
      ["window", `${credential.windowMax} unanswered requests`],
      ["data_coding 0", credential.defaultAlphabet === "gsm7" ? "GSM 7-bit, one octet a character" : "Latin-1"],
      ["message ids", credential.receiptIdFormat === "hex" ? "hexadecimal" : "decimal"],
    ]),
  );
  const where = rows([
    ["host", host],
    ["port", String(port)],
    ["protocol", "SMPP 3.4"],
    ["your addresses", from],
  ]);
  return [where, ...blocks].join("\n\n");
}

function rows(pairs: readonly (readonly [string, string])[]): string {
  return pairs.map(([name, value]) => `${`${name}:`.padEnd(16)}${value}`).join("\n");
}
