/** Copies a text to the clipboard and says so. */
import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useEffect, useState } from "react";

interface CopyButtonProps {
  value: string;
  /** What is copied, for the tooltip and the screen reader: "Copy password". */
  label: string;
  /** A full button with its label instead of an icon. */
  full?: boolean;
}

/** How long the button says that it has copied. */
const COPIED_MS = 1500;

export function CopyButton({ value, label, full = false }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), COPIED_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = () => void copyText(value).then(setCopied);
  const Icon = copied ? IconCheck : IconCopy;
  if (full) {
    return (
      <Button variant="default" onClick={copy} leftSection={<Icon size={14} />}>
        {copied ? "Copied" : label}
      </Button>
    );
  }
  return (
    <Tooltip label={copied ? "Copied" : label}>
      <ActionIcon variant="subtle" color="gray" size="sm" onClick={copy} aria-label={label}>
        <Icon size={14} />
      </ActionIcon>
    </Tooltip>
  );
}

/** Whether it worked. Browsers offer the clipboard to https and localhost only; elsewhere a selection is copied. */
async function copyText(text: string): Promise<boolean> {
  if (navigator.clipboard) {
    return navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
  }
  const area = document.createElement("textarea");
  area.value = text;
  area.style.position = "fixed";
  area.style.opacity = "0";
  // Beside what has the focus: a drawer would take it back from anywhere else.
  (document.activeElement?.parentElement ?? document.body).append(area);
  area.select();
  const worked = document.execCommand("copy");
  area.remove();
  return worked;
}
