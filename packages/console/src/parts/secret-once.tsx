/** A secret that was just made: to be copied now, since it can't be shown again. */
import { Alert, Stack } from "@mantine/core";
import { IconKey } from "@tabler/icons-react";
import { CopyButton } from "./copy-button.tsx";
import classes from "./secret-once.module.css";

interface SecretOnceProps {
  says: string;
  secrets: readonly { name: string; value: string }[];
}

export function SecretOnce({ says, secrets }: SecretOnceProps) {
  return (
    <Stack gap="md">
      <Alert variant="light" color="signal" icon={<IconKey size={18} />} title="Shown once" role="status">
        {says}
      </Alert>
      <dl className={classes.secrets}>
        {secrets.map(({ name, value }) => (
          <div key={name}>
            <dt className={classes.name}>{name}</dt>
            <dd className={classes.secret}>
              <code>{value}</code>
              <CopyButton value={value} label={`Copy ${name.toLowerCase()}`} />
            </dd>
          </div>
        ))}
      </dl>
      <CopyButton
        full
        label="Copy everything"
        value={secrets.map(({ name, value }) => `${name}: ${value}`).join("\n")}
      />
    </Stack>
  );
}
