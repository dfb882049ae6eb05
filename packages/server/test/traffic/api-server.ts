/** A supplier's HTTP API over a real socket: keeps what it is asked, answers as it is told. */
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";

export interface ApiCall {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface ApiServer {
  readonly port: number;
  readonly calls: ApiCall[];
  /** Highest number of calls at once since it was last set to 0. */
  atOnceMax: number;
  answer: (call: ApiCall, response: ServerResponse) => void | Promise<void>;
  /** Stops listening and cuts every socket. */
  down(): Promise<void>;
  /** Listens again where it did. */
  up(): Promise<void>;
}

/** The nth call is taken under the id S-n. */
export const taken = (api: ApiServer, response: ServerResponse): void => {
  response.writeHead(201, { "content-type": "application/json" });
  response.end(JSON.stringify({ id: `S-${api.calls.length}` }));
};

export async function createApiServer(): Promise<ApiServer> {
  const sockets = new Set<Socket>();
  let atOnce = 0;
  let port = 0;
  let server: Server;
  const api: ApiServer = {
    get port() {
      return port;
    },
    calls: [],
    atOnceMax: 0,
    answer: (_, response) => taken(api, response),
    async up() {
      server = createServer((request, response) => {
        atOnce++;
        api.atOnceMax = Math.max(api.atOnceMax, atOnce);
        response.on("close", () => atOnce--);
        const chunks: Buffer[] = [];
        request.on("data", (chunk: Buffer) => chunks.push(chunk));
        request.on("end", () => {
          const { method = "", url = "", headers } = request;
          const call = { method, url, headers, body: Buffer.concat(chunks).toString() };
          api.calls.push(call);
          void api.answer(call, response);
        });
      });
      server.on("connection", (socket: Socket) => {
        sockets.add(socket);
        socket.on("close", () => sockets.delete(socket));
      });
      server.listen(port, "127.0.0.1");
      await once(server, "listening");
      port = (server.address() as AddressInfo).port;
    },
    async down() {
      const closed = once(server, "close");
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
  await api.up();
  return api;
}
