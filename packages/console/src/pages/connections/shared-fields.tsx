/** What connections of both kinds have: pace, limits, what errors mean, the words of receipts. */
import { Select, SimpleGrid, TagsInput, TextInput } from "@mantine/core";
import { FormSection } from "../../parts/form-section.tsx";
import { WholeNumberInput } from "../../parts/number-input.tsx";
import { type ConnectionForm, Lines } from "./rows.tsx";
import { choices, usualErrors } from "./values.ts";

export function LimitFields({ form }: { form: ConnectionForm }) {
  const isHttp = form.values.kind === "http";
  const field = form.getInputProps;
  return (
    <FormSection title="Pace and limits">
      <WholeNumberInput label="TPS" description="Submits a second" {...field("tps")} />
      <WholeNumberInput
        label={isHttp ? "Requests at once" : "Window"}
        description={isHttp ? "Without an answer yet" : "Unanswered submits in a session"}
        {...field("windowMax")}
      />
      <WholeNumberInput
        label="Daily limit"
        placeholder="none"
        description="Parts a day, in the supplier's time zone"
        {...field("dailyLimit")}
      />
      <WholeNumberInput
        label="Longest queue"
        placeholder="any"
        description="With more waiting, pools pass it over"
        {...field("queueMax")}
      />
      <WholeNumberInput label="Answer awaited for, s" {...field("responseTimeoutSeconds")} />
      <Select
        label="A submit whose answer was lost"
        allowDeselect={false}
        data={choices.lostAnswer}
        {...field("lostAnswer")}
      />
      <WholeNumberInput label="Tried again after, s" {...field("reconnectMinSeconds")} />
      <WholeNumberInput label="at most, s" {...field("reconnectMaxSeconds")} />
    </FormSection>
  );
}

export function ErrorFields({ form }: { form: ConnectionForm }) {
  const { kind } = form.values;
  const codes = kind === "smpp" ? "command_status by name or as 0x…" : "HTTP statuses and the API's own error codes";
  const field = form.getInputProps;
  return (
    <FormSection
      title="What refusals mean"
      below={
        <SimpleGrid cols={1} spacing="sm">
          <TagsInput
            label="Another connection of the pool is tried after"
            description={codes}
            data={[...usualErrors[kind]]}
            clearable
            {...field("rerouteErrors")}
          />
          <TagsInput
            label="The connection rests after"
            description="The message stays first in line."
            data={[...usualErrors[kind]]}
            clearable
            {...field("pauseErrors")}
          />
          <WholeNumberInput label="It rests for, ms" w={160} {...field("pauseMs")} />
        </SimpleGrid>
      }
    />
  );
}

export function ReceiptFields({ form }: { form: ConnectionForm }) {
  return (
    <FormSection
      title="Receipts"
      below={
        <Lines
          title="Words of its own"
          says="What this supplier's words for a state mean, where they mean something else than usual."
          noun="Word"
          form={form}
          path="receiptWords"
          lines={form.values.receiptWords}
          blank={() => ({ word: "", state: "DELIVRD" })}
        >
          {(place) => (
            <>
              <TextInput
                aria-label={`Word ${place + 1}`}
                placeholder="ACKED"
                autoComplete="off"
                {...form.getInputProps(`receiptWords.${place}.word`)}
              />
              <Select
                aria-label={`Meaning of word ${place + 1}`}
                allowDeselect={false}
                data={choices.wordState}
                {...form.getInputProps(`receiptWords.${place}.state`)}
              />
            </>
          )}
        </Lines>
      }
    >
      <Select
        label="Id in receipts"
        allowDeselect={false}
        data={choices.receiptIdFormat}
        {...form.getInputProps("receiptIdFormat")}
      />
    </FormSection>
  );
}
