/** A mail server on a real socket that keeps what it is given, parsed, and refuses what a test tells it to. */
import type { AddressInfo } from "node:net";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

export interface Received {
  readonly mail: ParsedMail;
  /** Envelope: to whom it goes, whatever the headers say. */
  readonly recipients: readonly string[];
}

export interface MailServer {
  readonly port: number;
  readonly url: string;
  readonly received: Received[];
  /** Connections made so far. */
  connections: number;
  /** Answers by recipient, `550 No such user`; whom it does not name is taken. */
  recipientAnswers: Map<string, string>;
  /** The answer to the content; undefined takes it. */
  contentAnswer: string | undefined;
  /** Called with the whole content there and before it is taken. */
  beforeTaking: () => Promise<void>;
  close(): Promise<void>;
}

export interface MailServerOptions {
  readonly port?: number;
  readonly login?: { readonly user: string; readonly password: string };
}

export async function startMailServer({ port = 0, login }: MailServerOptions = {}): Promise<MailServer> {
  const server = new SMTPServer({
    authOptional: login === undefined,
    allowInsecureAuth: true,
    closeTimeout: 100,
    // Or it warns of the certificate that everybody knows.
    logger: false,
    onConnect(_session, done) {
      state.connections += 1;
      done();
    },
    onAuth({ username, password }, _session, done) {
      if (username === login?.user && password === login?.password) done(null, { user: username });
      else done(answer("535 5.7.8 Wrong user or password"));
    },
    onRcptTo({ address }, _session, done) {
      const refusal = state.recipientAnswers.get(address);
      done(refusal === undefined ? null : answer(refusal));
    },
    onData(stream, session, done) {
      take(
        stream,
        session.envelope.rcptTo.map(({ address }) => address),
      ).then(() => done(), done);
    },
  });
  // A client that goes away in the middle is part of the tests.
  server.on("error", () => undefined);
  const take = async (stream: Parameters<typeof simpleParser>[0], recipients: readonly string[]) => {
    const mail = await simpleParser(stream);
    await state.beforeTaking();
    if (state.contentAnswer !== undefined) throw answer(state.contentAnswer);
    state.received.push({ mail, recipients });
  };
  const listening = await new Promise<AddressInfo>((resolve) => {
    const socket = server.listen(port, "127.0.0.1", () => resolve(socket.address() as AddressInfo));
  });
  const credentials = login ? `${encodeURIComponent(login.user)}:${encodeURIComponent(login.password)}@` : "";
  const state: MailServer = {
    port: listening.port,
    url: `smtp://${credentials}127.0.0.1:${listening.port}`,
    received: [],
    connections: 0,
    recipientAnswers: new Map(),
    contentAnswer: undefined,
    beforeTaking: async () => undefined,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
  return state;
}

/** `550 No such user` as the error the server answers with. */
function answer(text: string): Error {
  return Object.assign(new Error(text.slice(4)), { responseCode: Number(text.slice(0, 3)) });
}
