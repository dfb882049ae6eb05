/** How an HTTP API is asked, how its answer is read, and how it calls back. */
import { Checkbox, Input, Select, SimpleGrid, Stack, TagsInput, Text, Textarea, TextInput } from "@mantine/core";
import { placeholders } from "@switchyard/contract";
import { FormSection } from "../../parts/form-section.tsx";
import { LookupFields } from "./lookup-fields.tsx";
import { PasswordField } from "./password-field.tsx";
import { readers } from "./readers.ts";
import { type ConnectionForm, NamedLines } from "./rows.tsx";
import { choices } from "./values.ts";

interface HttpFieldsProps {
  form: ConnectionForm;
  passwordNote?: string | undefined;
}

export function HttpFields({ form, passwordNote }: HttpFieldsProps) {
  const field = (name: string) => form.getInputProps(`http.${name}`);
  const { method, query, headers } = form.values.http;
  return (
    <>
      <FormSection title="Account">
        <TextInput label="User name" autoComplete="off" {...form.getInputProps("systemId")} />
        <PasswordField form={form} label="Password or key" note={passwordNote} />
        <Select
          label="Signs in with"
          allowDeselect={false}
          data={[
            { value: "none", label: "As the template says" },
            { value: "basic", label: "Basic authorization" },
          ]}
          {...field("auth")}
        />
      </FormSection>
      <FormSection
        title="Request"
        below={
          <Stack gap="sm">
            <TextInput label="Address" withAsterisk placeholder="https://api.example.com/sms" {...field("url")} />
            <NamedLines title="In the query" noun="Parameter" form={form} path="http.query" lines={query} />
            <NamedLines title="Headers" noun="Header" form={form} path="http.headers" lines={headers} />
            {method !== "GET" && <BodyFields form={form} />}
            <AlphabetWords form={form} />
            <PlaceholderHelp />
          </Stack>
        }
      >
        <Select label="Method" allowDeselect={false} data={["GET", "POST", "PUT"]} {...field("method")} />
        <Select label="A long text goes" allowDeselect={false} data={choices.parts} {...field("parts")} />
      </FormSection>
      <AnswerFields form={form} />
      <LookupFields form={form} />
      <CallbackFields form={form} />
    </>
  );
}

function BodyFields({ form }: { form: ConnectionForm }) {
  const field = (name: string) => form.getInputProps(`http.${name}`);
  const { bodyKind, formFields } = form.values.http;
  return (
    <>
      <Select label="Body" allowDeselect={false} w={240} data={choices.bodyKind} {...field("bodyKind")} />
      {bodyKind === "form" && (
        <NamedLines title="Form fields" noun="Field" form={form} path="http.formFields" lines={formFields} />
      )}
      {bodyKind === "text" && (
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          <TextInput label="Content type" {...field("contentType")} />
          <Select
            label="Values are written"
            allowDeselect={false}
            data={[
              { value: "xml", label: "As XML" },
              { value: "none", label: "As they are" },
            ]}
            {...field("escape")}
          />
        </SimpleGrid>
      )}
      {(bodyKind === "json" || bodyKind === "text") && (
        <Textarea
          aria-label="Body's template"
          autosize
          minRows={4}
          maxRows={18}
          className="mono"
          {...field("bodyTemplate")}
        />
      )}
    </>
  );
}

/** Only where the template has a place for them. */
function AlphabetWords({ form }: { form: ConnectionForm }) {
  const { words: _, ...template } = form.values.http;
  if (!JSON.stringify(template).includes("{{alphabet}}")) return null;
  return (
    <Input.Wrapper label="What stands for {{alphabet}}">
      <SimpleGrid cols={4} spacing="sm" mt={4}>
        <TextInput aria-label="Word for GSM 7-bit" description="GSM 7-bit" {...form.getInputProps("http.words.gsm7")} />
        <TextInput aria-label="Word for Latin-1" description="Latin-1" {...form.getInputProps("http.words.latin1")} />
        <TextInput aria-label="Word for UCS-2" description="UCS-2" {...form.getInputProps("http.words.ucs2")} />
        <TextInput aria-label="Word for binary" description="Binary" {...form.getInputProps("http.words.binary")} />
      </SimpleGrid>
    </Input.Wrapper>
  );
}

