/** One mail to one mail server, and what came of it. */
import { createTransport, type NodemailerError, type SMTPPoolOptions, type SMTPPoolSentMessageInfo } from "nodemailer";
import { type Mailbox, mailDomain, parseMailbox } from "../mail-address.ts";
import { mailHtml } from "./html.ts";
import { limits } from "./limits.ts";
import type { TakenMail } from "./queue.ts";

export interface SmtpOptions {
  /** smtp://user:password@host:port, or smtps://. */
  readonly url: string;
  /** Sender of mails that name none: `Switchyard <switchyard@example.com>`. */
  readonly from: string;
}

/** What came of a try. `says` is for people. */
export type Outcome =
  /** The server took it, perhaps not for all recipients. */
  | { readonly kind: "sent"; readonly later: readonly string[]; readonly says: string }
  /** The server will never take it. */
  | { readonly kind: "refused"; readonly says: string }
  /** The server does not take this mail now. */
  | { readonly kind: "deferred"; readonly says: string }
  /** The server takes nothing now: it is not there, or does not let us in. */
  | { readonly kind: "unreachable"; readonly says: string };

export interface Smtp {
  send(mail: TakenMail, nowMs: number): Promise<Outcome>;
  /** Ends the connection, whatever is on it. */
  close(): void;
}

export function createSmtp({ url, from }: SmtpOptions): Smtp {
  const platform = parseMailbox(from);
  if (!platform) throw new TypeError("The sender of mails is no address.");
  const transport = createTransport(transportOptions(new URL(url)));
  return {
    async send(mail, nowMs) {
      const sender = parseMailbox(mail.sender) ?? platform;
      const signal = AbortSignal.timeout(limits.sendTimeoutMs);
      const message = { ...messageOf(mail, sender), date: new Date(nowMs), signal };
      return transport.sendMail(message).then(
        (info) => outcomeOf(info, mail),
        (error: NodemailerError) => outcomeOfError(error),
      );
    },
    close: () => transport.close({ force: true }),
  };
}

/**
 * Made here and not by the library from the address, whose query could switch on anything, the logging of passwords
 * included. Within this machine a certificate proves nothing and a password is not overheard.
 */
export function transportOptions(url: URL): SMTPPoolOptions & { pool: true } {
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  const isSecure = url.protocol === "smtps:";
  const isHere = host === "localhost" || host === "::1" || /^127(\.\d+){3}$/.test(host);
  const [user, pass] = [decodeURIComponent(url.username), decodeURIComponent(url.password)];
  return {
    pool: true,
    maxConnections: 1,
    host,
    port: url.port ? Number(url.port) : isSecure ? 465 : 25,
    secure: isSecure,
    requireTLS: !isSecure && user !== "" && !isHere,
    tls: { rejectUnauthorized: !isHere },
    ...(user !== "" && { auth: { user, pass } }),
    connectionTimeout: limits.connectTimeoutMs,
    greetingTimeout: limits.connectTimeoutMs,
    dnsTimeout: limits.connectTimeoutMs,
    socketTimeout: limits.silenceTimeoutMs,
    idleTimeout: limits.idleMs,
    maxRequeues: 1,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

function messageOf(mail: TakenMail, sender: Mailbox) {
  const replyTo = parseMailbox(mail.replyTo);
  return {
    // The same at every try, so that who gets it twice after a crash can tell.
    messageId: `<mail-${mail.id}-${mail.createdMs.toString(36)}@${mailDomain(sender)}>`,
    from: sender,
    ...(replyTo && { replyTo }),
    to: mail.recipients.flatMap((recipient) => parseMailbox(recipient) ?? []),
    subject: mail.subject,
    text: mail.body,
    html: mailHtml(mail.body),
    attachments: mail.attachments.map(({ name, contentType, octets }) => ({
      filename: name,
      contentType,
      content: Buffer.from(octets),
    })),
    // RFC 3834: nobody's absence note answers this.
    headers: { "Auto-Submitted": "auto-generated" },
    xMailer: false as const,
  };
}

function outcomeOf({ rejectedErrors = [] }: SMTPPoolSentMessageInfo, mail: TakenMail): Outcome {
  const later = rejectedErrors.filter((error) => !isForGood(error) && mail.tries < limits.triesMax);
  const lost = rejectedErrors.filter((error) => !later.includes(error));
  const says = [
    ...lost.map((error) => `Not for ${error.recipient}: ${wordsOf(error)}`),
    ...later.map((error) => `Not yet for ${error.recipient}, which is tried on its own: ${wordsOf(error)}`),
  ];
  const waiting = new Set(later.map((error) => onTheWire(error.recipient ?? "")));
  return { kind: "sent", later: mail.recipients.filter((text) => waiting.has(onTheWire(text))), says: says.join(" ") };
}

/** The address as the server was told it, for comparing. */
function onTheWire(text: string): string {
  const mailbox = parseMailbox(text);
  return mailbox ? `${mailbox.address.slice(0, mailbox.address.lastIndexOf("@"))}@${mailDomain(mailbox)}` : text;
}

function outcomeOfError(error: NodemailerError): Outcome {
  const isAboutTheMail = error.code === "EENVELOPE" || error.code === "EMESSAGE";
  if (error.code === "EAUTH") {
    return { kind: "unreachable", says: `The mail server does not accept our user and password: ${wordsOf(error)}` };
  }
  if (!isAboutTheMail || error.responseCode === 421) {
    return { kind: "unreachable", says: `The mail server can't be reached: ${wordsOf(error)}` };
  }
  if (isForGood(error)) return { kind: "refused", says: `The mail server refused it: ${wordsOf(error)}` };
  return { kind: "deferred", says: `The mail server does not take it yet: ${wordsOf(error)}` };
}

/** Answers in the 500s that are about our session, not about the mail: wrong order, or sign in first. */
const aboutTheSession = new Set([503, 530, 534, 535, 538]);

/** Whether the same mail would be refused again. Without an answer the library itself refused it, as too large. */
function isForGood({ responseCode }: NodemailerError): boolean {
  return responseCode === undefined || (responseCode >= 500 && !aboutTheSession.has(responseCode));
}

/** The server's own sentence where there is one. */
function wordsOf({ response, message }: NodemailerError): string {
  return (response ?? message).trim();
}
