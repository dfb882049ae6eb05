/** The addresses the client may bind from; with none, nobody may, until any address is chosen knowingly. */
import { ActionIcon, Button, Paper, Stack, Switch, Table, Text, TextInput, Tooltip } from "@mantine/core";
import { type Address, adminEndpoints, type Client } from "@switchyard/contract";
import { IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { query, useMay, useSend } from "../../../../api.ts";
import { ConfirmByTyping } from "../../../../parts/confirm-by-typing.tsx";
import { useContractForm } from "../../../../parts/contract-form.ts";
import { Section } from "../../../../parts/page.tsx";
import { ProblemNote } from "../../../../parts/problem.tsx";
import { said } from "../../../../parts/said.ts";
import { useClient, useClientId } from "../current.ts";
import classes from "./smpp.module.css";

export function Addresses() {
  const clientId = useClientId();
  const { data: client } = useClient();
  const { data, error } = useQuery(query("listAddresses", { params: { clientId } }));
  const mayChange = useMay("smpp.write");
  const items = data?.items ?? [];
  return (
    <Paper p="md">
      <Section title="Addresses" says="Only these addresses and networks may bind.">
        {error && !data && <ProblemNote error={error} />}
        {items.length > 0 && <AddressTable items={items} mayChange={mayChange} />}
        {data && items.length === 0 && client && !client.smppAnyAddress && (
          <Text size="sm" c="var(--sy-wait)">
            The list is empty, so no address may bind. Add the client's addresses.
          </Text>
        )}
        {mayChange && <NewAddress clientId={clientId} />}
        {client && <AnyAddress client={client} mayChange={mayChange} />}
      </Section>
    </Paper>
  );
}

function AddressTable({ items, mayChange }: { items: readonly Address[]; mayChange: boolean }) {
  const clientId = useClientId();
  const remove = useSend("deleteAddress");
  return (
    <Table fz="sm" verticalSpacing={4}>
      <Table.Tbody>
        {items.map((address) => (
          <Table.Tr key={address.id}>
            <Table.Td className="mono">{address.network}</Table.Td>
            <Table.Td c="dimmed">{address.comment}</Table.Td>
            <Table.Td ta="right" w={40}>
              <Tooltip label="Remove">
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size="sm"
                  aria-label={`Remove ${address.network}`}
                  disabled={!mayChange}
                  onClick={() =>
                    remove.mutate(
                      { params: { clientId, addressId: address.id } },
                      { onSuccess: () => said(`${address.network} may no longer bind.`), onError: said },
                    )
                  }
                >
                  <IconTrash size={14} />
                </ActionIcon>
              </Tooltip>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function NewAddress({ clientId }: { clientId: number }) {
  const create = useSend("createAddress");
  const { form, onSubmit, working, problem } = useContractForm({
    schema: adminEndpoints.createAddress.body,
    initialValues: { network: "", comment: "" },
    toBody: ({ network, comment }) => ({ network: network.trim(), comment }),
    submit: async (body) => {
      await create.mutateAsync({ params: { clientId }, body });
      form.reset();
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      {problem !== undefined && <ProblemNote error={problem} />}
      <div className={classes.newAddress}>
        <TextInput
          size="xs"
          aria-label="Address or network"
          placeholder="203.0.113.7 or 2001:db8::/48"
          autoComplete="off"
          {...form.getInputProps("network")}
        />
        <TextInput size="xs" aria-label="Comment" placeholder="Comment" {...form.getInputProps("comment")} />
        <Button type="submit" variant="default" loading={working}>
          Add
        </Button>
      </div>
    </form>
  );
}

function AnyAddress({ client, mayChange }: { client: Client; mayChange: boolean }) {
  const update = useSend("updateClient");
  const [asking, setAsking] = useState(false);
  const set = (smppAnyAddress: boolean) =>
    update.mutateAsync({ params: { clientId: client.id }, body: { smppAnyAddress } });
  return (
    <Stack gap={4}>
      <Switch
        size="xs"
        label="Any address may bind"
        description="The list above then does not count; the password alone protects the client's money."
        checked={client.smppAnyAddress}
        disabled={!mayChange || update.isPending}
        onChange={(event) => (event.currentTarget.checked ? setAsking(true) : void set(false).catch(said))}
      />
      <ConfirmByTyping
        opened={asking}
        onClose={() => setAsking(false)}
        title="Let any address bind"
        phrase={client.login}
        action="Allow any address"
        onConfirm={() => set(true)}
      >
        Whoever knows a system_id and its password of eight characters can then send on the account of {client.login},
        from anywhere. Prefer the client's own addresses.
      </ConfirmByTyping>
    </Stack>
  );
}
