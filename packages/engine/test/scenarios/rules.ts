/** Rows about replacement rules: what they make of text and sender, and what that costs. */
import { aConnection, aCost, aPool, aPrice, aRoute, aRule, type Configuration } from "../configuration.ts";
import { as, by, client, type Scenario, usual } from "./scenario.ts";

type Rule = Partial<Configuration["rules"][number]>;

/** Rules of client 1, tried in the order in which they stand here. */
const rules = (...list: Rule[]): Partial<Configuration> => ({
  rules: list.map((rule, index) => aRule({ id: index + 1, priority: (index + 1) * 10, ...rule })),
});
const sender = (fields: Rule): Rule => ({
  kind: "sender",
  operation: "set",
  match: "any",
  search: "",
  replacements: ["Other"],
  ...fields,
});
const said = (text: string) => as(`Switchyard: ${text}`);
const append = { operation: "append", search: "", replacements: [" STOP: 123"] } as const;
const supplier = { clientId: null, supplierId: 1 } as const;

export const contentRules: readonly Scenario[] = [
  { says: "a phrase", configuration: rules({}), expected: said("Your word is 123456.") },
  {
    says: "a phrase that is not there",
    configuration: rules({ search: "Code" }),
    expected: usual,
  },
  {
    says: "a phrase in other letters",
    configuration: rules({ search: "YOUR CODE", ignoreCase: true, replacements: ["PIN"] }),
    expected: said("PIN is 123456."),
  },
  {
    says: "every place where the phrase is",
    configuration: rules({ search: "o", replacements: ["0"] }),
    expected: said("Y0ur c0de is 123456."),
  },
  {
    says: "a whole word",
    configuration: rules({ match: "word", search: "is", replacements: ["was"] }),
    submission: { text: "This is it" },
    expected: said("This was it"),
  },
  { says: "no whole word", configuration: rules({ match: "word", search: "cod" }), expected: usual },
  {
    says: "an expression with its groups",
    configuration: rules({ match: "regex", search: "([0-9]{3})([0-9]{3})", replacements: ["$1-$2 ($0)"] }),
    expected: said("Your code is 123-456 (123456)."),
  },
  {
    says: "an expression that would take others for ever",
    configuration: rules({ match: "regex", search: "^(a+)+$" }),
    submission: { text: `${"a".repeat(100)}!` },
    expected: usual,
  },
  {
    says: "a phrase that is taken out",
    configuration: rules({ operation: "erase", search: " is", replacements: [] }),
    expected: said("Your code 123456."),
  },
  {
    says: "Persian digits",
    configuration: rules({ operation: "digits_to_persian", search: "", replacements: [] }),
    expected: said("Your code is ۱۲۳۴۵۶.").replace("gsm7", "ucs2"),
  },
  {
    says: "Arabic-Indic digits",
    configuration: rules({ operation: "digits_to_arabic", search: "", replacements: [] }),
    expected: said("Your code is ١٢٣٤٥٦.").replace("gsm7", "ucs2"),
  },
  {
    says: "digits of any script in Latin writing, which makes the text fit GSM 7-bit",
    configuration: rules({ operation: "digits_to_latin", search: "", replacements: [] }),
    submission: { text: "PIN ۱۲۳٤٥٦" },
    expected: said("PIN 123456"),
  },
  {
    says: "letters that GSM 7-bit has not in others that it has",
    configuration: rules({ operation: "transliterate", search: "", replacements: [] }),
    submission: { text: "Şifreniz — 123" },
    expected: said("Sifreniz - 123"),
  },
  {
    says: "what a client had to declare as UCS-2 leaves in GSM 7-bit once its letters are changed",
    configuration: rules({ operation: "transliterate", search: "", replacements: [] }),
    submission: { text: `${"ő".repeat(71)}`, alphabet: "ucs2" },
    moment: { unreservedMicros: 100_000n },
    expected: said("o".repeat(71)),
  },
  {
    says: "what a client declared as UCS-2 of its own will stays so",
    configuration: rules({}),
    submission: { alphabet: "ucs2" },
    expected: said("Your word is 123456.").replace("gsm7", "ucs2"),
  },
  {
    says: "links that are taken out",
    configuration: rules({ operation: "strip_links", search: "", replacements: [] }),
    submission: { text: "Win now https://casino.example/win?x=1 today" },
    expected: said("Win now today"),
  },
  {
    says: "links that are replaced",
    configuration: rules({ operation: "replace_links", search: "", replacements: ["sw.yd/1"] }),
    submission: { text: "See www.example.com/a now" },
    expected: said("See sw.yd/1 now"),
  },
  { says: "a text that is appended", configuration: rules(append), expected: said("Your code is 123456. STOP: 123") },
  {
    says: "a text that is put in front",
    configuration: rules({ operation: "prepend", search: "", replacements: ["[AD] "] }),
    expected: said("[AD] Your code is 123456."),
  },
  {
    says: "digits that are saved and put in again",
    configuration: rules(
      { operation: "save_digits", search: "", replacements: [] },
      { match: "regex", search: ".+", replacements: ["PIN {digits}"] },
    ),
    expected: said("PIN 123456"),
  },
  {
    says: "a link that is saved and put in again",
    configuration: rules(
      { operation: "save_link", search: "", replacements: [] },
      { operation: "strip_links", search: "", replacements: [] },
      { ...append, replacements: [" ({link})"] },
    ),
    submission: { text: "At bit.ly/x1 now" },
    expected: said("At now (bit.ly/x1)"),
  },
  {
    says: "a phone number that is saved and put in again",
    configuration: rules(
      { operation: "save_phone", search: "", replacements: [] },
      { match: "regex", search: ".+", replacements: ["Call {phone}"] },
    ),
    submission: { text: "Ring +49 151 2345678 soon" },
    expected: said("Call +49 151 2345678"),
  },
  {
    says: "one of several at random",
    configuration: rules({ replacements: ["PIN", "word", "secret"] }),
    moment: { chance: 0.5 },
    expected: said("Your word is 123456."),
  },
  {
    says: "the last of several at random",
    configuration: rules({ replacements: ["PIN", "word", "secret"] }),
    moment: { chance: 0.999 },
    expected: said("Your secret is 123456."),
  },
];

