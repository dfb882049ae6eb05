/** Drafting an invoice for a client and a period. */
import { Button, Group, SimpleGrid, Stack, Textarea, TextInput } from "@mantine/core";
import { adminEndpoints } from "@switchyard/contract";
import { useNavigate } from "@tanstack/react-router";
import { useSend } from "../../api.ts";
import { dayPresets, today } from "../calendar.ts";
import { useContractForm } from "../contract-form.ts";
import { ClientSelect } from "../library-selects.tsx";
import { ProblemNote } from "../problem.tsx";
import { SaveFoot, useDrawer } from "../route-drawer.tsx";

interface NewInvoiceFormProps {
  /** Left out, the client is chosen in the form. */
  clientId?: number;
  /** The client's, where it is known: its days are meant. */
  timeZone?: string;
}

export function NewInvoiceForm({ clientId, timeZone }: NewInvoiceFormProps) {
  const { setDirty } = useDrawer();
  const navigate = useNavigate();
  const create = useSend("createInvoice");
  const lastMonth = dayPresets.last_month.of(today(timeZone));
  const { form, onSubmit, working, problem } = useContractForm({
    schema: adminEndpoints.createInvoice.body,
    initialValues: {
      clientId: clientId === undefined ? (null as string | null) : String(clientId),
      periodFrom: lastMonth.from,
      periodTo: lastMonth.to,
      comment: "",
    },
    toBody: (values) => ({ ...values, clientId: values.clientId ? Number(values.clientId) : undefined }),
    submit: async (body) => {
      const invoice = await create.mutateAsync({ body });
      setDirty(false);
      await navigate({ to: "/finance/invoices/$invoiceId", params: { invoiceId: String(invoice.id) } });
    },
  });
  const choose = (preset: "this_month" | "last_month" | "last_quarter") => {
    const { from, to } = dayPresets[preset].of(today(timeZone));
    form.setValues({ periodFrom: from, periodTo: to });
  };
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        {problem !== undefined && <ProblemNote error={problem} />}
        {clientId === undefined && (
          <ClientSelect label="Client" withAsterisk data-autofocus {...form.getInputProps("clientId")} />
        )}
        <Group gap={6}>
          {(["this_month", "last_month", "last_quarter"] as const).map((preset) => (
            <Button key={preset} variant="default" size="compact-xs" onClick={() => choose(preset)}>
              {dayPresets[preset].label}
            </Button>
          ))}
        </Group>
        <SimpleGrid cols={2} spacing="sm">
          <TextInput type="date" label="First day" withAsterisk {...form.getInputProps("periodFrom")} />
          <TextInput type="date" label="Last day" withAsterisk {...form.getInputProps("periodTo")} />
        </SimpleGrid>
        <Textarea
          label="Comment"
          description="Ours; it does not stand on the document."
          autosize
          minRows={2}
          {...form.getInputProps("comment")}
        />
      </Stack>
      <SaveFoot action="Create draft" working={working} />
    </form>
  );
}
