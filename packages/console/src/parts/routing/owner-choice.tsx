/** Choosing whose routes are meant: the platform's, a product's or a client's. */
import { Group, SegmentedControl, Select } from "@mantine/core";
import type { RouteRef, RouteScope } from "@switchyard/contract";
import { useQuery } from "@tanstack/react-query";
import { query } from "../../api.ts";
import { ClientSelect } from "../library-selects.tsx";

/** An owner whose kind is chosen, but perhaps not yet which. */
export interface OwnerChoice {
  readonly scope: RouteScope;
  readonly ownerId: number | undefined;
}

/** The owner, once it is chosen in full. */
export function chosenOwner({ scope, ownerId }: OwnerChoice): RouteRef | undefined {
  if (scope === "platform") return { scope, ownerId: 0 };
  return ownerId === undefined ? undefined : { scope, ownerId };
}

interface OwnerChoiceFieldsProps {
  label: string;
  value: OwnerChoice;
  onChange: (value: OwnerChoice) => void;
}

const kinds = [
  { value: "platform", label: "Platform" },
  { value: "product", label: "Product" },
  { value: "client", label: "Client" },
] as const satisfies readonly { value: RouteScope; label: string }[];

export function OwnerChoiceFields({ label, value, onChange }: OwnerChoiceFieldsProps) {
  const { scope, ownerId } = value;
  const chosen = ownerId === undefined ? null : String(ownerId);
  const choose = (id: string | null) => onChange({ scope, ownerId: id === null ? undefined : Number(id) });
  return (
    <Group gap="xs">
      <SegmentedControl
        size="xs"
        aria-label={label}
        data={[...kinds]}
        value={scope}
        onChange={(kind) => {
          const next = kinds.find(({ value: name }) => name === kind);
          if (next) onChange({ scope: next.value, ownerId: undefined });
        }}
      />
      {scope === "product" && <ProductSelect value={chosen} onChange={choose} />}
      {scope === "client" && (
        <ClientSelect size="xs" aria-label="Client" placeholder="Login or company" value={chosen} onChange={choose} />
      )}
    </Group>
  );
}

function ProductSelect({ value, onChange }: { value: string | null; onChange: (id: string | null) => void }) {
  const { data } = useQuery(query("listProducts"));
  const options = (data?.items ?? []).map(({ id, name }) => ({ value: String(id), label: name }));
  return (
    <Select
      size="xs"
      aria-label="Product"
      placeholder="Product"
      searchable
      nothingFoundMessage="No such product"
      data={options}
      value={value}
      onChange={onChange}
    />
  );
}
