#!/usr/bin/env node
/** The SMSC simulator as a command. */
import { Command } from "commander";
import { noLatency } from "../latency.ts";
import { plainBehaviour } from "../smsc/behaviour.ts";
import { type IdDialect, idDialects } from "../smsc/message-ids.ts";
import { receiptTextDialects } from "../smsc/receipt-text.ts";
import { createSmscSimulator, type SmscSimulator } from "../smsc/smsc.ts";
import { account, latency, oneOf, outcomes, responses, share, wholeNumber } from "./arguments.ts";

const program = new Command("switchyard-smsc")
  .description("Simulates an SMSC: takes messages over SMPP and sends receipts, well-behaved or not.")
  .option("--host <address>", "address to listen on", "127.0.0.1")
  .option("--port <number>", "port to listen on, 0 for a free one", wholeNumber, 2776)
  .option("--account <system_id:password>", "who may bind; repeat for several, leave out for anybody", account)
  .option("--name <system_id>", "our own system_id", "SMSCSIM")
  .option("--response-latency <latency>", "20, uniform:5,50 or lognormal:40,0.6 (milliseconds)", latency)
  .option("--receipt-latency <latency>", "from the response to the receipt, as above", latency)
  .option("--responses <weights>", "command_status by weight, e.g. ESME_ROK=95,ESME_RSYSERR=5", responses)
  .option("--outcomes <weights>", "receipts by weight, e.g. DELIVRD=90,UNDELIV:011=7,EXPIRED=3", outcomes)
  .option("--without-receipt <share>", "messages that never get their receipt", share, 0)
  .option("--receipt-first <share>", "receipts that come before the response", share, 0)
  .option("--unknown-id <share>", "receipts followed by one for an id never given", share, 0)
  .option("--duplicate-receipt <share>", "receipts that come twice", share, 0)
  .option("--intermediate", "send intermediate receipts where they were asked for", false)
  .option("--tps <number>", "submits a second per system_id, above it ESME_RTHROTTLED; 0 for no limit", wholeNumber, 0)
  .option("--queue <number>", "messages waiting for a receipt, above it ESME_RMSGQFUL; 0 for no limit", wholeNumber, 0)
  .option("--ids <dialect>", idHelp(), oneOf(Object.keys(idDialects) as IdDialect[]), "decimal")
  .option("--receipt-text <dialect>", receiptTextDialects.join(", "), oneOf(receiptTextDialects), "standard")
  .option("--without-tlvs", "receipts without receipted_message_id and message_state", false)
  .option("--disconnect-every-ms <number>", "cut off every session again and again; 0 for never", wholeNumber, 0)
  .option("--disconnect-every-submits <number>", "cut off the session at each such submit; 0 for never", wholeNumber, 0)
  .option("--seed <number>", "repeats the random choices of a run", wholeNumber)
  .option("--quiet", "print nothing but where it listens", false)
  .addHelpText(
    "after",
    `
While it runs, a line on standard input changes it:
  pause | resume                     receipts wait, receipts go on
  errors <share> [command_status]    answer that share of submits with an error
  tps <number>                       a new speed limit, 0 for none
  refuse | accept                    refuse binds, accept them again
  disconnect                         cut off every session
  mo <from> <to> <text>              a handset writes to one of our numbers
  counters                           print the counters as JSON
  stop                               unbind and end`,
  );

function idHelp(): string {
  return `how ids are written: ${Object.entries(idDialects)
    .map(([name, forms]) => `${name} (${forms.says})`)
    .join(", ")}`;
}

const options = program.parse().opts();
const say = (line: string): void => {
  if (!options.quiet) console.log(line);
};

const smsc = createSmscSimulator({
  ...(options.account === undefined ? {} : { accounts: options.account }),
  ...(options.seed === undefined ? {} : { seed: options.seed }),
  system_id: options.name,
  log: say,
  behaviour: {
    responseLatency: options.responseLatency ?? noLatency,
    receiptLatency: options.receiptLatency ?? noLatency,
    responses: options.responses ?? plainBehaviour.responses,
    outcomes: options.outcomes ?? plainBehaviour.outcomes,
    noReceiptShare: options.withoutReceipt,
    receiptFirstShare: options.receiptFirst,
    unknownIdShare: options.unknownId,
    duplicateReceiptShare: options.duplicateReceipt,
    intermediateReceipts: options.intermediate,
    tps: options.tps,
    queueMax: options.queue,
    idDialect: options.ids,
    receiptText: options.receiptText,
    receiptTlvs: !options.withoutTlvs,
    disconnectEveryMs: options.disconnectEveryMs,
    disconnectEverySubmits: options.disconnectEverySubmits,
  },
});

try {
  await smsc.listen({ host: options.host, port: options.port });
} catch (error) {
  program.error(`Cannot listen on ${options.host}:${options.port}: ${error instanceof Error ? error.message : error}`);
}
console.log(`SMSC simulator on ${options.host}:${smsc.port}, seed ${smsc.seed}`);

let lastSubmits = 0;
const figures = setInterval(() => {
  const { counters } = smsc;
  if (counters.submits === lastSubmits) return;
  say(
    `${counters.submits - lastSubmits} submits a second, ${counters.submits} in all, ${smsc.receiptsPending} receipts pending`,
  );
  lastSubmits = counters.submits;
}, 1_000);

const end = async (): Promise<void> => {
  clearInterval(figures);
  await smsc.stop();
  say(JSON.stringify(smsc.counters));
  process.exit(0);
};
process.once("SIGINT", () => void end());
process.once("SIGTERM", () => void end());

let unread = "";
process.stdin.on("data", (chunk) => {
  const lines = (unread + chunk.toString()).split("\n");
  unread = lines.pop() ?? "";
  for (const line of lines) obey(smsc, line.trim());
});
process.stdin.unref?.();

/** One line of standard input. */
function obey(simulator: SmscSimulator, line: string): void {
  const [verb = "", ...words] = line.split(/\s+/);
  const verbs: Record<string, () => void> = {
    pause: () => simulator.pauseReceipts(),
    resume: () => simulator.resumeReceipts(),
    errors: () => {
      const [status] = responses(words[1] ?? "ESME_RSYSERR");
      simulator.setErrorRate(share(words[0] ?? ""), status?.value);
    },
    tps: () => simulator.set({ tps: wholeNumber(words[0] ?? "") }),
    refuse: () => simulator.refuseBinds(true),
    accept: () => simulator.refuseBinds(false),
    disconnect: () => simulator.disconnectAll(),
    mo: () => {
      const [source_addr = "", destination_addr = "", ...text] = words;
      const isSent = simulator.injectMobileOriginated({ source_addr, destination_addr, text: text.join(" ") });
      if (!isSent) console.error("nobody is bound who could receive it");
    },
    counters: () => console.log(JSON.stringify({ ...simulator.counters, receiptsPending: simulator.receiptsPending })),
    stop: () => void end(),
  };
  if (verb === "") return;
  try {
    const known = verbs[verb];
    if (known === undefined) throw new Error(`"${verb}" is not understood; see --help`);
    known();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
  }
}
