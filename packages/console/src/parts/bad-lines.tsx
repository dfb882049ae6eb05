/** Which lines of a list the API could not read. */
import { List, Text } from "@mantine/core";
import { problemIn } from "../api.ts";
import { ProblemNote } from "./problem.tsx";

const SHOWN_MAX = 20;

/** What is wrong with single lines of a list that was sent, or of a file. */
export function badLinesOf(error: unknown): string[] {
  return (problemIn(error)?.errors ?? []).flatMap(({ path, message }) => {
    const place = /^body\.[a-z]+\.(\d+)$/.exec(path)?.[1];
    if (place !== undefined) return [`Line ${Number(place) + 1} ${message}.`];
    return path === "body" && message.startsWith("line ") ? [`L${message.slice(1)}.`] : [];
  });
}

/** What was refused; under it each bad line, where the refusal is about lines. */
export function BadLines({ error }: { error: unknown }) {
  const lines = badLinesOf(error);
  return (
    <>
      <ProblemNote error={error} />
      {lines.length > 1 && (
        <List size="sm" spacing={2} aria-label="Lines that can't be read">
          {lines.slice(0, SHOWN_MAX).map((line) => (
            <List.Item key={line}>{line}</List.Item>
          ))}
          {lines.length > SHOWN_MAX && (
            <Text size="sm" c="dimmed">
              … and {lines.length - SHOWN_MAX} more
            </Text>
          )}
        </List>
      )}
    </>
  );
}
