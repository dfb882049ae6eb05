/** Queue, clock and postmen for the tests of mail. */
import { transaction } from "../../src/database/transaction.ts";
import { createLog } from "../../src/log.ts";
import { enqueueMail, type OutgoingMail } from "../../src/mail/enqueue.ts";
import { createPostman, type Postman } from "../../src/mail/postman.ts";
import { createTestDatabase, type TestDatabase } from "../database.ts";

export const minuteMs = 60_000;

export interface PostOffice {
  readonly database: TestDatabase;
  readonly clock: { nowMs: number; now(): number };
  /** Log lines of the postmen. */
  readonly logged: string[];
  enqueue(mail?: Partial<OutgoingMail>): Promise<number>;
  postman(url: string | undefined, pool?: TestDatabase["pool"]): Postman;
  row(mailId: number): Promise<MailState>;
  /** Forgets all mails. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

export interface MailState {
  readonly status: string;
  readonly tries: number;
  readonly last_error: string;
  readonly next_try_at: Date;
  readonly sent_at: Date | null;
}

export async function openPostOffice(): Promise<PostOffice> {
  const database = await createTestDatabase();
  const { pool } = database;
  const clock = { nowMs: Date.parse("2026-06-15T10:30:00Z"), now: () => clock.nowMs };
  const logged: string[] = [];
  const log = createLog({ level: "debug", destination: { write: (line) => void logged.push(line) } });
  const postmen: Postman[] = [];
  return {
    database,
    clock,
    logged,
    enqueue: (mail) => transaction(pool, (tx) => enqueueMail(tx, { ...plainMail, ...mail }, clock.now())),
    postman(url, own = pool) {
      const postman = createPostman({
        pool: own,
        clock,
        smtp: { url, from: "Switchyard <switch@operator.example>" },
        log,
      });
      postmen.push(postman);
      return postman;
    },
    async row(mailId) {
      const { rows } = await pool.query<MailState>("select * from mails where id = $1", [mailId]);
      const [row] = rows;
      if (!row) throw new Error(`there is no mail ${mailId}`);
      return row;
    },
    async clear() {
      await pool.query("truncate mails cascade");
    },
    async close() {
      for (const postman of postmen) postman.close();
      await database.drop();
    },
  };
}

export const plainMail: OutgoingMail = {
  clientId: 7,
  kind: "invoice",
  recipients: ["pay@client.example"],
  subject: "Invoice INV-2026-0001",
  body: "Dear client,\n\nplease find the invoice attached.\n",
  reference: "invoice 1",
};

/** Sends until nothing is due. */
export async function sendAll(postman: Postman): Promise<void> {
  while (await postman.sendDue());
}
