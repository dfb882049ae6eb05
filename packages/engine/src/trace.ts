/**
 * The trace of a decision: every step in order, what it found, and where it stopped. It is stored with each message as
 * one short line and read back for the timeline and Explain. Details are numbers and codes, never message text.
 */
export const traceSteps = {
  client: { mark: "c", says: "Client and channel" },
  limits: { mark: "l", says: "Daily limit" },
  encoding: { mark: "e", says: "Encoding and length" },
  recipient: { mark: "r", says: "Recipient" },
  destination: { mark: "d", says: "Destination" },
  sender: { mark: "s", says: "Sender" },
  validity: { mark: "v", says: "Validity and schedule" },
  price: { mark: "p", says: "Price" },
  funds: { mark: "f", says: "Funds" },
  route: { mark: "o", says: "Route" },
  cost: { mark: "k", says: "Cost" },
} as const satisfies Record<string, { mark: string; says: string }>;

export type TraceStepName = keyof typeof traceSteps;

export interface TraceStep {
  readonly step: TraceStepName;
  /** pass: the check was met; skip: an alternative was set aside; stop: the message was blocked here. */
  readonly outcome: "pass" | "skip" | "stop";
  /** Codes and numbers, dot-separated and without semicolons; their meaning belongs to the step. */
  readonly detail: string;
}

const stepByMark = new Map<string, TraceStepName>(
  (Object.keys(traceSteps) as TraceStepName[]).map((name) => [traceSteps[name].mark, name]),
);

/** One line, a few dozen octets: `c;l;egsm7.1;r;dDE.26201;…`; `-` marks a skip, `!` a stop. */
export function encodeTrace(trace: readonly TraceStep[]): string {
  let line = "";
  for (const { step, outcome, detail } of trace) {
    if (line) line += ";";
    if (outcome !== "pass") line += outcome === "stop" ? "!" : "-";
    line += traceSteps[step].mark + detail;
  }
  return line;
}

/** Reads a stored line back. Throws on a line this code never wrote. */
export function decodeTrace(line: string): TraceStep[] {
  if (line === "") return [];
  return line.split(";").map((item) => {
    const outcome = item.startsWith("!") ? "stop" : item.startsWith("-") ? "skip" : "pass";
    const rest = outcome === "pass" ? item : item.slice(1);
    const step = stepByMark.get(rest.slice(0, 1));
    if (!step) throw new Error(`no trace step has the mark of "${item}"`);
    return { step, outcome, detail: rest.slice(1) };
  });
}
