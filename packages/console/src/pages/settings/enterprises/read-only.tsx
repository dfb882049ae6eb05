/** An enterprise for who may see it but not change it. */
import { Stack } from "@mantine/core";
import { documentNumber, type Enterprise } from "@switchyard/contract";
import { today } from "../../../parts/calendar.ts";
import { Fact, Facts } from "../../../parts/facts.tsx";
import { Section } from "../../../parts/page.tsx";

export function EnterpriseReadOnly({ enterprise }: { enterprise: Enterprise }) {
  const { name, address, country, taxId, registration, contact, dueDays, banks } = enterprise;
  return (
    <Stack gap="lg" pb="lg">
      <Facts>
        <Fact name="Name">{name}</Fact>
        <Fact name="Address">{address || "–"}</Fact>
        <Fact name="Country">{country ?? "–"}</Fact>
        <Fact name="Tax number">{taxId || "–"}</Fact>
        <Fact name="Registration">{registration || "–"}</Fact>
        <Fact name="Contact">{contact || "–"}</Fact>
        <Fact name="Invoice numbers like">{documentNumber(enterprise.invoicePattern, 1, today())}</Fact>
        <Fact name="Credit note numbers like">{documentNumber(enterprise.creditNotePattern, 1, today())}</Fact>
        <Fact name="Due after, days">{dueDays}</Fact>
      </Facts>
      {banks.length > 0 && (
        <Section title="Bank accounts">
          <Facts>
            {banks.map(({ bank, account, currency }) => (
              <Fact key={`${bank} ${account}`} name={currency ? `${bank}, ${currency}` : bank}>
                {account}
              </Fact>
            ))}
          </Facts>
        </Section>
      )}
    </Stack>
  );
}
