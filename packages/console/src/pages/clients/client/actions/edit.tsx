/** The profile editor, in sections. */
import { Checkbox, Select, Stack, Textarea, TextInput } from "@mantine/core";
import { type Client, clientPatch } from "@switchyard/contract";
import { useQuery } from "@tanstack/react-query";
import { query, useSend } from "../../../../api.ts";
import { AmountInput, decimalOf } from "../../../../parts/amount-input.tsx";
import { useContractForm } from "../../../../parts/contract-form.ts";
import { FormSection } from "../../../../parts/form-section.tsx";
import { CountrySelect, TimeZoneSelect } from "../../../../parts/library-selects.tsx";
import { MomentInput } from "../../../../parts/moment-input.tsx";
import { numberOf, WholeNumberInput } from "../../../../parts/number-input.tsx";
import { ProblemNote } from "../../../../parts/problem.tsx";
import { RouteDrawer, SaveFoot, useDrawer } from "../../../../parts/route-drawer.tsx";
import { said } from "../../../../parts/said.ts";
import { CreditSection, InvoiceSection, PriceSection } from "../../finance-fields.tsx";
import { financeBodyOf, financeValuesOf } from "../../finance-values.ts";

interface EditClientDrawerProps {
  client: Client;
  onClose: () => void;
}

export function EditClientDrawer({ client, onClose }: EditClientDrawerProps) {
  return (
    <RouteDrawer title={`Edit ${client.login}`} onClose={onClose} size="lg">
      <EditClientForm client={client} />
    </RouteDrawer>
  );
}

function valuesOf(client: Client) {
  const { login, company, contactName, email, phone, country, address, registration, contractNumber, notes } = client;
  return {
    ...{ login, company, contactName, email, phone, country, address, registration, contractNumber, notes },
    ...financeValuesOf(client),
    managerId: client.managerId === null ? null : String(client.managerId),
    timeZone: client.timeZone,
    overdraft: client.overdraft,
    overdraftUntil: client.overdraftUntil ?? "",
    dailyLimit: client.dailyLimit === null ? "" : String(client.dailyLimit),
    smsPriority: String(client.smsPriority),
    dlrWaitingDays: String(client.dlrWaitingDays),
    channelSmpp: client.channelSmpp,
    moderation: client.moderation,
    dynamicSender: client.dynamicSender,
    skipBlacklist: client.skipBlacklist,
    incomingSmpp: client.incomingSmpp,
    negativeMargin: client.negativeMargin,
  };
}

type Values = ReturnType<typeof valuesOf>;

function bodyOf(values: Values) {
  return {
    ...values,
    ...financeBodyOf(values),
    managerId: values.managerId ? Number(values.managerId) : null,
    overdraft: decimalOf(values.overdraft) || "0",
    overdraftUntil: values.overdraftUntil || null,
    dailyLimit: values.dailyLimit === "" ? null : numberOf(values.dailyLimit),
    smsPriority: numberOf(values.smsPriority),
    dlrWaitingDays: numberOf(values.dlrWaitingDays),
  };
}

function EditClientForm({ client }: { client: Client }) {
  const { leave } = useDrawer();
  const update = useSend("updateClient");
  const { form, onSubmit, working, problem } = useContractForm({
    schema: clientPatch,
    initialValues: valuesOf(client),
    toBody: bodyOf,
    submit: async (body) => {
      await update.mutateAsync({ params: { clientId: client.id }, body });
      said(`${client.login} is saved.`);
      leave();
    },
  });
  const field = form.getInputProps;
  const { currency } = client;
  return (
    <form onSubmit={onSubmit} noValidate>
      {problem !== undefined && (
        <Stack mb="sm">
          <ProblemNote error={problem} />
        </Stack>
      )}
      <AccountSection field={field} />
      <CompanySection field={field} />
      <PriceSection field={field} currency={currency} />
      <CreditSection field={field} currency={currency}>
        <AmountInput
          label="Overdraft"
          description="More of it, for a while."
          currency={currency}
          {...field("overdraft")}
        />
        <MomentInput label="Overdraft until" {...field("overdraftUntil")} />
      </CreditSection>
      <InvoiceSection
        field={field}
        values={form.values}
        onEnterprise={(enterpriseId) => form.setValues({ enterpriseId, taxId: null })}
      />
      <TrafficSection field={field}>
        <Stack gap="sm">
          <Checkbox label="May send through SMPP" {...form.getInputProps("channelSmpp", { type: "checkbox" })} />
          <Checkbox
            label="Send MO via SMPP"
            description="Incoming SMS go to bound receivers; otherwise they are only kept."
            {...form.getInputProps("incomingSmpp", { type: "checkbox" })}
          />
        </Stack>
      </TrafficSection>
      <FirewallSection form={form} />
      <FormSection
        title="Notes"
        below={
          <Textarea
            aria-label="Notes"
            description="Internal; the client never sees them."
            autosize
            minRows={3}
            {...field("notes")}
          />
        }
      >
        {null}
      </FormSection>
      <SaveFoot action="Save" working={working} />
    </form>
  );
}

