/**
 * Carries the queued mails to the mail server, one at a time. A mail leaves at least once and, short of a crash between
 * the server's yes and our note of it, just once; the copy after such a crash has the same Message-ID.
 */
import type { Pool } from "pg";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import { limits } from "./limits.ts";
import {
  putOffForLackOfServer,
  recordDelay,
  recordFailure,
  recordSent,
  resumeWithServer,
  type TakenMail,
  takeDueMail,
} from "./queue.ts";
import { createSmtp, type Outcome } from "./smtp.ts";

export interface PostmanOptions {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly smtp: {
    /** smtp://user:password@host:port or smtps://…; undefined while there is no server: then mails wait. */
    readonly url: string | undefined;
    /** Sender of mails that name none. */
    readonly from: string;
  };
  readonly log: Log;
}

export interface Postman {
  /** Tries the next mail that is due. Answers true when there may be another. */
  sendDue(): Promise<boolean>;
  /** Ends the connection to the mail server; called when no sendDue is under way any more. */
  close(): void;
}

export function createPostman({ pool, clock, smtp: { url, from }, log }: PostmanOptions): Postman {
  if (url === undefined) {
    return { sendDue: () => putOffForLackOfServer(pool, clock.now()), close: () => undefined };
  }
  const smtp = createSmtp({ url, from });
  let hasResumed = false;
  /** While the server is away, mails keep their tries and nobody waits for one time-out after the other. */
  let restUntilMs = 0;

  return {
    async sendDue() {
      if (!hasResumed) await resumeWithServer(pool, clock.now());
      hasResumed = true;
      if (clock.now() < restUntilMs) return false;
      const mail = await takeDueMail(pool, clock.now());
      if (!mail) return false;
      const outcome = await smtp.send(mail, clock.now());
      await record(pool, mail, outcome, clock.now());
      report(log, mail, outcome);
      if (outcome.kind === "unreachable") restUntilMs = clock.now() + limits.retryMinMs;
      return outcome.kind !== "unreachable";
    },
    close: smtp.close,
  };
}

function record(pool: Pool, mail: TakenMail, outcome: Outcome, nowMs: number): Promise<void> {
  if (outcome.kind === "sent") return recordSent(pool, mail, outcome, nowMs);
  if (outcome.kind === "refused") return recordFailure(pool, mail, outcome.says);
  if (mail.tries < limits.triesMax) return recordDelay(pool, mail, outcome.says, nowMs);
  return recordFailure(pool, mail, `Given up after ${mail.tries} tries. ${outcome.says}`);
}

/** The log says which mail it was. What a server says of one may name its recipients: that stays in the database. */
function report(log: Log, { id: mailId, kind, tries }: TakenMail, outcome: Outcome): void {
  const about = { mailId, kind, tries };
  if (outcome.kind === "sent" && outcome.says === "") log.debug(about, "a mail was sent");
  else if (outcome.kind === "sent") log.warn(about, "a mail was not taken for all its recipients");
  else if (outcome.kind === "unreachable") log.warn({ ...about, says: outcome.says }, "mail can't be sent");
  else log.warn(about, `a mail was ${outcome.kind} by the mail server; the list of mails says why`);
}
