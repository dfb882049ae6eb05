/** The request that a template makes of a message, beside the form in which it is written. */
import { Skeleton, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { requestPreview, type ShownRequest } from "@switchyard/contract";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, problemIn } from "../../api.ts";
import { CopyButton } from "../../parts/copy-button.tsx";
import classes from "./preview.module.css";
import { type TemplateValues, templateOf } from "./template-values.ts";

interface RequestPreviewProps {
  values: TemplateValues;
  systemId: string;
}

const PAUSE_MS = 300;

export function RequestPreview({ values, systemId }: RequestPreviewProps) {
  const [message, setMessage] = useState({ sender: "Acme", recipient: "4915112345678", text: 'Say "hi" & smile' });
  const given = { http: templateOf(values), systemId, message };
  const [asked] = useDebouncedValue(JSON.stringify(given), PAUSE_MS);
  const checked = requestPreview.safeParse(JSON.parse(asked));
  const preview = useQuery({
    queryKey: ["previewRequest", asked],
    queryFn: () => api.previewRequest({ body: JSON.parse(asked) }),
    enabled: checked.success,
    placeholderData: keepPreviousData,
    retry: false,
  });
  const typed = (name: keyof typeof message) => (event: { currentTarget: { value: string } }) => {
    const { value } = event.currentTarget;
    setMessage((now) => ({ ...now, [name]: value }));
  };
  return (
    <aside className={classes.preview} aria-label="Preview of the request">
      <Text fw={500} size="sm">
        As it is sent
      </Text>
      <Stack gap={6}>
        <TextInput size="xs" label="Sender" value={message.sender} onChange={typed("sender")} />
        <TextInput size="xs" label="Recipient" value={message.recipient} onChange={typed("recipient")} />
        <Textarea size="xs" label="Text" autosize maxRows={4} value={message.text} onChange={typed("text")} />
      </Stack>
      {!checked.success ? (
        <Text size="xs" c="dimmed">
          Shown once the template is complete: {checked.error.issues[0]?.path.join(".")}{" "}
          {checked.error.issues[0]?.message}
        </Text>
      ) : preview.error ? (
        <Text size="xs" c="var(--sy-bad)">
          {problemIn(preview.error)?.detail ?? preview.error.message}
        </Text>
      ) : preview.data ? (
        preview.data.requests.map((request, i) => (
          // Requests have nothing else to tell them apart, and never change their order.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <Request key={i} request={request} />
        ))
      ) : (
        <Skeleton height={120} />
      )}
    </aside>
  );
}

function Request({ request }: { request: ShownRequest }) {
  const text = requestText(request);
  return (
    <div className={classes.request}>
      <CopyButton value={text} label="Copy the request" />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
      <pre className={classes.text} tabIndex={0}>
        {text}
      </pre>
    </div>
  );
}

function requestText({ method, url, headers, body }: ShownRequest): string {
  const head = [`${method} ${url}`, ...headers.map(({ name, value }) => `${name}: ${value}`)].join("\n");
  return body === null ? head : `${head}\n\n${body}`;
}
