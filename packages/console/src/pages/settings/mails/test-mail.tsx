/** Sending a mail that says nothing but that mail can be sent; its own drawer then tells whether it left. */
import { Stack, TextInput } from "@mantine/core";
import { adminEndpoints } from "@switchyard/contract";
import { useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { useSend } from "../../../api.ts";
import { useContractForm } from "../../../parts/contract-form.ts";
import { ProblemNote } from "../../../parts/problem.tsx";
import { RouteDrawer, SaveFoot, useDrawer } from "../../../parts/route-drawer.tsx";

export function TestMail() {
  const navigate = useNavigate();
  const close = useCallback(
    () => void navigate({ to: "/settings/mails", search: true, resetScroll: false }),
    [navigate],
  );
  return (
    <RouteDrawer title="Send a test mail" onClose={close}>
      <TestForm />
    </RouteDrawer>
  );
}

function TestForm() {
  const { setDirty } = useDrawer();
  const navigate = useNavigate();
  const send = useSend("sendTestMail");
  const { form, onSubmit, working, problem } = useContractForm({
    schema: adminEndpoints.sendTestMail.body,
    initialValues: { to: "" },
    toBody: (values) => values,
    submit: async (body) => {
      const mail = await send.mutateAsync({ body });
      setDirty(false);
      await navigate({
        to: "/settings/mails/$mailId",
        params: { mailId: String(mail.id) },
        search: true,
        resetScroll: false,
      });
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        {problem !== undefined && <ProblemNote error={problem} />}
        <TextInput
          label="To"
          description="One or several addresses, separated by commas. What became of the mail is shown next."
          placeholder="you@example.com"
          withAsterisk
          data-autofocus
          {...form.getInputProps("to")}
        />
      </Stack>
      <SaveFoot action="Send" working={working} />
    </form>
  );
}
