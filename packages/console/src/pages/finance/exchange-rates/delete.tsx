import { Button } from "@mantine/core";
import type { ExchangeRate } from "@switchyard/contract";
import { useState } from "react";
import { useSend } from "../../../api.ts";
import { ConfirmByTyping } from "../../../parts/confirm-by-typing.tsx";
import { said } from "../../../parts/said.ts";
import { formatDay } from "../../../parts/time.tsx";

export function DeleteRate({ rate: { currency, day } }: { rate: ExchangeRate }) {
  const remove = useSend("deleteExchangeRate");
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button
        variant="subtle"
        color="gray"
        size="compact-xs"
        aria-label={`Delete the rate of ${currency} from ${day}`}
        onClick={() => setAsking(true)}
      >
        Delete
      </Button>
      <ConfirmByTyping
        opened={asking}
        onClose={() => setAsking(false)}
        title={`Delete the rate of ${currency}`}
        phrase={currency}
        action="Delete rate"
        onConfirm={async () => {
          await remove.mutateAsync({ params: { currency, day } });
          said(`The rate of ${currency} is deleted.`);
        }}
      >
        From {formatDay(`${day}T12:00:00Z`)} on, the rate before it counts again, if there is one.
      </ConfirmByTyping>
    </>
  );
}
