#!/usr/bin/env node
/** The ESME load generator as a command. */
import { Command } from "commander";
import { countryIsos } from "../demo/numbers.ts";
import { createLoad } from "../esme/load.ts";
import { reportAsCsv, reportAsText } from "../esme/report.ts";
import { oneOf, weights, wholeNumber } from "./arguments.ts";

const bindCommands = ["bind_transceiver", "bind_transmitter", "bind_receiver"] as const;
const mixKinds = ["gsm7", "ucs2", "payload", "concatenated"] as const;

const program = new Command("switchyard-esme")
  .description("Binds to an SMPP server, sends a mix of messages and accounts for every answer and receipt.")
  .option("--host <address>", "where the server is", "127.0.0.1")
  .option("--port <number>", "its port", wholeNumber, 2775)
  .option("--tls", "connect with TLS", false)
  .requiredOption("--system-id <id>", "who to bind as")
  .requiredOption("--password <password>", "its password")
  .option("--system-type <type>", "system_type of the bind", "")
  .option("--bind <command>", bindCommands.join(", "), oneOf(bindCommands), "bind_transceiver")
  .option("--connections <number>", "sessions", wholeNumber, 1)
  .option("--window <number>", "unanswered submits per session", wholeNumber, 100)
  .option("--rate <number>", "submits a second in all; 0 for as fast as the windows allow", wholeNumber, 0)
  .option("--count <number>", "messages to send (0 only receives); 1000 unless a duration is given", wholeNumber)
  .option("--duration <seconds>", "stop sending after this time", wholeNumber)
  .option(
    "--mix <weights>",
    `kinds of message by weight, e.g. gsm7=8,ucs2=2 (${mixKinds.join(", ")}); gsm7 alone if left out`,
    weights,
  )
  .option("--sender <addresses>", "senders, separated by commas", (text: string) => text.split(","), ["Switchyard"])
  .option(
    "--countries <weights>",
    `recipients by weight, e.g. DE=3,FR=1; Germany if left out (${countryIsos.join(" ")})`,
    weights,
    {
      DE: 1,
    },
  )
  .option("--recipients <numbers>", "numbers to use in turn, separated by commas", (text: string) => text.split(","))
  .option("--registered-delivery <number>", "0 for no receipts, 1 for all, 2 for failures only", wholeNumber, 1)
  .option("--text <text>", "what every message of the kind gsm7 says, instead of drawn texts")
  .option("--numbered", "put a running number in front of each text", false)
  .option("--grace <seconds>", "wait so long without a receipt before the missing ones are given up", wholeNumber, 10)
  .option("--reconnect <seconds>", "try so long to bind again after a loss", wholeNumber, 0)
  .option("--seed <number>", "repeats the random choices of a run", wholeNumber)
  .option("--json", "print the report as JSON", false)
  .option("--csv", "print the report as CSV", false);

const options = program.parse().opts();
for (const kind of Object.keys(options.mix ?? {})) {
  if (!mixKinds.includes(kind as (typeof mixKinds)[number])) program.error(`There is no kind of message "${kind}".`);
}

const load = createLoad({
  host: options.host,
  port: options.port,
  tls: options.tls,
  system_id: options.systemId,
  password: options.password,
  system_type: options.systemType,
  bindCommand: options.bind,
  connections: options.connections,
  window: options.window,
  rate: options.rate,
  ...(options.count === undefined && options.duration !== undefined ? {} : { count: options.count ?? 1_000 }),
  ...(options.duration === undefined ? {} : { durationMs: options.duration * 1_000 }),
  mix: {
    kinds: options.mix ?? { gsm7: 1 },
    senders: options.sender,
    countries: options.countries ?? { DE: 1 },
    ...(options.recipients === undefined ? {} : { recipients: options.recipients }),
    registered_delivery: options.registeredDelivery,
    numbered: options.numbered,
    ...(options.text === undefined ? {} : { text: options.text }),
  },
  receiptGraceMs: options.grace * 1_000,
  reconnectForMs: options.reconnect * 1_000,
  ...(options.seed === undefined ? {} : { seed: options.seed }),
});

process.once("SIGINT", () => load.stop());
process.once("SIGTERM", () => load.stop());

try {
  const report = await load.run();
  if (options.json) console.log(JSON.stringify(report, undefined, 2));
  else if (options.csv) process.stdout.write(reportAsCsv(report));
  else console.log(reportAsText(report));
  const isComplete = report.unanswered === 0 && report.receiptsMissing === 0 && report.duplicateReceipts === 0;
  process.exitCode = isComplete ? 0 : 2;
} catch (error) {
  program.error(error instanceof Error ? error.message : String(error));
}
