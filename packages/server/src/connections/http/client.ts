import { type ClientRequest, Agent as HttpAgent, type IncomingMessage, request as requestHttp } from "node:http";
import { Agent as HttpsAgent, request as requestHttps } from "node:https";
import type { TLSSocket } from "node:tls";
import { limits } from "../limits.ts";
import type { HttpAnswer } from "./answer.ts";
import type { HttpRequest } from "./request.ts";

/** How a request ended. unsent: no connection was made, so the API can't have seen it; lost: it may have. */
export type HttpOutcome =
  | { readonly kind: "answer"; readonly answer: HttpAnswer }
  | { readonly kind: "unsent"; readonly says: string }
  | { readonly kind: "lost"; readonly says: string };

/** Sends requests over sockets that are kept and used again. Follows no redirects, keeps no cookies. */
export class ApiClient {
  readonly #http: HttpAgent;
  readonly #https: HttpsAgent;
  readonly #open = new Set<ClientRequest>();

  constructor(socketsMax: number) {
    // The agent's timeout closes idle sockets alone; a request has its own.
    const options = { keepAlive: true, maxSockets: socketsMax, timeout: limits.idleSocketMs };
    this.#http = new HttpAgent(options);
    this.#https = new HttpsAgent(options);
  }

  /** `done` is called exactly once. */
  send({ method, url, headers, body }: HttpRequest, timeoutMs: number, done: (outcome: HttpOutcome) => void): void {
    const isTls = url.startsWith("https:");
    const request = (isTls ? requestHttps : requestHttp)(url, {
      method,
      agent: isTls ? this.#https : this.#http,
      headers: {
        ...Object.fromEntries(headers.map(({ name, value }) => [name, value])),
        ...(body !== null && { "Content-Length": Buffer.byteLength(body) }),
      },
    });
    this.#open.add(request);
    let isConnected = false;
    let isDone = false;
    const finish = (outcome: HttpOutcome) => {
      if (isDone) return;
      isDone = true;
      clearTimeout(connecting);
      clearTimeout(answering);
      this.#open.delete(request);
      done(outcome);
    };
    const fail = (says: string) => {
      if (isDone) return;
      finish({ kind: isConnected ? "lost" : "unsent", says });
      request.destroy();
    };
    const connecting = setTimeout(
      () => {
        if (!isConnected) fail("no connection in time");
      },
      Math.min(timeoutMs, limits.connectTimeoutMs),
    );
    const answering = setTimeout(() => fail("no answer in time"), timeoutMs);
    onConnected(request, isTls, () => {
      isConnected = true;
    });
    request.on("error", (error) => fail(error.message || String((error as { code?: unknown }).code)));
    request.on("close", () => fail("the connection was closed"));
    request.on("response", (response) => readBody(response, finish, fail));
    request.end(body ?? undefined);
  }

  /** Breaks off what is not answered; it counts as lost. */
  close(): void {
    for (const request of this.#open) request.destroy();
    this.#http.destroy();
    this.#https.destroy();
  }
}

function onConnected(request: ClientRequest, isTls: boolean, connected: () => void): void {
  request.once("socket", (socket) => {
    const isPending =
      socket.connecting || (isTls && (socket as TLSSocket & { secureConnecting?: boolean }).secureConnecting);
    if (isPending) socket.once(isTls ? "secureConnect" : "connect", connected);
    else connected();
  });
}

/** The answer's body up to the limit; what is beyond it is not waited for. */
function readBody(
  response: IncomingMessage,
  finish: (outcome: HttpOutcome) => void,
  fail: (says: string) => void,
): void {
  const chunks: Buffer[] = [];
  let octets = 0;
  const answer = () => {
    const body = Buffer.concat(chunks).subarray(0, limits.answerOctetsMax).toString("utf8");
    finish({ kind: "answer", answer: { status: response.statusCode ?? 0, headers: response.headers, body } });
  };
  response.on("data", (chunk: Buffer) => {
    chunks.push(chunk);
    octets += chunk.length;
    if (octets < limits.answerOctetsMax) return;
    answer();
    response.destroy();
  });
  response.on("end", answer);
  response.on("error", (error) => fail(error.message));
  response.on("aborted", () => fail("the answer broke off"));
}
