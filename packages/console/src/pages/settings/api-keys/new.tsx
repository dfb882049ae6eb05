/** Making a key for the admin API; its secret is shown once. */
import { Button, Stack, TextInput } from "@mantine/core";
import { adminEndpoints } from "@switchyard/contract";
import { useNavigate } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import { useSend } from "../../../api.ts";
import { useContractForm } from "../../../parts/contract-form.ts";
import { ProblemNote } from "../../../parts/problem.tsx";
import { DrawerFoot, RouteDrawer, useDrawer } from "../../../parts/route-drawer.tsx";
import { SecretOnce } from "../../../parts/secret-once.tsx";

export function NewApiKey() {
  const navigate = useNavigate();
  const close = useCallback(() => void navigate({ to: "/settings/api-keys" }), [navigate]);
  const [secret, setSecret] = useState<string>();
  return (
    <RouteDrawer title="Create API key" onClose={close}>
      {secret ? <Made secret={secret} /> : <KeyForm onMade={setSecret} />}
    </RouteDrawer>
  );
}

function Made({ secret }: { secret: string }) {
  const { leave } = useDrawer();
  return (
    <>
      <SecretOnce
        says="Send it as Authorization: Bearer and the key. It is stored hashed: if it is lost, revoke it and make a new one."
        secrets={[{ name: "Key", value: secret }]}
      />
      <DrawerFoot>
        <Button onClick={leave}>Done</Button>
      </DrawerFoot>
    </>
  );
}

function KeyForm({ onMade }: { onMade: (secret: string) => void }) {
  const { leave } = useDrawer();
  const create = useSend("createAdminKey");
  const { form, onSubmit, working, problem } = useContractForm({
    schema: adminEndpoints.createAdminKey.body,
    initialValues: { name: "" },
    toBody: (values) => values,
    submit: async (body) => onMade((await create.mutateAsync({ body })).secret),
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        {problem !== undefined && <ProblemNote error={problem} />}
        <TextInput
          label="Name"
          description="What will use it, so that it can be told from others."
          withAsterisk
          data-autofocus
          autoComplete="off"
          {...form.getInputProps("name")}
        />
      </Stack>
      <DrawerFoot>
        <Button variant="default" onClick={leave}>
          Cancel
        </Button>
        <Button type="submit" loading={working}>
          Create key
        </Button>
      </DrawerFoot>
    </form>
  );
}
