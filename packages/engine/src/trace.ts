import { type BlockReason, blockReasons } from "./vocabulary/block-reasons.ts";
import { formatMicros, microsText } from "./vocabulary/money.ts";

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
  number: { mark: "n", says: "Black list and opt-outs" },
  content: { mark: "t", says: "Text filters" },
  likeness: { mark: "q", says: "Spam limits" },
  sender: { mark: "s", says: "Sender" },
  validity: { mark: "v", says: "Validity and schedule" },
  price: { mark: "p", says: "Price" },
  funds: { mark: "f", says: "Funds" },
  member: { mark: "m", says: "Pool member" },
  route: { mark: "o", says: "Route" },
  cost: { mark: "k", says: "Cost" },
  rewriting: { mark: "w", says: "Replacement rules" },
  moderation: { mark: "a", says: "Moderation" },
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

type Outcome = TraceStep["outcome"];

/** A step without its detail. */
interface Mark {
  readonly step: TraceStepName;
  readonly outcome: Outcome;
  /** As it stands in a line: `c`, `-o`, `!s`. */
  readonly line: string;
}

function marksOf(outcome: Outcome, sign: string): Readonly<Record<TraceStepName, Mark>> {
  const marks = (Object.keys(traceSteps) as TraceStepName[]).map((step) => {
    const mark: Mark = { step, outcome, line: sign + traceSteps[step].mark };
    return [step, mark] as const;
  });
  return Object.fromEntries(marks) as Record<TraceStepName, Mark>;
}

const marks: Readonly<Record<Outcome, ReturnType<typeof marksOf>>> = {
  pass: marksOf("pass", ""),
  skip: marksOf("skip", "-"),
  stop: marksOf("stop", "!"),
};

/** Part of a detail: a code, or several joined by dots, and never a semicolon, which ends a step. */
type Fact = string | number | bigint;

/** A decision's trace in the making. It is put into words or a line when somebody asks, not while a message waits. */
export class Trace {
  /** Each step's mark, and after it the facts of its detail. */
  readonly #found: (Mark | Fact)[] = new Array(USUAL_LENGTH);
  #length = 0;

  /** The check was met; `with` adds what was found. */
  pass(step: TraceStepName): this {
    return this.#add(marks.pass[step]);
  }

  /** An alternative was set aside. */
  skip(step: TraceStepName, id: number, why: string): this {
    return this.#add(marks.skip[step]).#add(id).#add(why);
  }

  /** The message was blocked here. */
  stop(step: TraceStepName, reason: string, detail: string): this {
    this.#add(marks.stop[step]).#add(reason);
    return detail === "" ? this : this.#add(detail);
  }

  /** One more fact of the step that was told last. */
  with(fact: Fact): this {
    return this.#add(fact);
  }

  /** As it is stored, a few dozen octets: `c;l;egsm7.1;r;dDE.26201;…`; `-` marks a skip, `!` a stop. */
  line(): string {
    let line = "";
    for (let at = 0; at < this.#length; at++) {
      const found = this.#found[at] as Mark | Fact;
      if (typeof found === "object") line += at === 0 ? found.line : `;${found.line}`;
      else line += this.#isFirstFact(at) ? textOf(found) : `.${textOf(found)}`;
    }
    return line;
  }

  steps(): TraceStep[] {
    const steps: { step: TraceStepName; outcome: Outcome; detail: string }[] = [];
    for (let at = 0; at < this.#length; at++) {
      const found = this.#found[at] as Mark | Fact;
      if (typeof found === "object") steps.push({ step: found.step, outcome: found.outcome, detail: "" });
      else (steps.at(-1) as { detail: string }).detail += this.#isFirstFact(at) ? textOf(found) : `.${textOf(found)}`;
    }
    return steps;
  }

  /** The step that was told last, at which a blocked message stopped. */
  last(): TraceStepName | undefined {
    for (let at = this.#length - 1; at >= 0; at--) {
      const found = this.#found[at] as Mark | Fact;
      if (typeof found === "object") return found.step;
    }
    return undefined;
  }

  #isFirstFact(at: number): boolean {
    return typeof this.#found[at - 1] === "object";
  }

  #add(found: Mark | Fact): this {
    this.#found[this.#length++] = found;
    return this;
  }
}

/** Marks and facts of a message that nothing keeps from leaving. */
const USUAL_LENGTH = 32;

const textOf = (fact: Fact): string => (typeof fact === "bigint" ? microsText(fact) : `${fact}`);

