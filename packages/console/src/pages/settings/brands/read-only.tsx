/** A brand for who may see it but not change it. */
import { Stack } from "@mantine/core";
import type { Brand } from "@switchyard/contract";
import { Fact, Facts } from "../../../parts/facts.tsx";
import { StoredLogo } from "./stored-logo.tsx";
import { mailTexts } from "./texts.tsx";

export function BrandReadOnly({ brand }: { brand: Brand }) {
  return (
    <Stack gap="lg" pb="lg">
      {brand.hasLogo && <StoredLogo brand={brand} size="large" />}
      <Facts>
        <Fact name="Name">{brand.name}</Fact>
        <Fact name="Contact">{brand.contact || "–"}</Fact>
        <Fact name="Mail from">{brand.mailFrom || "The platform's own sender"}</Fact>
        <Fact name="Answers go to">{brand.mailReplyTo || "The sender"}</Fact>
        {mailTexts.map(({ title, subject, own }) => (
          <Fact key={title} name={`Subject: ${title.toLowerCase()}`}>
            {brand[subject] || own.subject}
          </Fact>
        ))}
      </Facts>
    </Stack>
  );
}
