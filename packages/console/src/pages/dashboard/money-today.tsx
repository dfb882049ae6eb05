/** Today's revenue, cost and profit in each currency; nothing is converted. */
import { Skeleton, Table, Text } from "@mantine/core";
import type { Dashboard } from "@switchyard/contract";
import { Money } from "../../parts/money.tsx";
import { Section } from "../../parts/page.tsx";

export function MoneyToday({ dashboard }: { dashboard: Dashboard | undefined }) {
  const rows = dashboard?.today.money;
  return (
    <Section title="Money today" says="Since midnight in UTC, a line for each currency; nothing is converted.">
      {!rows && <Skeleton height={80} />}
      {rows?.length === 0 && (
        <Text size="sm" c="dimmed">
          Nothing was charged yet today.
        </Text>
      )}
      {rows && rows.length > 0 && (
        <Table fz="sm" verticalSpacing={6} horizontalSpacing={8}>
          <Table.Thead>
            <Table.Tr>
              {["Revenue", "Cost", "Profit"].map((head) => (
                <Table.Th key={head} ta="right" c="dimmed" fw={500} fz="xs">
                  {head}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ currency, revenue, cost, profit }) => (
              <Table.Tr key={currency}>
                <Table.Td ta="right">
                  <Money amount={revenue} currency={currency} />
                </Table.Td>
                <Table.Td ta="right">
                  <Money amount={cost} currency={currency} />
                </Table.Td>
                <Table.Td ta="right" fw={600}>
                  <Money amount={profit} currency={currency} signed />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Section>
  );
}
