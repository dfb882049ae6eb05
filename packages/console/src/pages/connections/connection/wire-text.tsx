/** A text as it goes over the wire, or a template of one, under its name. */
import { Text } from "@mantine/core";
import classes from "./wire-text.module.css";

export function WireText({ title, text }: { title: string; text: string }) {
  return (
    <div>
      <Text size="xs" c="dimmed">
        {title}
      </Text>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
      <pre className={classes.said} tabIndex={0}>
        {text}
      </pre>
    </div>
  );
}
