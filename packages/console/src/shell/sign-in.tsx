/** Signing in; afterwards the page that was asked for. */
import { Button, Paper, PasswordInput, Stack, TextInput, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import { adminEndpoints } from "@switchyard/contract";
import { useQueryClient } from "@tanstack/react-query";
import { getRouteApi, useRouter } from "@tanstack/react-router";
import { api, sessionQuery } from "../api.ts";
import { useContractForm } from "../parts/contract-form.ts";
import { ProblemNote } from "../parts/problem.tsx";
import { BrandMark } from "./brand.tsx";
import classes from "./sign-in.module.css";

const route = getRouteApi("/sign-in");

export function SignIn() {
  useDocumentTitle("Sign in · Switchyard");
  const { next } = route.useSearch();
  const router = useRouter();
  const queries = useQueryClient();
  const { form, onSubmit, working, problem } = useContractForm({
    schema: adminEndpoints.signIn.body,
    initialValues: { login: "", password: "" },
    toBody: (values) => values,
    submit: async (body) => {
      const session = await api.signIn({ body });
      queries.setQueryData(sessionQuery.queryKey, session);
      router.history.push(next?.startsWith("/") && !next.startsWith("//") ? next : "/");
    },
  });
  return (
    <main className={classes.page}>
      <Paper className={classes.card ?? ""} p="xl">
        <form onSubmit={onSubmit} noValidate>
          <Stack gap="md">
            <div className={classes.brand}>
              <BrandMark size={28} />
              <Title order={1}>Switchyard</Title>
            </div>
            {problem !== undefined && <ProblemNote error={problem} />}
            <TextInput label="Login" autoComplete="username" autoFocus {...form.getInputProps("login")} />
            <PasswordInput label="Password" autoComplete="current-password" {...form.getInputProps("password")} />
            <Button type="submit" size="sm" loading={working}>
              Sign in
            </Button>
          </Stack>
        </form>
      </Paper>
    </main>
  );
}
