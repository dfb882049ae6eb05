/** Gives a message that is nobody's to a client. */
import { Button, Group, Paper, Select } from "@mantine/core";
import { adminEndpoints, type IncomingMessage } from "@switchyard/contract";
import { useSend } from "../../api.ts";
import { useContractForm } from "../contract-form.ts";
import { ClientSelect } from "../library-selects.tsx";
import { Section } from "../page.tsx";
import { ProblemNote } from "../problem.tsx";
import { said } from "../said.ts";
import { forwardOptions } from "./forward.ts";

export function AssignForm({ message }: { message: IncomingMessage }) {
  const assign = useSend("assignIncoming");
  const { form, onSubmit, working, problem } = useContractForm({
    schema: adminEndpoints.assignIncoming.body,
    initialValues: { clientId: null as string | null, forward: "portal" },
    toBody: ({ clientId, forward }) => ({ clientId: clientId ? Number(clientId) : undefined, forward }),
    submit: async (body) => {
      const { clientLogin } = await assign.mutateAsync({ params: { messageId: message.id }, body });
      said(`The message belongs to ${clientLogin} now.`);
    },
  });
  const field = form.getInputProps;
  return (
    <Paper p="md">
      <Section
        title="Assign"
        says={`No client has ${message.number} with this text. Whoever it is given to pays for it now.`}
      >
        <form onSubmit={onSubmit} noValidate>
          {problem !== undefined && <ProblemNote error={problem} />}
          <Group gap="sm" align="flex-end">
            <ClientSelect label="Client" flex={1} miw={160} {...field("clientId")} />
            <Select label="Hand over" allowDeselect={false} data={forwardOptions} w={190} {...field("forward")} />
            <Button type="submit" loading={working}>
              Assign
            </Button>
          </Group>
        </form>
      </Section>
    </Paper>
  );
}
