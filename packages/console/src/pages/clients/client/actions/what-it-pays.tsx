/** Which of the client's open invoices a payment pays: those due first, chosen ones, or none. */
import { Input, SegmentedControl, Skeleton, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { FieldOf } from "../../../../parts/contract-form.ts";
import { isZero, microsOf } from "../../../../parts/exact.ts";
import { Money } from "../../../../parts/money.tsx";
import {
  AllocationChoice,
  type AllocationLine,
  leftOf,
  SharesTable,
  suggestedLine,
} from "../../../../parts/payments/allocation-table.tsx";
import { LeftOver } from "../../../../parts/payments/allocations.tsx";
import { type OpenInvoice, oldestFirst } from "../../../../parts/payments/open-invoices.ts";

interface WhatItPaysProps {
  currency: string;
  invoices: readonly OpenInvoice[] | undefined;
  /** With tax; undefined while it is half typed. */
  total: string | undefined;
  pays: string;
  onPays: (pays: string) => void;
  lines: readonly AllocationLine[];
  error: ReactNode;
  field: FieldOf<`allocations.${number}.amount`>;
  onAdd: (line: AllocationLine) => void;
  onRemove: (place: number) => void;
}

export function WhatItPays(props: WhatItPaysProps) {
  const { invoices, pays, onPays, lines, total, currency, error } = props;
  if (!invoices) return <Skeleton height={60} />;
  if (invoices.length === 0) {
    return (
      <Input.Wrapper label="Pays invoices" labelElement="div">
        <Text size="xs" c="dimmed">
          None is open. The next one issued takes what is left of this payment by itself.
        </Text>
      </Input.Wrapper>
    );
  }
  return (
    <Input.Wrapper label="Pays invoices" labelElement="div">
      <Stack gap="xs">
        <SegmentedControl
          size="xs"
          w="fit-content"
          aria-label="Pays invoices"
          data={[
            { value: "oldest", label: "Due first" },
            { value: "chosen", label: "Chosen" },
            { value: "none", label: "None now" },
          ]}
          value={pays}
          onChange={onPays}
        />
        {pays === "oldest" && <DueFirst total={total} invoices={invoices} currency={currency} />}
        {pays === "chosen" && (
          <>
            <AllocationChoice
              lines={lines}
              invoices={invoices}
              currency={currency}
              field={props.field}
              onAdd={(invoice) => props.onAdd(suggestedLine(invoice, total, lines))}
              onRemove={props.onRemove}
            />
            <LeftOver left={leftOf(total, lines)} currency={currency} error={error} />
          </>
        )}
        {pays === "none" && (
          <Text size="xs" c="dimmed">
            It waits; you can say later what it pays.
          </Text>
        )}
      </Stack>
    </Input.Wrapper>
  );
}

interface DueFirstProps {
  total: string | undefined;
  invoices: readonly OpenInvoice[];
  currency: string;
}

function DueFirst({ total, invoices, currency }: DueFirstProps) {
  if (total === undefined || microsOf(total) <= 0n) {
    return (
      <Text size="xs" c="dimmed">
        {invoices.length === 1 ? "One invoice is open." : `${invoices.length} invoices are open.`} Enter an amount to
        see what it pays.
      </Text>
    );
  }
  const { shares, left } = oldestFirst(total, invoices);
  return (
    <>
      <SharesTable shares={shares} currency={currency} />
      {!isZero(left) && (
        <Text size="xs" c="dimmed">
          <Money amount={left} currency={currency} /> are left for invoices to come.
        </Text>
      )}
    </>
  );
}