export const ruleOrder: readonly Scenario[] = [
  {
    says: "each rule on the result of the one before",
    configuration: rules({ replacements: ["a b"] }, { search: "a b is", replacements: ["c"] }),
    expected: said("Your c 123456."),
  },
  {
    says: "the lower priority first, whatever the age",
    configuration: rules({ priority: 90, search: "word", replacements: ["last"] }, { priority: 10 }),
    expected: said("Your last is 123456."),
  },
  {
    says: "of equal ones the older rule first",
    configuration: {
      rules: [aRule({ id: 2, search: "word", replacements: ["last"] }), aRule({ id: 1 })],
    },
    expected: said("Your last is 123456."),
  },
  { says: "a rule of another client", configuration: rules({ clientId: 2 }), expected: usual },
  { says: "a rule of the country", configuration: rules({ country: "DE" }), expected: said("Your word is 123456.") },
  { says: "a rule of another country", configuration: rules({ country: "FR" }), expected: usual },
  {
    says: "a rule of the network",
    configuration: rules({ country: "DE", network: "26201" }),
    expected: said("Your word is 123456."),
  },
  { says: "a rule of another network", configuration: rules({ country: "DE", network: "26202" }), expected: usual },
  { says: "a rule of the sender", configuration: rules({ sender: "SWITCH*" }), expected: said("Your word is 123456.") },
  { says: "a rule of another sender", configuration: rules({ sender: "Switch" }), expected: usual },
  {
    says: "a rule of the supplier that it leaves by",
    configuration: rules({ viaSupplierId: 1 }),
    expected: said("Your word is 123456."),
  },
  { says: "a rule of another supplier", configuration: rules({ viaSupplierId: 2 }), expected: usual },
  {
    says: "a rule that a supplier has for all it carries",
    configuration: rules(supplier),
    expected: said("Your word is 123456."),
  },
  {
    says: "a rule that another supplier has for all it carries",
    configuration: rules({ ...supplier, supplierId: 2 }),
    expected: usual,
  },
  {
    says: "the client's rules before the supplier's, whatever their priority",
    configuration: rules({ ...supplier, priority: 1, search: "word", replacements: ["last"] }, { priority: 900 }),
    expected: said("Your last is 123456."),
  },
  {
    says: "the rules of the very supplier that is chosen",
    configuration: {
      pools: [aPool({ strategy: "least_cost", shares: { 1: 0, 2: 0 } })],
      connections: [1, 2].map((id) => aConnection({ id, supplierId: id })),
      suppliers: [1, 2].map((id) => ({ id, currency: "EUR", blocked: false })),
      costs: [aCost(), aCost({ id: 2, supplierId: 2, micros: 20_000n })],
      ...rules({ ...supplier, replacements: ["first"] }, { ...supplier, supplierId: 2, replacements: ["second"] }),
    },
    expected: `${by("1/1/2", "0.02")} as Switchyard: Your second is 123456.`,
  },
  {
    says: "routes are chosen by the text as it came",
    configuration: {
      ...rules({}),
      routes: [aRoute({ id: 1, textMatch: "contains", textPattern: "word" }), aRoute({ id: 2 })],
    },
    expected: `${by("2/1/1")} as Switchyard: Your word is 123456.`,
  },
  {
    says: "two rules that undo each other change nothing",
    configuration: rules({}, { search: "word", replacements: ["code"] }),
    expected: usual,
  },
];

