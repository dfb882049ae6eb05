/**
 * Traffic that makes a fresh installation look alive: fictitious companies write a few messages a second to people in
 * many countries and alphabets, more at noon than at night, through the same SMPP port as real clients.
 */
import type { BindPdu, PduInput } from "@switchyard/smpp";
import { chooseAlphabet, concatUdh8, encodeText, splitText, tonNpiFor } from "@switchyard/sms";
import { Link } from "../esme/link.ts";
import { createRandom, freshSeed, type Random } from "../random.ts";
import { dayShare } from "./day-curve.ts";
import { type DemoMessage, messagesOf, type ProfileName, profiles } from "./profiles.ts";

export interface DemoAccount {
  readonly system_id: string;
  readonly password: string;
  readonly profile: ProfileName;
}

export interface DemoOptions {
  readonly host: string;
  readonly port: number;
  readonly accounts: readonly DemoAccount[];
  /** Multiplies every profile's speed; 1 is a few messages a second in total. */
  readonly speed?: number;
  readonly seed?: number;
  readonly now?: () => number;
  readonly log?: (line: string) => void;
}

export interface DemoTraffic {
  readonly counters: {
    readonly submitted: number;
    readonly acknowledged: number;
    readonly refused: number;
    readonly delivered: number;
  };
  stop(): Promise<void>;
}

const tickMs = 250;
/** The demo goes on looking for its switch for as long as it runs. */
const reconnectForMs = Number.POSITIVE_INFINITY;
const udhIndicator = 0x40;
const bindCommand: BindPdu["command"] = "bind_transceiver";

/** Starts at once and goes on, through restarts of the switch, until stop(). */
export function startDemoTraffic(options: DemoOptions): DemoTraffic {
  const counters = { submitted: 0, acknowledged: 0, refused: 0, delivered: 0 };
  const random = createRandom(options.seed ?? freshSeed());
  const now = options.now ?? Date.now;
  const senders = options.accounts.map((account) => makeSender(account, options, counters, random));
  for (const sender of senders) sender.link.start();
  const timer = setInterval(() => {
    const atMs = now();
    for (const sender of senders) sender.tick(dayShare(atMs));
  }, tickMs);
  return {
    counters,
    async stop() {
      clearInterval(timer);
      await Promise.all(senders.map((sender) => sender.link.stop()));
    },
  };
}

interface Sender {
  readonly link: Link;
  readonly tick: (share: number) => void;
}

type Counters = { submitted: number; acknowledged: number; refused: number; delivered: number };

function makeSender(account: DemoAccount, options: DemoOptions, counters: Counters, random: Random): Sender {
  const profile = profiles[account.profile];
  const draw = messagesOf(profile);
  const link = new Link({
    host: options.host,
    port: options.port,
    tls: false,
    bindCommand,
    system_id: account.system_id,
    password: account.password,
    system_type: "",
    windowMax: 20,
    responseMs: 30_000,
    reconnectForMs,
    onBound: () => options.log?.(`demo: ${account.system_id} bound`),
    onDeliver: () => {
      counters.delivered += 1;
    },
    onRoom: () => {},
    onGivenUp: () => {},
  });
  let reference = 0;
  /** People do not write on the beat: the number of messages in a tick is drawn, its mean is the speed. */
  const tick = (share: number): void => {
    const { session } = link;
    if (session === undefined) return;
    let due = (profile.peakPerSecond * (options.speed ?? 1) * share * tickMs) / 1_000;
    for (; due > 0; due -= 1) {
      if (random() >= due) continue;
      reference = (reference + 1) & 0xff;
      for (const pdu of submitsOf(draw(random), reference)) {
        const isSent = session.request(pdu, (outcome) => {
          if (outcome.ok && outcome.response.command_status === 0) counters.acknowledged += 1;
          else counters.refused += 1;
        });
        if (isSent) counters.submitted += 1;
      }
    }
  };
  return { link, tick };
}

/** The submit_sm of each segment; several carry a header with `reference` (0 to 255). */
function submitsOf(message: DemoMessage, reference: number): PduInput<"submit_sm">[] {
  const alphabet = chooseAlphabet(message.text);
  const pieces = splitText(message.text, alphabet);
  const sender = tonNpiFor(message.source_addr);
  return pieces.map((piece, index) => {
    const userData = encodeText(piece, alphabet);
    return {
      command: "submit_sm",
      source_addr_ton: sender.ton,
      source_addr_npi: sender.npi,
      source_addr: message.source_addr,
      dest_addr_ton: 1,
      dest_addr_npi: 1,
      destination_addr: message.destination_addr,
      esm_class: pieces.length > 1 ? udhIndicator : 0,
      registered_delivery: message.wantsReceipt ? 1 : 0,
      data_coding: alphabet === "ucs2" ? 8 : 0,
      short_message:
        pieces.length > 1
          ? Buffer.concat([concatUdh8(reference, pieces.length, index + 1), userData])
          : Buffer.from(userData),
    };
  });
}
