/** The drawer that registers senders of a client. */
import { Select, Stack, Textarea } from "@mantine/core";
import { senderCreate, senderDecisions, senderStatuses } from "@switchyard/contract";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { useSend } from "../../api.ts";
import { badLinesOf } from "../../parts/bad-lines.tsx";
import { useContractForm } from "../../parts/contract-form.ts";
import { ClientSelect, CountrySelect } from "../../parts/library-selects.tsx";
import { ProblemNote } from "../../parts/problem.tsx";
import { RouteDrawer, SaveFoot, useDrawer } from "../../parts/route-drawer.tsx";
import { said } from "../../parts/said.ts";

const route = getRouteApi("/signed-in/senders/register");

export function NewSenders() {
  const navigate = useNavigate();
  const close = useCallback(() => void navigate({ to: "/senders/register", search: true }), [navigate]);
  return (
    <RouteDrawer title="Register senders" onClose={close}>
      <NewSendersForm />
    </RouteDrawer>
  );
}

const statusOptions = senderDecisions.toReversed().map((status) => ({ value: status, label: senderStatuses[status] }));

function NewSendersForm() {
  const { leave } = useDrawer();
  const { client } = route.useSearch();
  const create = useSend("createSenders");
  const { form, onSubmit, working, problem } = useContractForm({
    schema: senderCreate,
    initialValues: {
      clientId: client ?? null,
      pasted: "",
      country: null as string | null,
      status: "approved",
      comment: "",
    },
    toBody: ({ pasted, clientId, ...values }) => ({
      ...values,
      clientId: clientId ? Number(clientId) : undefined,
      senders:
        pasted.trim() === ""
          ? []
          : pasted
              .trim()
              .split(/\r?\n/)
              .map((line) => line.trim()),
    }),
    fieldOf: (path) => (path === "senders" ? "pasted" : path),
    submit: async (body) => {
      const { items } = await create.mutateAsync({ body });
      said(`${items.length} ${items.length === 1 ? "sender is" : "senders are"} registered.`);
      leave();
    },
  });
  const field = form.getInputProps;
  const lines = badLinesOf(problem);
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        {problem !== undefined && lines.length === 0 && <ProblemNote error={problem} />}
        <ClientSelect label="Client" withAsterisk {...field("clientId")} />
        <Textarea
          label="Senders"
          description="One a line: names of up to 11 characters, or numbers."
          withAsterisk
          autosize
          minRows={4}
          maxRows={14}
          spellCheck={false}
          {...field("pasted")}
          {...(lines.length > 0 && { error: lines.join(" ") })}
        />
        <CountrySelect
          label="Where"
          placeholder="Everywhere"
          description="For one country alone, where its rules differ."
          clearable
          {...field("country")}
        />
        <Select label="Status" allowDeselect={false} data={statusOptions} {...field("status")} />
        <Textarea label="Comment" autosize minRows={2} {...field("comment")} />
      </Stack>
      <SaveFoot action="Register" working={working} />
    </form>
  );
}