export const senderChanges: readonly Scenario[] = [
  { says: "any sender", configuration: rules(sender({})), expected: as("Other: Your code is 123456.") },
  {
    says: "one sender, letter case ignored",
    configuration: rules(sender({ match: "exact", search: "SWITCHYARD", ignoreCase: true })),
    expected: as("Other: Your code is 123456."),
  },
  { says: "another sender", configuration: rules(sender({ match: "exact", search: "Switch" })), expected: usual },
  {
    says: "senders by a pattern",
    configuration: rules(sender({ match: "pattern", search: "switch*", ignoreCase: true })),
    expected: as("Other: Your code is 123456."),
  },
  {
    says: "senders by a pattern in other letters",
    configuration: rules(sender({ match: "pattern", search: "switch*" })),
    expected: usual,
  },
  {
    says: "senders by an expression",
    configuration: rules(sender({ match: "regex", search: "^Switch[a-z]+$" })),
    expected: as("Other: Your code is 123456."),
  },
  {
    says: "one rule at most, the first that fits",
    configuration: rules(
      sender({ match: "numeric", replacements: ["None"] }),
      sender({}),
      sender({ replacements: ["Third"] }),
    ),
    expected: as("Other: Your code is 123456."),
  },
  {
    says: "a rule that keeps a sender makes an exception from those after it",
    configuration: rules(sender({ match: "exact", search: "Switchyard", replacements: ["Switchyard"] }), sender({})),
    expected: usual,
  },
  {
    says: "names",
    configuration: rules(sender({ match: "alphanumeric" })),
    expected: as("Other: Your code is 123456."),
  },
  { says: "numbers, and a name", configuration: rules(sender({ match: "numeric" })), expected: usual },
  {
    says: "numbers, and a number",
    configuration: rules(sender({ match: "numeric" })),
    submission: { sender: "+491512345678" },
    expected: as("Other: Your code is 123456."),
  },
  {
    says: "one of a list at random",
    configuration: rules(sender({ replacements: ["One", "Two"] })),
    moment: { chance: 0.5 },
    expected: as("Two: Your code is 123456."),
  },
  {
    says: "binary content under another sender",
    configuration: rules(sender({}), append),
    submission: { text: null, binary: new Uint8Array(10), alphabet: "binary" },
    expected: as("Other").replace("gsm7", "binary"),
  },
  {
    says: "sender and text",
    configuration: rules(sender({}), {}),
    expected: as("Other: Your word is 123456."),
  },
  {
    says: "a supplier's rule on the sender that the client's rule has set",
    configuration: rules(sender({}), {
      ...sender({ match: "exact", search: "Other", replacements: ["12345"] }),
      ...supplier,
    }),
    expected: as("12345: Your code is 123456."),
  },
];

const header = Uint8Array.of(5, 0, 3, 7, 3, 1);
const grown = { text: "a".repeat(155) };
const long = `${"a".repeat(155)} STOP: 123`;

export const growth: readonly Scenario[] = [
  {
    says: "a text that grows into a second part costs two",
    configuration: rules(append),
    submission: grown,
    expected: said(long).replace("1×", "2×"),
  },
  {
    says: "a text that grows into a second part, and funds for both",
    configuration: rules(append),
    submission: grown,
    moment: { unreservedMicros: 100_000n },
    expected: said(long).replace("1×", "2×"),
  },
  {
    says: "a text that grows into a second part, and funds for one",
    configuration: rules(append),
    submission: grown,
    moment: { unreservedMicros: 99_999n },
    expected: "blocked no_money 0.099999 of 0.10",
  },
  {
    says: "a text that shrinks into one part costs one",
    configuration: rules({ operation: "erase", search: "b", replacements: [] }),
    submission: { text: `${"a".repeat(160)}b` },
    expected: said("a".repeat(160)),
  },
  {
    says: "a text that shrinks into one part needs the funds for two before",
    configuration: rules({ operation: "erase", search: "b", replacements: [] }),
    submission: { text: `${"a".repeat(160)}b` },
    moment: { unreservedMicros: 99_999n },
    expected: "blocked no_money 0.099999 of 0.10",
  },
  {
    says: "a text that leaves the GSM alphabet costs more",
    configuration: rules({ ...append, replacements: [" ж"] }),
    submission: { text: "a".repeat(80) },
    expected: said(`${"a".repeat(80)} ж`).replace("gsm7 1×", "ucs2 2×"),
  },
  {
    says: "a text that grows beyond all parts allowed, as its digits need UCS-2",
    configuration: rules({ operation: "digits_to_persian", search: "", replacements: [] }),
    submission: { text: "1".repeat(30 * 67 + 1) },
    expected: "blocked too_long 31.30",
  },
  {
    says: "a free text may grow without funds",
    configuration: { ...rules(append), prices: [aPrice({ micros: 0n })] },
    submission: grown,
    moment: { unreservedMicros: 0n },
    expected: said(long).replace("1×0.05", "2×0.00"),
  },
  {
    says: "a part that the client cut leaves changed where it still fits",
    configuration: rules({}),
    submission: { udh: header },
    expected: said("Your word is 123456."),
  },
  {
    says: "a part that the client cut leaves as it came where it no longer fits",
    configuration: rules(append, sender({})),
    submission: { text: "a".repeat(153), udh: header },
    expected: as(`Other: ${"a".repeat(153)}`),
  },
  {
    says: "what waits for approval is rewritten too",
    configuration: { ...rules({}), ...client({ moderation: "manual" }) },
    expected: said("Your word is 123456.").replace("queued", "moderation"),
  },
  {
    says: "what a client on hold sends is rewritten too",
    configuration: { ...rules({}), ...client({ block: "hold" }) },
    expected: said("Your word is 123456.").replace("queued", "held"),
  },
];
