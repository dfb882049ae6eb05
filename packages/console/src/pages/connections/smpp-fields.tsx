/** Where an SMSC is, how to bind to it, and how it wants messages written. */
import { Checkbox, Select, TextInput } from "@mantine/core";
import { FormSection } from "../../parts/form-section.tsx";
import { WholeNumberInput } from "../../parts/number-input.tsx";
import { PasswordField } from "./password-field.tsx";
import { type ConnectionForm, Lines } from "./rows.tsx";
import { choices } from "./values.ts";

interface SmppFieldsProps {
  form: ConnectionForm;
  passwordNote?: string | undefined;
}

export function SmppFields({ form, passwordNote }: SmppFieldsProps) {
  const field = form.getInputProps;
  return (
    <>
      <FormSection title="Where to">
        <TextInput label="Host" withAsterisk autoComplete="off" {...field("host")} />
        <WholeNumberInput label="Port" withAsterisk {...field("port")} />
        <Checkbox label="TLS" {...form.getInputProps("tls", { type: "checkbox" })} />
      </FormSection>
      <FormSection title="Bind">
        <TextInput label="system_id" withAsterisk autoComplete="off" {...field("systemId")} />
        <PasswordField form={form} label="Password" note={passwordNote} />
        <TextInput label="system_type" {...field("systemType")} />
        <Select label="Bind as" allowDeselect={false} data={choices.bindType} {...field("bindType")} />
        <WholeNumberInput label="Sessions" {...field("sessions")} />
        <WholeNumberInput label="enquire_link every, s" {...field("enquireLinkSeconds")} />
      </FormSection>
    </>
  );
}

export function SmppWays({ form }: { form: ConnectionForm }) {
  const field = form.getInputProps;
  return (
    <>
      <FormSection title="Texts">
        <Select
          label="data_coding 0 means"
          allowDeselect={false}
          data={choices.defaultAlphabet}
          {...field("defaultAlphabet")}
        />
        <Select label="Long messages as" allowDeselect={false} data={choices.longMessages} {...field("longMessages")} />
        <TextInput label="service_type" {...field("serviceType")} />
      </FormSection>
      <FormSection title="Addresses" below={<AddressRules form={form} />}>
        <WholeNumberInput label="Sender TON" placeholder="by kind" {...field("sourceTon")} />
        <WholeNumberInput label="Sender NPI" placeholder="by kind" {...field("sourceNpi")} />
        <WholeNumberInput label="Recipient TON" {...field("destTon")} />
        <WholeNumberInput label="Recipient NPI" {...field("destNpi")} />
      </FormSection>
      <SmppLookup form={form} />
    </>
  );
}

function SmppLookup({ form }: { form: ConnectionForm }) {
  const field = (name: string) => form.getInputProps(`lookup.${name}`);
  const { from } = form.values.lookup;
  return (
    <FormSection title="Look-ups">
      <Select
        label="The network of a number"
        description="Only where numbers are looked up by an empty message; HLR routes lead to it, and no messages go to it."
        allowDeselect={false}
        data={choices.lookupFrom}
        {...field("from")}
      />
      {from === "tlv" && (
        <TextInput label="Tag" description="MCC and MNC as text." placeholder="0x1403" {...field("tag")} />
      )}
      {from === "text" && <TextInput label="Where" placeholder="mccmnc:(\d+)" {...field("pattern")} />}
      {from !== "none" && <TextInput label="Sender of the look-up" {...field("sender")} />}
    </FormSection>
  );
}

function AddressRules({ form }: { form: ConnectionForm }) {
  const { addressRules } = form.values;
  const at = (place: number, name: string) => form.getInputProps(`addressRules.${place}.${name}`);
  return (
    <Lines
      title="Other types for some addresses"
      says="The first line that fits an address counts; where none does, what is set above."
      noun="Rule"
      form={form}
      path="addressRules"
      lines={addressRules}
      blank={() => ({ side: "sender", match: "alphanumeric", prefix: "", ton: "5", npi: "0" })}
    >
      {(place) => (
        <>
          <Select
            aria-label={`Side of rule ${place + 1}`}
            allowDeselect={false}
            data={choices.side}
            {...at(place, "side")}
          />
          <Select
            aria-label={`Kind of rule ${place + 1}`}
            allowDeselect={false}
            data={choices.match}
            {...at(place, "match")}
          />
          {addressRules[place]?.match === "prefix" && (
            <TextInput aria-label={`Beginning of rule ${place + 1}`} placeholder="49" {...at(place, "prefix")} />
          )}
          <WholeNumberInput aria-label={`TON of rule ${place + 1}`} placeholder="TON" {...at(place, "ton")} />
          <WholeNumberInput aria-label={`NPI of rule ${place + 1}`} placeholder="NPI" {...at(place, "npi")} />
        </>
      )}
    </Lines>
  );
}