/** The line of steps that were read back, or written by hand. */
export function encodeTrace(trace: readonly TraceStep[]): string {
  return trace.map(({ step, outcome, detail }) => marks[outcome][step].line + detail).join(";");
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

/** Something with a page of its own that a step names. */
export interface Mention {
  readonly kind: "connection" | "pool" | "route" | "rule";
  readonly id: number;
}

/** What a step found, in words and what they name: for the timeline and Explain. Amounts are per part unless said otherwise. */
export function tellStep({ step, outcome, detail }: TraceStep): Told {
  const facts = detail === "" ? [] : detail.split(".");
  if (outcome === "stop") return step === "route" ? stoppedAtRoute(facts) : [describeStop(facts)];
  if (outcome === "skip") {
    const kind = step === "member" ? "connection" : "route";
    return [`${kind} `, mention(kind, facts[0]), ` set aside: ${wordsOf(facts[1] ?? "")}`];
  }
  const told = describers[step](facts);
  return typeof told === "string" ? [told] : told;
}

type Told = readonly (string | Mention)[];
type Describe = (facts: readonly string[]) => string | Told;

const mention = (kind: Mention["kind"], id: string | undefined): Mention => ({ kind, id: Number(id) });

const micros = (digits: string | undefined): string =>
  digits !== undefined && /^-?\d+$/.test(digits) ? formatMicros(BigInt(digits)) : (digits ?? "");
const wordsOf = (code: string): string => code.replaceAll("_", " ");
const alphabetWords: Readonly<Record<string, string>> = {
  gsm7: "GSM 7-bit",
  latin1: "Latin-1",
  ucs2: "UCS-2",
  binary: "binary",
};

const howKnown: Readonly<Record<string, string>> = {
  looked_up: " (looked up)",
  highest_price: " by its prefix; it may be ported, so the country's highest price counts",
};

const describers: Readonly<Record<TraceStepName, Describe>> = {
  client: ([block]) => (block === "hold" ? "on hold: accepted, and waits" : "may send over this channel"),
  limits: ([count, limit]) => (limit === undefined ? "no limit" : `${count} of ${limit} used today`),
  encoding: ([alphabet = "", parts]) =>
    `${alphabetWords[alphabet] ?? alphabet}, ${parts === "1" ? "1 part" : `${parts} parts`}`,
  recipient: () => "a valid number",
  destination: ([country, network, how]) =>
    `${country}, ${network ? `network ${network}` : "network not known"}${howKnown[how ?? ""] ?? ""}`,
  number: ([exempt]) => (exempt === "exempt" ? "the client is exempt from the black list" : "on no list"),
  content: ([filter]) => (filter === undefined ? "no filter fits" : `filter ${filter} asks for a person's approval`),
  likeness: ([limit, count, max]) =>
    limit === undefined ? "within the limits" : `limit ${limit} asks for a person's approval: ${count} of ${max} alike`,
  sender: ([status]) => (status === undefined ? "a valid sender" : `a valid sender, ${status}`),
  validity: () => "in time",
  price: ([id, price, billing]) => `${micros(price)} by ${billing} (price ${id})`,
  funds: ([available, total]) => `${micros(available)} available, ${micros(total)} needed in all`,
  member: ([connection]) => ["connection ", mention("connection", connection)],
  route: ([route, pool, connection]) => [
    "route ",
    mention("route", route),
    ", pool ",
    mention("pool", pool),
    ", connection ",
    mention("connection", connection),
  ],
  cost: ([id, cost]) => `${micros(cost)} (cost ${id})`,
  rewriting: ([parts, ...rules]) => [
    rules.length === 1 ? "rule " : "rules ",
    ...rules.flatMap((rule, at) => (at === 0 ? [mention("rule", rule)] : [", ", mention("rule", rule)])),
    parts === "1" ? "; 1 part" : `; ${parts} parts`,
  ],
  moderation: () => "waits for a person's approval",
};

/** The reason's own sentence, and the route that came nearest to carrying the message. */
function stoppedAtRoute([reason = "", route]: readonly string[]): Told {
  const says = describeStop([reason]);
  return route === undefined ? [says] : [`${says} (route `, mention("route", route), ")"];
}

/** The reason's own sentence, and what exactly was wrong where numbers tell it. */
function describeStop([reason = "", ...facts]: readonly string[]): string {
  const says = reason in blockReasons ? blockReasons[reason as BlockReason].says : wordsOf(reason);
  if (reason === "no_money") return `${says} ${micros(facts[0])} available, ${micros(facts[1])} needed.`;
  if (reason === "daily_limit") return `${says} ${facts[0]} of ${facts[1]}.`;
  if (reason === "too_long") return `${says} ${facts[0]} parts, ${facts[1]} allowed.`;
  return facts.length === 0 ? says : `${says} (${facts.map(wordsOf).join(", ")})`;
}
