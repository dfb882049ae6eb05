/** Of an API that looks numbers up: where its answer names the network. */
import { Select, TextInput } from "@mantine/core";
import { FormSection } from "../../parts/form-section.tsx";
import { readers } from "./readers.ts";
import type { ConnectionForm } from "./rows.tsx";

const examples = { json: "$.mccmnc", text: "mccmnc=(\\d+)", header: "X-Mccmnc" };
const mncExamples = { json: "$.mnc", text: "mnc=(\\d+)", header: "X-Mnc" };

export function LookupFields({ form }: { form: ConnectionForm }) {
  const field = (name: string) => form.getInputProps(`http.${name}`);
  const { networkFrom, mncFrom } = form.values.http;
  return (
    <FormSection title="Look-ups">
      <Select
        label="The network of a number"
        description="Only of an API that looks numbers up; HLR routes lead to it, and no messages go to it."
        allowDeselect={false}
        data={[{ value: "none", label: "It carries messages" }, ...readers]}
        {...field("networkFrom")}
      />
      {networkFrom !== "none" && (
        <>
          <TextInput
            label="Where"
            description="MCC and MNC in one, or the MCC alone."
            placeholder={examples[networkFrom]}
            {...field("networkAt")}
          />
          <Select
            label="The MNC"
            allowDeselect={false}
            data={[{ value: "none", label: "Stands with the MCC" }, ...readers]}
            {...field("mncFrom")}
          />
          {mncFrom !== "none" && <TextInput label="Where" placeholder={mncExamples[mncFrom]} {...field("mncAt")} />}
        </>
      )}
    </FormSection>
  );
}
