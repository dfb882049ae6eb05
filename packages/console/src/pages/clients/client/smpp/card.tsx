/** Everything the client's engineer needs to bind, ready to be sent. The password is never on it. */
import { Button, Group, Paper, Skeleton } from "@mantine/core";
import { IconMail } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { query } from "../../../../api.ts";
import { CopyButton } from "../../../../parts/copy-button.tsx";
import { Section } from "../../../../parts/page.tsx";
import { ProblemNote } from "../../../../parts/problem.tsx";
import { useClient, useClientId } from "../current.ts";
import classes from "./smpp.module.css";

export function ConnectionCard() {
  const clientId = useClientId();
  const { data: client } = useClient();
  const { data: card, error } = useQuery(query("getConnectionCard", { params: { clientId } }));
  const mail =
    card &&
    `mailto:${client?.email ?? ""}?subject=${encodeURIComponent("SMPP connection")}&body=${encodeURIComponent(card.text)}`;
  return (
    <Paper p="md" style={{ minWidth: 0 }}>
      <Section title="For the client's engineer" says="Host, port and limits; everything but the password.">
        {error && !card && <ProblemNote error={error} />}
        {!card && !error && <Skeleton height={160} />}
        {card && (
          <>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
            <pre className={classes.card} tabIndex={0}>
              {card.text}
            </pre>
            <Group gap="xs">
              <CopyButton full value={card.text} label="Copy" />
              <Button component="a" variant="default" href={mail} leftSection={<IconMail size={14} />}>
                E-mail
              </Button>
            </Group>
          </>
        )}
      </Section>
    </Paper>
  );
}
