/**
 * How an HTTP API is spoken to, as data: what a request looks like, how its answer is read, and what the supplier's calls
 * back to us mean. Placeholders stand for what differs from message to message; each is escaped for its place.
 */
import { patternFault } from "@switchyard/engine";
import { z } from "zod";
import { jsonTemplateFault, type Placeholder, placeholdersIn, templateFault } from "./template-text.ts";

const limits = {
  urlCharsMax: 2_000,
  valueCharsMax: 2_000,
  bodyCharsMax: 20_000,
  fieldsMax: 50,
  pathCharsMax: 200,
  patternCharsMax: 500,
} as const;

/** Text with placeholders, and only ones that exist. */
const templated = (charsMax: number) =>
  z
    .string()
    .max(charsMax)
    .superRefine((text, context) => {
      const fault = templateFault(text);
      if (fault) context.addIssue({ code: "custom", message: fault });
    });

/** RFC 9110 §5.6.2. */
const headerName = z
  .string()
  .regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/, "must be the name of a header, such as X-Api-Key");

/** The connection itself sees to these; a second one would only break the request. */
const reservedHeaders = ["host", "content-length", "transfer-encoding", "connection", "expect", "upgrade"];

const header = z.strictObject({
  name: headerName.refine((name) => !reservedHeaders.includes(name.toLowerCase()), "is a header that is set by itself"),
  value: templated(limits.valueCharsMax).refine((value) => !/[\r\n\0]/.test(value), "must not contain a line break"),
});

const field = z.strictObject({
  name: z.string().min(1).max(limits.pathCharsMax),
  value: templated(limits.valueCharsMax),
});
const fields = z.array(field).max(limits.fieldsMax);

/** The part of JSONPath that names one value. */
export const jsonPath = z
  .string()
  .max(limits.pathCharsMax)
  .regex(
    /^\$(\.[A-Za-z_][\w-]*|\[\d{1,4}\]|\['[^'\]]{1,100}'\])*$/,
    "must be a path such as $.messages[0].id or $['error-code']",
  );

/** An expression with one group, which is read. */
export const groupPattern = z
  .string()
  .min(1)
  .max(limits.patternCharsMax)
  .superRefine((source, context) => {
    const fault = patternFault({ match: "regex", source, ignoreCase: false });
    if (fault !== undefined) {
      context.addIssue({ code: "custom", message: fault });
      return;
    }
    const groups = source.replace(/\\./g, "").match(/\((?!\?[:=!imsU-])/g)?.length ?? 0;
    if (groups !== 1)
      context.addIssue({ code: "custom", message: "must have one group in parentheses, which is read" });
  });

const readers = [
  z.strictObject({ from: z.literal("json"), path: jsonPath }),
  z.strictObject({ from: z.literal("text"), pattern: groupPattern }),
  z.strictObject({ from: z.literal("header"), name: headerName }),
] as const;

/** Where in an answer a value stands. */
export const answerReader = z.discriminatedUnion("from", readers);
export type AnswerReader = z.output<typeof answerReader>;

const idReader = z
  .discriminatedUnion("from", [...readers, z.strictObject({ from: z.literal("message_id") })])
  .describe("message_id: the supplier gives none, and its receipts name our own {{message_id}}.");

const url = templated(limits.urlCharsMax).superRefine((text, context) => {
  const refuse = (message: string) => context.addIssue({ code: "custom", message });
  const authority = /^https?:\/\/([^/?#]*)/.exec(text)?.[1];
  if (authority === undefined) return refuse("must begin with http:// or https://");
  if (authority.includes("{{")) return refuse("must name its host without a placeholder");
  if (authority.includes("@"))
    return refuse("must not contain credentials; user name and password have their own fields");
  if (text.includes("#")) return refuse("must not contain a fragment (#)");
  if (/[\s\0]/.test(text)) return refuse("must not contain blanks");
  const filled = text.replaceAll(/\{\{\w+\}\}/g, "x");
  if (authority === "" || !URL.canParse(filled))
    refuse("must be the address of an API, such as https://api.example.com/sms");
});

const jsonBody = z
  .string()
  .max(limits.bodyCharsMax)
  .superRefine((text, context) => {
    const fault = templateFault(text) ?? jsonTemplateFault(text);
    if (fault) context.addIssue({ code: "custom", message: fault });
  });

const body = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("none") }),
  z.strictObject({
    kind: z.literal("json"),
    template: jsonBody.describe('JSON; placeholders in strings, those of numbers also bare: {"text": "{{text}}"}.'),
  }),
  z.strictObject({ kind: z.literal("form"), fields }),
  z.strictObject({
    kind: z.literal("text"),
    contentType: z
      .string()
      .regex(/^[\w.+-]+\/[\w.+-]+(; ?[\w-]+=[\w.-]+)*$/, "must be a content type such as text/xml"),
    escape: z.enum(["none", "xml"]).describe("How values are escaped."),
    template: templated(limits.bodyCharsMax),
  }),
]);

