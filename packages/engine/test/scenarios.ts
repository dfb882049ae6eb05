/** What decide() answers, as tables in the order of its checks (the path of a message). */
import { clientAndLimits, content, places, times } from "./scenarios/message.ts";
import { funds, prices } from "./scenarios/money.ts";
import { precedence } from "./scenarios/precedence.ts";
import { routing } from "./scenarios/routing.ts";
import type { Scenario } from "./scenarios/scenario.ts";

/** By what each group is about. */
export const scenarios: Readonly<Record<string, readonly Scenario[]>> = {
  "client and limits": clientAndLimits,
  content,
  "recipient, destination and sender": places,
  "validity and schedule": times,
  price: prices,
  funds,
  route: routing,
  "precedence, when several reasons apply": precedence,
};
