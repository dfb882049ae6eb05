import { type StatusName, statusAliases, statusCode, statuses } from "@switchyard/smpp";
import type { CommonLinkSettings } from "../../snapshot/link-settings.ts";
import type { SubmitAnswer } from "../transport.ts";

export type Verdict = Extract<SubmitAnswer, { kind: "refused" }>["verdict"];

const passing = new Set([statusCode("ESME_RSYSERR"), statusCode("ESME_RX_T_APPN")]);

/** What a supplier's refusals mean, by the connection's own lists; what they do not name may pass or is final. */
export class RefusalTable {
  readonly #pause: ReadonlySet<number>;
  readonly #reroute: ReadonlySet<number>;

  constructor({ pauseErrors, rerouteErrors }: Pick<CommonLinkSettings, "pauseErrors" | "rerouteErrors">) {
    this.#pause = new Set(pauseErrors.flatMap(codesOf));
    this.#reroute = new Set(rerouteErrors.flatMap(codesOf));
  }

  judge(commandStatus: number): Verdict {
    if (this.#reroute.has(commandStatus)) return "reroute";
    if (this.#pause.has(commandStatus)) return "pause";
    return passing.has(commandStatus) ? "again" : "final";
  }
}

/** A status by its name or its number; a name SMPP does not have is nothing, which the books refuse. */
function codesOf(written: string): number[] {
  if (written.startsWith("0x")) return [Number.parseInt(written, 16)];
  return written in statuses || written in statusAliases ? [statusCode(written as StatusName)] : [];
}