function PlaceholderHelp() {
  return (
    <details>
      <Text component="summary" size="xs" c="dimmed">
        What can stand in address, query, headers and body
      </Text>
      <Text size="xs" component="ul" mt={4}>
        {Object.entries(placeholders).map(([name, says]) => (
          <li key={name}>
            <span className="mono">{`{{${name}}}`}</span> {says}
          </li>
        ))}
      </Text>
    </details>
  );
}

function AnswerFields({ form }: { form: ConnectionForm }) {
  const field = (name: string) => form.getInputProps(`http.${name}`);
  const { idFrom, errorFrom, okPath } = form.values.http;
  const isRead = idFrom !== "none" && idFrom !== "message_id";
  return (
    <FormSection
      title="Answer"
      below={
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          <TextInput
            label="Only if the value at"
            placeholder="$.messages[0].status"
            description="Empty: the HTTP status says it all."
            {...field("okPath")}
          />
          {okPath !== "" && <TagsInput label="is one of" {...field("okValues")} />}
        </SimpleGrid>
      }
    >
      <TagsInput label="HTTP statuses of a message that was taken" {...field("statuses")} />
      <span />
      <Select
        label="The message's id"
        allowDeselect={false}
        data={[
          ...readers,
          { value: "message_id", label: "None; receipts name ours" },
          { value: "none", label: "None, and no receipts" },
        ]}
        {...field("idFrom")}
      />
      {isRead ? <TextInput label="Where" placeholder={examples[idFrom]} {...field("idAt")} /> : <span />}
      <Select
        label="The error code"
        allowDeselect={false}
        data={[{ value: "none", label: "Only the HTTP status" }, ...readers]}
        {...field("errorFrom")}
      />
      {errorFrom !== "none" && <TextInput label="Where" placeholder={examples[errorFrom]} {...field("errorAt")} />}
    </FormSection>
  );
}

const examples = { json: "$.messages[0].id", text: "id=(\\w+)", header: "X-Message-Id" };

function CallbackFields({ form }: { form: ConnectionForm }) {
  const field = (name: string) => form.getInputProps(`http.${name}`);
  const { callbackFrom, hasMo } = form.values.http;
  const isJson = callbackFrom === "json";
  return (
    <FormSection
      title="Callbacks"
      below={
        callbackFrom !== "none" && (
          <Checkbox
            label="The same address may be told of messages from handsets"
            description="They are kept, charged and handed to the client whose number they came to; what is nobody's waits under Incoming."
            {...form.getInputProps("http.hasMo", { type: "checkbox" })}
          />
        )
      }
    >
      <Select label="Receipts come" allowDeselect={false} data={choices.callbackFrom} {...field("callbackFrom")} />
      {callbackFrom !== "none" && (
        <>
          <TextInput label="We answer" placeholder="OK" {...field("answer")} />
          {isJson && (
            <TextInput
              label="List of receipts"
              placeholder="$.results"
              description="Empty: the body is one."
              {...field("list")}
            />
          )}
          <TextInput label="Id" placeholder={isJson ? "$.id" : "id"} {...field("id")} />
          <TextInput label="State" placeholder={isJson ? "$.status" : "status"} {...field("state")} />
          <TextInput label="Error code" placeholder="none" {...field("error")} />
        </>
      )}
      {callbackFrom !== "none" && hasMo && (
        <>
          <TextInput label="Handset" placeholder={isJson ? "$.from" : "from"} {...field("moFrom")} />
          <TextInput label="Our number" placeholder={isJson ? "$.to" : "to"} {...field("moTo")} />
          <TextInput label="Its text" placeholder={isJson ? "$.text" : "text"} {...field("moText")} />
        </>
      )}
    </FormSection>
  );
}
