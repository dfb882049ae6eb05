/** A supplier that writes what it likes: SMPP by hand over a socket, for what no sound SMSC would send. */
import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { createFramer, decode, encode, type PduOf } from "@switchyard/smpp";

export interface RawSmsc {
  readonly port: number;
  readonly submits: PduOf<"submit_sm">[];
  /** Answers a submit; what it returns is written as it is. */
  answer: (submit: PduOf<"submit_sm">) => readonly Buffer[];
  /** Writes to every session. */
  write(...octets: readonly Buffer[]): void;
  readonly binds: number;
  close(): Promise<void>;
}

export const submitAnswer = ({ sequence_number }: PduOf<"submit_sm">, message_id: string): Buffer =>
  encode({ command: "submit_sm_resp", command_status: 0, sequence_number, message_id });

export async function createRawSmsc(): Promise<RawSmsc> {
  const sockets = new Set<Socket>();
  let binds = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => sockets.delete(socket));
    const framer = createFramer();
    socket.on("data", (chunk: Buffer) => {
      for (const octets of framer.push(chunk).pdus) {
        const decoded = decode(octets);
        if (!decoded.ok) continue;
        const { pdu } = decoded;
        const { sequence_number } = pdu;
        if (pdu.command === "bind_transceiver") {
          binds++;
          socket.write(
            encode({ command: "bind_transceiver_resp", command_status: 0, sequence_number, system_id: "raw" }),
          );
        } else if (pdu.command === "enquire_link") {
          socket.write(encode({ command: "enquire_link_resp", command_status: 0, sequence_number }));
        } else if (pdu.command === "unbind") {
          socket.end(encode({ command: "unbind_resp", command_status: 0, sequence_number }));
        } else if (pdu.command === "submit_sm") {
          smsc.submits.push(pdu);
          for (const written of smsc.answer(pdu)) socket.write(written);
        }
      }
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const smsc: RawSmsc = {
    port: (server.address() as { port: number }).port,
    submits: [],
    answer: (submit) => [submitAnswer(submit, `R${smsc.submits.length}`)],
    write(...octets) {
      for (const socket of sockets) for (const written of octets) socket.write(written);
    },
    get binds() {
      return binds;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
  return smsc;
}
