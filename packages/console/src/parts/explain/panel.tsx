/** Explain: a message that was never sent, and all that would become of it by the decision that live traffic gets. */
import { Button, Select, SimpleGrid, Stack, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { explainBody } from "@switchyard/contract";
import { type Channel, channels } from "@switchyard/engine";
import { problemIn, useSend } from "../../api.ts";
import { sentence } from "../field-sentence.ts";
import { ClientSelect } from "../library-selects.tsx";
import { ProblemNote } from "../problem.tsx";
import { Explained } from "./explained.tsx";

interface ExplainPanelProps {
  /** Whose message it is; left out, it is asked for. */
  clientId?: number;
  /** The client the form begins with, where it is asked for. */
  begin?: string | undefined;
  onClient?: (clientId: string | null) => void;
}

export function ExplainPanel({ clientId, begin, onClient }: ExplainPanelProps) {
  const explain = useSend("explain");
  const form = useForm({
    initialValues: { client: begin ?? null, sender: "", recipient: "", text: "", channel: null } as Values,
    validate: (values) => faultsOf(bodyOf(values, clientId)),
  });
  const send = (values: (typeof form)["values"]) => {
    const body = explainBody.safeParse(bodyOf(values, clientId));
    if (!body.success) return;
    explain.mutate({ body: body.data }, { onError: (error) => form.setErrors(refusedOf(error)) });
  };
  const isUnplaced = explain.error && Object.keys(refusedOf(explain.error)).length === 0;
  return (
    <Stack gap="md">
      <form onSubmit={form.onSubmit(send)} noValidate>
        <Stack gap="sm">
          <SimpleGrid cols={{ base: 1, xs: clientId === undefined ? 2 : 3 }} spacing="sm">
            {clientId === undefined && (
              <ClientSelect
                label="Client"
                placeholder="Login or company"
                withAsterisk
                {...form.getInputProps("client")}
                onChange={(client) => {
                  form.setFieldValue("client", client);
                  onClient?.(client);
                }}
              />
            )}
            <TextInput
              label="Sender"
              placeholder="ACME"
              autoComplete="off"
              spellCheck={false}
              {...form.getInputProps("sender")}
            />
            <TextInput
              label="Recipient"
              placeholder="+49 151 23456789"
              inputMode="tel"
              autoComplete="off"
              withAsterisk
              {...form.getInputProps("recipient")}
            />
            <Select
              label="Channel"
              placeholder="SMPP, or the first that is on"
              data={channelOptions}
              clearable
              {...form.getInputProps("channel")}
            />
          </SimpleGrid>
          <Textarea label="Text" autosize minRows={2} maxRows={8} {...form.getInputProps("text")} />
          <Button type="submit" w="fit-content" loading={explain.isPending}>
            Explain
          </Button>
        </Stack>
      </form>
      {isUnplaced && <ProblemNote error={explain.error} />}
      <div aria-live="polite">{explain.data && <Explained explanation={explain.data} />}</div>
    </Stack>
  );
}

const channelOptions = Object.keys(channels).map((value) => ({ value, label: value.toUpperCase() }));

interface Values {
  client: string | null;
  channel: Channel | null;
  sender: string;
  recipient: string;
  text: string;
}

function bodyOf({ client, channel, ...message }: Values, clientId: number | undefined) {
  return {
    ...message,
    ...(channel && { channel }),
    clientId: clientId ?? (client === null ? undefined : Number(client)),
  };
}

/** The form's name for a field of the request. */
const fieldOf = (path: string): string => (path === "clientId" ? "client" : path);

function faultsOf(body: unknown): Record<string, string> {
  const checked = explainBody.safeParse(body);
  if (checked.success) return {};
  return Object.fromEntries(
    checked.error.issues.map(({ path, message }) => [fieldOf(path.join(".")), sentence(message)]),
  );
}

function refusedOf(error: unknown): Record<string, string> {
  const errors = problemIn(error)?.errors ?? [];
  return Object.fromEntries(
    errors.map(({ path, message }) => [fieldOf(path.replace(/^body\./, "")), sentence(message)]),
  );
}
