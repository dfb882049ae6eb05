import { once } from "node:events";
import { connect } from "node:net";
import { createRandom } from "@switchyard/simulator";
import { encode } from "@switchyard/smpp";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createRig, eventually, type Rig } from "./rig.ts";

let rig: Rig;

beforeAll(async () => {
  rig = await createRig();
});
afterAll(() => rig.close());

const random = createRandom(Number(process.env.SEED ?? 7));
const below = (max: number) => Math.floor(random() * max);

/** Writes octets to the gateway and waits until it has had enough, or a moment. */
async function pour(chunks: readonly Buffer[]): Promise<void> {
  const socket = connect({ host: "127.0.0.1", port: rig.core.smppPort });
  socket.on("error", () => undefined);
  await once(socket, "connect");
  for (const chunk of chunks) socket.write(chunk);
  socket.resume();
  await Promise.race([once(socket, "close"), new Promise((resolve) => setTimeout(resolve, 30))]);
  socket.destroy();
}

/** One octet changed, or a piece cut out or doubled: what the length says may no longer be so. */
function damaged(pdu: Buffer): Buffer {
  const copy = Buffer.from(pdu);
  const at = below(copy.length);
  const kind = below(3);
  if (kind === 0) copy[at] = below(256);
  if (kind === 1) return Buffer.concat([copy.subarray(0, at), copy.subarray(at + 1 + below(8))]);
  if (kind === 2) return Buffer.concat([copy.subarray(0, at), copy.subarray(0, at), copy.subarray(at)]);
  return copy;
}

it("takes any octets from strangers and from clients without harm to the others", async () => {
  const client = await rig.client();
  const good = await rig.bind(await rig.client());
  const login = encode({
    command: "bind_transceiver",
    system_id: client.systemId,
    password: client.password,
    interface_version: 0x34,
    sequence_number: 1,
  });
  const submit = encode({
    command: "submit_sm",
    source_addr: "Switchyard",
    source_addr_ton: 5,
    destination_addr: "4915112345678",
    registered_delivery: 1,
    short_message: Buffer.from("hello"),
    tlvs: { sar_msg_ref_num: 7, message_payload: Buffer.alloc(0) },
    sequence_number: 2,
  });
  const noise = () => Buffer.from(Array.from({ length: 1 + below(200) }, () => below(256)));
  const attacks = Array.from({ length: 60 }, (_, i) => {
    if (i % 3 === 0) return [noise(), noise()];
    if (i % 3 === 1) return [damaged(login), submit];
    return [login, ...Array.from({ length: 20 }, () => damaged(submit))];
  });
  for (let i = 0; i < attacks.length; i += 10) await Promise.all(attacks.slice(i, i + 10).map(pour));
  const { status, id } = await good.submit();
  expect(status).toBe("ESME_ROK");
  await eventually(() => expect(good.receipts).toMatchObject([{ id, state: "DELIVRD" }]));
  await eventually(() => expect(rig.core.gateway.sessionCount).toBe(1));
});
