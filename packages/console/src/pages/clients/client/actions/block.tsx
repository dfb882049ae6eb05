/** Blocking a client: hold or refuse, with a reason that everyone who looks will read. */
import { Radio, Stack, Textarea } from "@mantine/core";
import { adminEndpoints, type Client } from "@switchyard/contract";
import { useSend } from "../../../../api.ts";
import { useContractForm } from "../../../../parts/contract-form.ts";
import { ProblemNote } from "../../../../parts/problem.tsx";
import { RouteDrawer, SaveFoot, useDrawer } from "../../../../parts/route-drawer.tsx";
import { said } from "../../../../parts/said.ts";

interface BlockDrawerProps {
  client: Client;
  onClose: () => void;
}

export function BlockDrawer({ client, onClose }: BlockDrawerProps) {
  return (
    <RouteDrawer title={`Block ${client.login}`} onClose={onClose}>
      <BlockForm client={client} />
    </RouteDrawer>
  );
}

function BlockForm({ client }: { client: Client }) {
  const { leave } = useDrawer();
  const block = useSend("blockClient");
  const { form, onSubmit, working, problem } = useContractForm({
    schema: adminEndpoints.blockClient.body,
    initialValues: { mode: "hold", reason: "" },
    toBody: (values) => values,
    submit: async (body) => {
      await block.mutateAsync({ params: { clientId: client.id }, body });
      said(body.mode === "hold" ? `${client.login} is on hold.` : `${client.login} is blocked.`);
      leave();
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        {problem !== undefined && <ProblemNote error={problem} />}
        <Radio.Group label="What happens to traffic" {...form.getInputProps("mode")}>
          <Stack gap="sm" mt={6}>
            <Radio
              value="hold"
              label="Hold"
              description="Messages are accepted and wait in the queue until the client is unblocked. Nothing leaves."
            />
            <Radio
              value="refuse"
              label="Refuse"
              description="Live sessions are closed, and binds are refused until the client is unblocked."
            />
          </Stack>
        </Radio.Group>
        <Textarea
          label="Reason"
          description="Shown on the profile and kept in the history."
          withAsterisk
          autosize
          minRows={2}
          maxLength={500}
          data-autofocus
          {...form.getInputProps("reason")}
        />
      </Stack>
      <SaveFoot action="Block" working={working} color="red.9" />
    </form>
  );
}
