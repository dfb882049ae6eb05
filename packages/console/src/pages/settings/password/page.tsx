/** Changing one's own password; one's other sessions end. */
import { Button, Paper, PasswordInput, Stack } from "@mantine/core";
import { adminEndpoints } from "@switchyard/contract";
import { useSend } from "../../../api.ts";
import { useContractForm } from "../../../parts/contract-form.ts";
import { Page } from "../../../parts/page.tsx";
import { ProblemNote } from "../../../parts/problem.tsx";
import { said } from "../../../parts/said.ts";

export function PasswordPage() {
  const change = useSend("changePassword");
  const { form, onSubmit, working, problem } = useContractForm({
    schema: adminEndpoints.changePassword.body,
    initialValues: { currentPassword: "", newPassword: "" },
    toBody: (values) => values,
    submit: async (body) => {
      await change.mutateAsync({ body });
      form.reset();
      said("The password is changed; your other sessions have ended.");
    },
  });
  return (
    <Page title="Password">
      <Paper p="lg" maw={420}>
        <form onSubmit={onSubmit} noValidate>
          <Stack gap="sm">
            {problem !== undefined && <ProblemNote error={problem} />}
            <PasswordInput
              label="Present password"
              autoComplete="current-password"
              {...form.getInputProps("currentPassword")}
            />
            <PasswordInput
              label="New password"
              description="At least ten characters. A sentence is easier to keep in mind than a riddle."
              autoComplete="new-password"
              {...form.getInputProps("newPassword")}
            />
            <Button type="submit" w="fit-content" mt="xs" loading={working}>
              Change password
            </Button>
          </Stack>
        </form>
      </Paper>
    </Page>
  );
}
