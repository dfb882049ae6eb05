/** Drawers of reception numbers: many pasted at once, or one to change. */
import { Checkbox, Select, Skeleton, Stack, Textarea, TextInput } from "@mantine/core";
import {
  contractLimits,
  type ReceptionNumber,
  receptionNumberPatch,
  receptionNumbersCreate,
} from "@switchyard/contract";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { query, useMay, useSend } from "../../../../api.ts";
import { AmountInput, decimalOf } from "../../../../parts/amount-input.tsx";
import { badLinesOf } from "../../../../parts/bad-lines.tsx";
import { type FieldOf, useContractForm } from "../../../../parts/contract-form.ts";
import { forwardOptions } from "../../../../parts/incoming/forward.ts";
import { pastedLines } from "../../../../parts/pasted-lines.ts";
import { ProblemNote } from "../../../../parts/problem.tsx";
import { RouteDrawer, SaveFoot, useDrawer } from "../../../../parts/route-drawer.tsx";
import { said } from "../../../../parts/said.ts";
import { useClient, useClientId } from "../current.ts";
import { DeleteNumber } from "./delete.tsx";

function useClose() {
  const clientId = useClientId();
  const navigate = useNavigate();
  return useCallback(
    () =>
      void navigate({
        to: "/clients/$clientId/incoming",
        params: { clientId: String(clientId) },
        search: true,
        resetScroll: false,
      }),
    [navigate, clientId],
  );
}

export function NewReceptionNumbers() {
  return (
    <RouteDrawer title="Add reception numbers" onClose={useClose()}>
      <NewNumbersForm />
    </RouteDrawer>
  );
}

function NewNumbersForm() {
  const clientId = useClientId();
  const { leave } = useDrawer();
  const create = useSend("createReceptionNumbers");
  const { form, onSubmit, working, problem } = useContractForm({
    schema: receptionNumbersCreate,
    // Not named as in the contract: its faults are told line by line, not on the field.
    initialValues: { pasted: "", forward: "smpp", price: "", enabled: true, comment: "" },
    toBody: ({ pasted, price, ...values }) => ({
      ...values,
      clientId,
      numbers: pastedLines(pasted),
      price: price.trim() === "" ? null : decimalOf(price),
    }),
    fieldOf: (path) => (path === "numbers" ? "pasted" : path),
    submit: async (body) => {
      const { items } = await create.mutateAsync({ body });
      said(`${items.length} ${items.length === 1 ? "number receives" : "numbers receive"} for the client at once.`);
      leave();
    },
  });
  const field = form.getInputProps;
  const lines = badLinesOf(problem);
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        {problem !== undefined && lines.length === 0 && <ProblemNote error={problem} />}
        <Textarea
          label="Numbers"
          description={`One a line, with its keyword if it has one; up to ${contractLimits.receptionNumbersMax.toLocaleString("en")}.`}
          placeholder={"4477\n4477 WIN\n491701234567"}
          withAsterisk
          autosize
          minRows={5}
          maxRows={14}
          spellCheck={false}
          data-autofocus
          styles={{ input: { fontVariantNumeric: "tabular-nums" } }}
          {...field("pasted")}
          {...(lines.length > 0 && { error: lines.slice(0, 20).join(" ") })}
        />
        <Terms field={field as Field} />
      </Stack>
      <SaveFoot action="Add numbers" working={working} />
    </form>
  );
}

type Field = FieldOf<"forward" | "price" | "enabled" | "comment">;

/** What holds for one number as for many. */
function Terms({ field }: { field: Field }) {
  const { data: client } = useClient();
  return (
    <>
      <Select
        label="Hand over"
        description="By SMPP: to any bound receiver, kept until one takes it."
        allowDeselect={false}
        data={forwardOptions}
        {...field("forward")}
      />
      <AmountInput
        label="Price per part"
        description="Empty: by the client's prices of the type MO; without one it is free."
        currency={client?.currency ?? ""}
        {...field("price")}
      />
      <Textarea label="Comment" autosize minRows={2} {...field("comment")} />
      <Checkbox
        label="On"
        description="Off, messages go to whoever else has the number, or are unassigned."
        {...field("enabled")}
        checked={Boolean(field("enabled").value)}
      />
    </>
  );
}

const route = getRouteApi("/signed-in/clients/$clientId/incoming/numbers/$numberId");

export function EditReceptionNumber() {
  const { numberId } = route.useParams();
  const params = { numberId: Number(numberId) };
  const { data: number, error } = useQuery(query("getReceptionNumber", { params }));
  return (
    <RouteDrawer title={number ? `Number ${number.number} ${number.keyword}` : "Number"} onClose={useClose()}>
      {!number && !error && <Skeleton height={260} />}
      {error && !number && <ProblemNote error={error} />}
      {number && <EditForm number={number} />}
    </RouteDrawer>
  );
}

function EditForm({ number }: { number: ReceptionNumber }) {
  const { leave } = useDrawer();
  const mayChange = useMay("incoming.write");
  const update = useSend("updateReceptionNumber");
  const { form, onSubmit, working, problem } = useContractForm({
    schema: receptionNumberPatch,
    initialValues: {
      number: number.number,
      keyword: number.keyword,
      forward: number.forward as string,
      price: number.price ?? "",
      enabled: number.enabled,
      comment: number.comment,
    },
    toBody: ({ price, ...values }) => ({ ...values, price: price.trim() === "" ? null : decimalOf(price) }),
    submit: async (body) => {
      await update.mutateAsync({ params: { numberId: number.id }, body });
      said(`${number.number} is saved and counts at once.`);
      leave();
    },
  });
  const field = form.getInputProps;
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        {problem !== undefined && <ProblemNote error={problem} />}
        <TextInput label="Number" inputMode="numeric" autoComplete="off" withAsterisk {...field("number")} />
        <TextInput
          label="Keyword"
          description="What a text must begin with, letter case ignored; empty: all that no keyword takes."
          autoComplete="off"
          {...field("keyword")}
        />
        <Terms field={field as Field} />
      </Stack>
      <SaveFoot
        action="Save"
        working={working}
        disabled={!mayChange}
        start={mayChange && <DeleteNumber number={number} />}
      />
    </form>
  );
}
