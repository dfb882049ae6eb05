/** The mails a brand may have its own words for; empty, the platform's are sent, which stand there as a model. */
import { Stack, Textarea, TextInput } from "@mantine/core";
import { type Brand, type MailWords, mailWords } from "@switchyard/contract";
import type { FieldOf } from "../../../parts/contract-form.ts";
import { FormSection } from "../../../parts/form-section.tsx";
import classes from "./brands.module.css";

interface MailText {
  title: string;
  subject: "invoiceSubject" | "priceSubject" | "lowBalanceSubject";
  text: "invoiceText" | "priceText" | "lowBalanceText";
  own: MailWords;
}

export const mailTexts: readonly MailText[] = [
  { title: "Invoices", subject: "invoiceSubject", text: "invoiceText", own: mailWords.invoice },
  { title: "New prices", subject: "priceSubject", text: "priceText", own: mailWords.price_change },
  { title: "Low balance", subject: "lowBalanceSubject", text: "lowBalanceText", own: mailWords.low_balance },
];

export type TextField = MailText["subject"] | MailText["text"];

interface TextFieldsProps {
  field: FieldOf<TextField>;
  values: Pick<Brand, TextField>;
}

export function TextFields({ field, values }: TextFieldsProps) {
  return mailTexts.map(({ title, subject, text, own }) => (
    <FormSection
      key={title}
      title={`Mail: ${title.toLowerCase()}`}
      below={
        <Stack gap="sm">
          <TextInput
            label="Subject"
            aria-label={`${title}: subject`}
            description="Empty: the words in grey are sent, in subject and text alike."
            placeholder={own.subject}
            {...field(subject)}
          />
          <Textarea
            label="Text"
            aria-label={`${title}: text`}
            placeholder={own.text.trimEnd()}
            autosize
            minRows={4}
            maxRows={16}
            {...field(text)}
          />
          <Placeholders own={own} used={`${values[subject]} ${values[text]}`} />
        </Stack>
      }
    />
  ));
}

/** What is filled in where a name stands in braces, and which names in the words stand for nothing. */
function Placeholders({ own: { placeholders }, used }: { own: MailWords; used: string }) {
  const unknown = [...used.matchAll(/\{(\w+)\}/g)]
    .map(([, name = ""]) => name)
    .filter((name) => !Object.hasOwn(placeholders, name));
  return (
    <div>
      <ul className={classes.placeholders} aria-label="Filled in">
        {Object.entries(placeholders).map(([name, says]) => (
          <li key={name}>
            <code className="mono">{`{${name}}`}</code> {says}
          </li>
        ))}
      </ul>
      {unknown.length > 0 && (
        <p className={classes.unknown} role="status">
          {[...new Set(unknown)].map((name) => `{${name}}`).join(", ")} stands for nothing here and is sent as it is.
        </p>
      )}
    </div>
  );
}
