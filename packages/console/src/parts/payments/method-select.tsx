/** How a payment was made, from the library; one that is out of use is offered only where it already stands. */
import { Select, type SelectProps } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { query } from "../../api.ts";

type MethodSelectProps = Omit<SelectProps, "data">;

export function MethodSelect(props: MethodSelectProps) {
  const { data } = useQuery(query("listPaymentMethods"));
  const offered = (data?.items ?? []).filter(({ id, active }) => active || String(id) === props.value);
  return (
    <Select
      label="Method"
      placeholder="Not said"
      clearable
      data={offered.map(({ id, name, active }) => ({ value: String(id), label: active ? name : `${name} (not used)` }))}
      {...props}
    />
  );
}
