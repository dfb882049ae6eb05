/** What decide() answers, as tables in the order of its checks (the path of a message). */
import { likeness, moderation, numbers, texts } from "./scenarios/firewall.ts";
import { clientAndLimits, content, places, times } from "./scenarios/message.ts";
import { funds, prices } from "./scenarios/money.ts";
import { closed, portability } from "./scenarios/places.ts";
import { margin, members, strategies } from "./scenarios/pools.ts";
import { precedence } from "./scenarios/precedence.ts";
import { routeFields, routing, scopes } from "./scenarios/routing.ts";
import { contentRules, growth, ruleOrder, senderChanges } from "./scenarios/rules.ts";
import type { Scenario } from "./scenarios/scenario.ts";
import { register, senderRules, supplierSenders } from "./scenarios/senders.ts";

/** By what each group is about. */
export const scenarios: Readonly<Record<string, readonly Scenario[]>> = {
  "client and limits": clientAndLimits,
  content,
  "recipient, destination and sender": places,
  "closed destinations": closed,
  portability,
  "black list and opt-outs": numbers,
  "text filters": texts,
  moderation,
  "spam limits": likeness,
  "blocked and registered senders": register,
  "what senders a destination takes": senderRules,
  "what senders a supplier is sent": supplierSenders,
  "validity and schedule": times,
  price: prices,
  funds,
  route: routing,
  "what routes ask for": routeFields,
  "whose routes come first": scopes,
  "which member of a pool": strategies,
  "members that are passed over": members,
  margin,
  "replacement rules for the text": contentRules,
  "which replacement rules act, and in which order": ruleOrder,
  "replacement rules for the sender": senderChanges,
  "parts and money of a rewritten text": growth,
  "precedence, when several reasons apply": precedence,
};