/** What of its messages is looked at, and what the platform's firewall lets pass for it. */
function FirewallSection({ form }: { form: ReturnType<typeof useContractForm<Values, typeof clientPatch>>["form"] }) {
  return (
    <FormSection
      title="Firewall"
      below={
        <Stack gap="sm">
          <Checkbox
            label="Dynamic sender"
            description="Any sender; otherwise only those approved in the register."
            {...form.getInputProps("dynamicSender", { type: "checkbox" })}
          />
          <Checkbox
            label="Disable black list"
            description="The platform's number black list does not apply. Opt-outs do."
            {...form.getInputProps("skipBlacklist", { type: "checkbox" })}
          />
        </Stack>
      }
    >
      <Select
        label="Moderation"
        allowDeselect={false}
        data={[
          { value: "none", label: "None" },
          { value: "manual", label: "Manual: every message waits" },
          { value: "automatic", label: "Automatic: what a filter catches" },
        ]}
        {...form.getInputProps("moderation")}
      />
      <Select
        label="Messages below cost"
        allowDeselect={false}
        data={[
          { value: "platform", label: "As the platform has it" },
          { value: "block", label: "Block" },
          { value: "allow", label: "Allow" },
        ]}
        {...form.getInputProps("negativeMargin")}
      />
    </FormSection>
  );
}

type FieldProps = { field: ReturnType<typeof useContractForm<Values, typeof clientPatch>>["form"]["getInputProps"] };

function AccountSection({ field }: FieldProps) {
  const users = useQuery(query("listUsers"));
  const managers = (users.data?.items ?? []).map(({ id, login, name }) => ({
    value: String(id),
    label: name || login,
  }));
  return (
    <FormSection title="Account">
      <TextInput label="Login" withAsterisk autoComplete="off" {...field("login")} />
      <Select label="Manager" clearable placeholder="None" data={managers} {...field("managerId")} />
      <TextInput label="Contact" {...field("contactName")} />
      <TextInput label="E-mail" type="email" {...field("email")} />
      <TextInput label="Phone" type="tel" {...field("phone")} />
      <TimeZoneSelect label="Time zone" {...field("timeZone")} />
    </FormSection>
  );
}

function CompanySection({ field }: FieldProps) {
  return (
    <FormSection title="Company" below={<Textarea label="Address" autosize minRows={2} {...field("address")} />}>
      <TextInput label="Company" {...field("company")} />
      <CountrySelect label="Country" clearable {...field("country")} />
      <TextInput label="Registration and VAT" {...field("registration")} />
      <TextInput label="Contract number" {...field("contractNumber")} />
    </FormSection>
  );
}

function TrafficSection({ field, children }: FieldProps & { children: React.ReactNode }) {
  return (
    <FormSection title="Traffic" below={children}>
      <WholeNumberInput label="Daily limit" description="Messages a day; empty: none." {...field("dailyLimit")} />
      <WholeNumberInput label="SMS priority" description="0 to 9, higher leaves first." {...field("smsPriority")} />
      <WholeNumberInput
        label="DLR waiting, days"
        description="Then a message without receipt is unknown."
        {...field("dlrWaitingDays")}
      />
    </FormSection>
  );
}
