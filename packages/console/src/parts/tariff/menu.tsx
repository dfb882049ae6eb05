/** What can be done with a whole tariff: add, import, change in bulk, make from costs, end, export. */
import { Button, Menu } from "@mantine/core";
import { adminPath } from "@switchyard/contract";
import {
  IconAdjustmentsHorizontal,
  IconCalendarOff,
  IconChevronDown,
  IconFileSpreadsheet,
  IconFileText,
  IconPlus,
  IconUpload,
  IconWand,
} from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { type TariffDrawer, type tariffFilters, withDrawer } from "./address.ts";
import { type Tariff, tariffParam } from "./tariff.ts";

interface TariffMenuProps {
  tariff: Tariff;
  /** Exports hold what the list shows, all pages. */
  filters: ReturnType<typeof tariffFilters>;
  mayChange: boolean;
}

export function TariffMenu({ tariff, filters, mayChange }: TariffMenuProps) {
  const { noun } = tariff;
  return (
    <>
      {mayChange && (
        <>
          <DrawerButton opens="add" icon={<IconPlus size={14} />} label={`Add ${noun}s`} />
          <DrawerButton opens="import" icon={<IconUpload size={14} />} label="Import" />
        </>
      )}
      <Menu position="bottom-end" width={210}>
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={14} />}>
            {mayChange ? "More" : "Export"}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {mayChange && <BulkItems noun={noun} />}
          <ExportItems tariff={tariff} filters={filters} />
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

interface OpensProps {
  opens: TariffDrawer;
  icon: React.ReactNode;
  label: string;
}

function DrawerButton({ opens, icon, label }: OpensProps) {
  return (
    <Button
      variant="default"
      leftSection={icon}
      renderRoot={(props) => <Link {...props} to="." search={withDrawer({ tariff: opens })} resetScroll={false} />}
    >
      {label}
    </Button>
  );
}

function DrawerItem({ opens, icon, label }: OpensProps) {
  return (
    <Menu.Item
      leftSection={icon}
      renderRoot={(props) => <Link {...props} to="." search={withDrawer({ tariff: opens })} resetScroll={false} />}
    >
      {label}
    </Menu.Item>
  );
}

function BulkItems({ noun }: Pick<Tariff, "noun">) {
  return (
    <>
      <DrawerItem opens="change" icon={<IconAdjustmentsHorizontal size={15} />} label="Change by…" />
      {noun === "price" && <DrawerItem opens="generate" icon={<IconWand size={15} />} label="Generate from costs" />}
      <DrawerItem opens="end" icon={<IconCalendarOff size={15} />} label="End…" />
      <Menu.Divider />
    </>
  );
}

function ExportItems({ tariff, filters }: Pick<TariffMenuProps, "tariff" | "filters">) {
  const call = { params: tariffParam(tariff), query: filters };
  return (
    <>
      <Menu.Item
        component="a"
        href={adminPath("exportTariffCsv", call)}
        download
        leftSection={<IconFileText size={15} />}
      >
        Export CSV
      </Menu.Item>
      <Menu.Item
        component="a"
        href={adminPath("exportTariffXlsx", call)}
        download
        leftSection={<IconFileSpreadsheet size={15} />}
      >
        Export XLSX
      </Menu.Item>
    </>
  );
}