const success = z.strictObject({
  statuses: z.array(z.int().min(100).max(599)).min(1).max(20).describe("HTTP statuses of a message that was taken."),
  okWhen: z
    .strictObject({ path: jsonPath, values: z.array(z.string().min(1).max(100)).min(1).max(20) })
    .nullable()
    .describe("Only taken when this value of the JSON answer is one of these."),
  id: idReader.nullable().describe("The supplier's id, by which its receipts are known; null: it gives none."),
  error: answerReader.nullable().describe("The supplier's error code, where it refuses."),
});

const lookup = z
  .strictObject({
    network: answerReader.describe("Where MCC and MNC of the number's network stand, or the MCC alone."),
    mnc: answerReader.nullable().describe("Where the MNC stands, when it stands apart."),
  })
  .describe("Of an API that looks numbers up, such as HLR: the answer's network.");

const alphabetWord = z.string().max(20);
const alphabetWords = z
  .strictObject({ gsm7: alphabetWord, latin1: alphabetWord, ucs2: alphabetWord, binary: alphabetWord })
  .describe("What stands for {{alphabet}}, where the API has words or numbers of its own.");

const callbackFields = z.strictObject({
  from: z.enum(["query", "form", "json"]).describe("Where the supplier's call carries its values."),
  list: jsonPath.nullable().describe("JSON alone: the list of receipts in the body; null: the body is one."),
  id: z.string().min(1).max(limits.pathCharsMax),
  state: z.string().min(1).max(limits.pathCharsMax),
  error: z.string().max(limits.pathCharsMax).nullable(),
  mo: z
    .strictObject({
      from: z.string().min(1).max(limits.pathCharsMax),
      to: z.string().min(1).max(limits.pathCharsMax),
      text: z.string().min(1).max(limits.pathCharsMax),
    })
    .nullable()
    .describe("By which a message from a handset is known, and what it says."),
  answer: z.string().max(500).describe("What the supplier wants to read."),
});

const callback = callbackFields.superRefine((given, context) => {
  if (given.from !== "json") {
    if (given.list !== null) context.addIssue({ code: "custom", path: ["list"], message: "only exists in JSON" });
    return;
  }
  const paths: [string[], string | null][] = [
    [["id"], given.id],
    [["state"], given.state],
    [["error"], given.error],
    ...(given.mo
      ? (["from", "to", "text"] as const).map((name): [string[], string] => [["mo", name], given.mo?.[name] ?? ""])
      : []),
  ];
  for (const [path, value] of paths) {
    if (value === null || jsonPath.safeParse(value).success) continue;
    context.addIssue({ code: "custom", path, message: "must be a path such as $.status" });
  }
});

export const httpTemplate = z
  .strictObject({
    method: z.enum(["GET", "POST", "PUT"]),
    url,
    auth: z.enum(["none", "basic"]).describe("basic: an Authorization header made of user name and password."),
    headers: z.array(header).max(limits.fieldsMax),
    query: fields,
    body,
    parts: z.enum(["whole", "each"]).describe("whole: one request carries a long text; each: one for each part."),
    alphabetWords: alphabetWords.optional(),
    success,
    callback: callback.nullable().describe("How receipts come; null: none do."),
    lookup: lookup.nullable().optional().describe("Only look-ups go to such an API; left out or null: messages do."),
  })
  .superRefine((given, context) => {
    if (given.method === "GET" && given.body.kind !== "none") {
      context.addIssue({ code: "custom", path: ["body", "kind"], message: "must be none in a GET request" });
    }
    const said = JSON.stringify([given.url, given.headers, given.query, given.body]);
    const used = new Set(placeholdersIn(said));
    const needed: Placeholder[][] = [["recipient", "recipient_plus"]];
    if (!given.lookup) needed.push(["text", "text_hex_ucs2", "body_hex"]);
    for (const names of needed) {
      if (names.some((name) => used.has(name))) continue;
      const listed = names.map((name) => `{{${name}}}`).join(" or ");
      context.addIssue({
        code: "custom",
        path: ["url"],
        message: `must carry ${listed}: here, in the query or in the body`,
      });
    }
  })
  .meta({ id: "HttpTemplate" });
export type HttpTemplate = z.output<typeof httpTemplate>;
