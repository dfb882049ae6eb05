import type { NetworkSaid } from "../connections/smpp/number-lookups.ts";
import { answeredNetwork } from "./answered-network.ts";
import { limits } from "./limits.ts";
import type { Answered, LookupCarrier } from "./lookup-link.ts";

/** Submits an empty message to the number; false when the connection has no session with room. */
export type SubmitLookup = (digits: string, done: (said: NetworkSaid, refusal?: string) => void) => boolean;

/** Looks numbers up over an SMPP connection: the network comes in a receipt. */
export class SmppCarrier implements LookupCarrier {
  readonly #submit: SubmitLookup;
  readonly #isNetwork: (network: string) => boolean;

  constructor(submit: SubmitLookup, isNetwork: (network: string) => boolean) {
    this.#submit = submit;
    this.#isNetwork = isNetwork;
  }

  send(digits: string, done: (answered: Answered) => void): void {
    let isDone = false;
    const settle = (answered: Answered) => {
      if (isDone) return;
      isDone = true;
      clearTimeout(timer);
      done(answered);
    };
    const timer = setTimeout(() => settle({ outcome: "failed", detail: "no receipt in time" }), limits.listenMs);
    try {
      const isSent = this.#submit(digits, (said, refusal) => settle(this.#judge(said, refusal)));
      if (!isSent) settle({ outcome: "failed", detail: "the connection has no session with room" });
    } catch (error) {
      settle({ outcome: "failed", detail: error instanceof Error ? error.message : String(error) });
    }
  }

  apply(): void {}

  close(): void {}

  #judge(said: NetworkSaid, refusal: string | undefined): Answered {
    if (refusal !== undefined) return { outcome: "failed", detail: refusal };
    if (said === null) return { outcome: "not_known", detail: "the receipt names no network" };
    const network = answeredNetwork({ network: said, mnc: undefined }, this.#isNetwork);
    return network === undefined
      ? { outcome: "not_known", detail: `the receipt names ${said.slice(0, 60)}, no network we know` }
      : { outcome: "found", network };
  }
}
