import type { Address } from "@switchyard/contract";
import ipaddr from "ipaddr.js";
import { type Author, type Queryable, recordChange } from "../history/history.ts";
import { invalidField, notFound } from "../refusal.ts";
import { requireClient } from "./profile.ts";

interface AddressRow {
  readonly id: number;
  readonly network: string;
  readonly comment: string;
  readonly created_at: Date;
}

const columns = "id, network::text as network, comment, created_at";

export async function listAddresses(db: Queryable, clientId: number): Promise<Address[]> {
  await requireClient(db, clientId);
  const { rows } = await db.query<AddressRow>(
    `select ${columns} from smpp_addresses where client_id = $1 order by smpp_addresses.network`,
    [clientId],
  );
  return rows.map(addressOf);
}

export async function createAddress(
  tx: Queryable,
  author: Author,
  clientId: number,
  given: { readonly network: string; readonly comment?: string | undefined },
): Promise<Address> {
  await requireClient(tx, clientId);
  const { rows } = await tx.query<AddressRow>(
    `insert into smpp_addresses (client_id, network, comment) values ($1, $2, $3) returning ${columns}`,
    [clientId, canonicalNetwork(given.network), given.comment ?? ""],
  );
  const [row] = rows;
  if (!row) throw new Error("the address was not stored");
  await record(tx, author, clientId, "create", addressOf(row));
  return addressOf(row);
}

export async function deleteAddress(
  tx: Queryable,
  author: Author,
  { clientId, addressId }: { clientId: number; addressId: number },
): Promise<void> {
  const { rows } = await tx.query<AddressRow>(
    `delete from smpp_addresses where id = $1 and client_id = $2 returning ${columns}`,
    [addressId, clientId],
  );
  const [row] = rows;
  if (!row) throw notFound("address", addressId);
  await record(tx, author, clientId, "delete", addressOf(row));
}

/**
 * The network in CIDR notation: a single address gets its full length, an IPv4 address written as IPv6 becomes IPv4.
 * Refuses a network with bits set beyond its length, most likely a slip, and one that is the whole world.
 */
export function canonicalNetwork(text: string): string {
  const [host = "", length] = text.split("/");
  let address = ipaddr.parse(host);
  let bits = length === undefined ? address.toByteArray().length * 8 : Number(length);
  if (address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress() && bits >= 96) {
    address = address.toIPv4Address();
    bits -= 96;
  }
  if (bits === 0) throw invalidField("body.network", "allows every address; set smppAnyAddress if that is meant");
  const family = address instanceof ipaddr.IPv4 ? ipaddr.IPv4 : ipaddr.IPv6;
  const network = family.networkAddressFromCIDR(`${address}/${bits}`).toString();
  if (network !== address.toString()) {
    throw invalidField("body.network", `has bits set beyond its length; the network is ${network}/${bits}`);
  }
  return `${network}/${bits}`;
}

async function record(
  tx: Queryable,
  author: Author,
  clientId: number,
  action: "create" | "delete",
  { id, network, comment }: Address,
): Promise<void> {
  const facts = { network, comment };
  await recordChange(tx, author, {
    clientId,
    category: "smpp",
    entity: "address",
    entityId: id,
    action,
    before: action === "delete" ? facts : null,
    after: action === "create" ? facts : null,
    announce: [`client:${clientId}`],
  });
}

function addressOf(row: AddressRow): Address {
  return { id: row.id, network: row.network, comment: row.comment, createdAt: row.created_at.toISOString() };
}
