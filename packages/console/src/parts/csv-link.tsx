/** Downloads a list as CSV: all its pages, as it is filtered. */
import { Button, Tooltip } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";

interface CsvLinkProps {
  href: string;
  /** The file's name; left out, the one the switch gives it. */
  name?: string;
}

export function CsvLink({ href, name }: CsvLinkProps) {
  return (
    <Tooltip label="All pages of this list, as it is filtered">
      <Button
        component="a"
        variant="default"
        leftSection={<IconDownload size={14} />}
        href={href}
        download={name ?? true}
      >
        CSV
      </Button>
    </Tooltip>
  );
}
