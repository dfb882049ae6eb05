/** How an HTTP API is asked, how its answer is read, and how it calls back, to be read. */
import { Paper, Stack } from "@mantine/core";
import type { HttpTemplate } from "@switchyard/contract";
import { Fact, Facts } from "../../../parts/facts.tsx";
import { Section } from "../../../parts/page.tsx";
import { readers } from "../readers.ts";
import { readerAt } from "../template-values.ts";
import { choiceLabel } from "../values.ts";
import { WireText } from "./wire-text.tsx";

export function HttpWays({ http }: { http: HttpTemplate }) {
  return (
    <>
      <RequestWays http={http} />
      <AnswerWays http={http} />
      <CallbackWays callback={http.callback} />
    </>
  );
}

/** Placeholders stand as they are, so neither user name nor password shows. */
function RequestWays({ http: { query, headers, body, alphabetWords } }: { http: HttpTemplate }) {
  return (
    <Paper p="md">
      <Section title="Request">
        <Stack gap="sm">
          <Facts>
            <Fact name="Body">{choiceLabel("bodyKind", body.kind)}</Fact>
            {body.kind === "text" && (
              <>
                <Fact name="Content type">{body.contentType}</Fact>
                <Fact name="Values are written">{body.escape === "xml" ? "as XML" : "as they are"}</Fact>
              </>
            )}
            {alphabetWords && (
              <Fact wide name="What stands for {{alphabet}}">
                GSM 7-bit {alphabetWords.gsm7}, Latin-1 {alphabetWords.latin1}, UCS-2 {alphabetWords.ucs2}, binary{" "}
                {alphabetWords.binary}
              </Fact>
            )}
          </Facts>
          {query.length > 0 && <WireText title="In the query" text={lines(query, " = ")} />}
          {headers.length > 0 && <WireText title="Headers" text={lines(headers, ": ")} />}
          {body.kind === "form" && <WireText title="Form fields" text={lines(body.fields, " = ")} />}
          {(body.kind === "json" || body.kind === "text") && <WireText title="Body's template" text={body.template} />}
        </Stack>
      </Section>
    </Paper>
  );
}

const lines = (named: readonly { name: string; value: string }[], between: string): string =>
  named.map(({ name, value }) => `${name}${between}${value}`).join("\n");

function AnswerWays({ http: { success, lookup } }: { http: HttpTemplate }) {
  return (
    <Paper p="md">
      <Section title="Answer">
        <Facts>
          <Fact name="Taken with HTTP status">{success.statuses.join(", ")}</Fact>
          {success.okWhen && (
            <Fact wide name="Only if">
              the value at <span className="mono">{success.okWhen.path}</span> is {success.okWhen.values.join(" or ")}
            </Fact>
          )}
          <Fact wide name="The message's id">
            <Reader of={success.id} none="none, and no receipts" />
          </Fact>
          <Fact wide name="The error code">
            <Reader of={success.error} none="only the HTTP status" />
          </Fact>
          {lookup && (
            <>
              <Fact wide name="The number's network">
                <Reader of={lookup.network} none="" />
              </Fact>
              <Fact wide name="Its MNC">
                <Reader of={lookup.mnc} none="with the network" />
              </Fact>
            </>
          )}
        </Facts>
      </Section>
    </Paper>
  );
}

interface ReaderProps {
  of: HttpTemplate["success"]["id"];
  /** What is said where nothing is read. */
  none: string;
}

function Reader({ of, none }: ReaderProps) {
  if (of === null) return none;
  if (of.from === "message_id") return "none; receipts name ours";
  const label = readers.find(({ value }) => value === of.from)?.label;
  return (
    <>
      {label} <span className="mono">{readerAt(of)}</span>
    </>
  );
}

function CallbackWays({ callback }: { callback: HttpTemplate["callback"] }) {
  return (
    <Paper p="md">
      <Section title="Callbacks">
        <Facts>
          <Fact name="Receipts come">{choiceLabel("callbackFrom", callback?.from ?? "none")}</Fact>
          {callback && (
            <>
              <Field name="We answer" at={callback.answer} />
              {callback.list !== null && <Field name="List of receipts" at={callback.list} />}
              <Field name="Id" at={callback.id} />
              <Field name="State" at={callback.state} />
              <Field name="Error code" at={callback.error} />
              <Fact name="Messages from handsets">{callback.mo ? "are taken" : "are not taken"}</Fact>
            </>
          )}
          {callback?.mo && (
            <>
              <Field name="Handset" at={callback.mo.from} />
              <Field name="Our number" at={callback.mo.to} />
              <Field name="Its text" at={callback.mo.text} />
            </>
          )}
        </Facts>
      </Section>
    </Paper>
  );
}

/** Where in a call a value stands. */
function Field({ name, at }: { name: string; at: string | null }) {
  return <Fact name={name}>{at ? <span className="mono">{at}</span> : "none"}</Fact>;
}
