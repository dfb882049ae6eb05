/** The taxes of an enterprise. Each client has one of them, or the default. */
import { Button } from "@mantine/core";
import type { Enterprise } from "@switchyard/contract";
import { IconPlus } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { useMay } from "../../../api.ts";
import { DataTable } from "../../../parts/data-table/data-table.tsx";
import { columnsOf } from "../../../parts/data-table/features.ts";
import { EmptyState } from "../../../parts/empty-state.tsx";
import { Section } from "../../../parts/page.tsx";
import { Status } from "../../../parts/status.tsx";
import { useEnterprise } from "./current.ts";

type Tax = Enterprise["taxes"][number];

const column = columnsOf<Tax>();

function columnsFor(enterpriseId: number, mayChange: boolean) {
  return column.columns([
    column.accessor("name", {
      header: "Name",
      cell: ({ row: { original } }) => {
        if (!mayChange) return <b>{original.name}</b>;
        return (
          <Link
            to="/settings/enterprises/$enterpriseId/taxes/$taxId"
            params={{ enterpriseId: String(enterpriseId), taxId: String(original.id) }}
            className="quiet-link"
          >
            <b>{original.name}</b>
          </Link>
        );
      },
    }),
    column.accessor("percent", { header: "Percent", meta: { right: true }, cell: ({ getValue }) => `${getValue()}%` }),
    column.accessor("isDefault", {
      header: "Default",
      cell: ({ getValue }) =>
        getValue() ? (
          <Status tone="good" says="Of clients that have no other.">
            Default
          </Status>
        ) : (
          "–"
        ),
    }),
    column.accessor("note", { header: "Note on invoices", meta: { wide: true, grow: true } }),
  ]);
}

export function EnterpriseTaxes() {
  const { enterprise } = useEnterprise();
  const mayChange = useMay("finance.settings");
  const navigate = useNavigate();
  if (!enterprise) return null;
  const params = { enterpriseId: String(enterprise.id) };
  const add = mayChange && (
    <Button
      variant="default"
      leftSection={<IconPlus size={14} />}
      renderRoot={(props) => <Link {...props} to="/settings/enterprises/$enterpriseId/taxes/new" params={params} />}
    >
      Add tax
    </Button>
  );
  const open = ({ id }: Tax) =>
    void navigate({
      to: "/settings/enterprises/$enterpriseId/taxes/$taxId",
      params: { ...params, taxId: String(id) },
    });
  return (
    <Section
      title="Taxes"
      says="A client's profile names one; who has none is invoiced with the default, and without a default there is no tax."
      actions={enterprise.taxes.length > 0 && add}
    >
      <DataTable
        label="Taxes"
        columns={columnsFor(enterprise.id, mayChange)}
        rows={enterprise.taxes}
        rowId={({ id }) => String(id)}
        {...(mayChange && { onOpen: open })}
        empty={
          <EmptyState title="No taxes yet" action={add}>
            Add the ones that stand on your invoices, such as VAT 19%, or 0% with the sentence that the recipient owes
            the tax.
          </EmptyState>
        }
      />
    </Section>
  );
}
