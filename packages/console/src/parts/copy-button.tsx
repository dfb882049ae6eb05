/** Copies a text to the clipboard and says so. */
import { ActionIcon, Button, CopyButton as Copying, Tooltip } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";

interface CopyButtonProps {
  value: string;
  /** What is copied, for the tooltip and the screen reader: "Copy password". */
  label: string;
  /** A full button with its label instead of an icon. */
  full?: boolean;
}

export function CopyButton({ value, label, full = false }: CopyButtonProps) {
  return (
    <Copying value={value} timeout={1500}>
      {({ copied, copy }) =>
        full ? (
          <Button
            variant="default"
            onClick={copy}
            leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
          >
            {copied ? "Copied" : label}
          </Button>
        ) : (
          <Tooltip label={copied ? "Copied" : label}>
            <ActionIcon variant="subtle" color="gray" size="sm" onClick={copy} aria-label={label}>
              {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
            </ActionIcon>
          </Tooltip>
        )
      }
    </Copying>
  );
}
