/** How a supplier stands. */
import { Badge, Group } from "@mantine/core";
import type { Supplier } from "@switchyard/contract";
import { Money } from "../../parts/money.tsx";
import { Status } from "../../parts/status.tsx";

export function SupplierStatus({ blocked }: { blocked: boolean }) {
  return blocked ? (
    <Status tone="bad" says="Its messages wait or move to the next member of their pool.">
      Blocked
    </Status>
  ) : (
    <Status tone="good">Active</Status>
  );
}

export function Labels({ of }: { of: readonly string[] }) {
  if (of.length === 0) return <>–</>;
  return (
    <Group gap={4} wrap="nowrap">
      {of.map((label) => (
        <Badge key={label} variant="default" size="sm" radius="sm" tt="none" fw={500}>
          {label}
        </Badge>
      ))}
    </Group>
  );
}

type Balanced = Pick<Supplier, "balance" | "currency" | "balanceLowSince">;

/** What it was paid less what its messages and look-ups cost; in red where a prepaid supplier's is low. */
export function SupplierBalance({ of }: { of: Balanced }) {
  const money = <Money amount={of.balance} currency={of.currency} />;
  return of.balanceLowSince ? <span style={{ color: "var(--sy-bad)" }}>{money}</span> : money;
}
