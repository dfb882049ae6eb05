/** Says what went wrong: the API's own sentence where it has one, and what a person can do. */
import { Alert, Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { problemIn } from "../api.ts";

interface ProblemNoteProps {
  error: unknown;
  /** Tries again what failed. */
  onRetry?: (() => void) | undefined;
}

export function ProblemNote({ error, onRetry }: ProblemNoteProps) {
  const problem = problemIn(error);
  return (
    <Alert
      color="red"
      variant="light"
      role="alert"
      icon={<IconAlertTriangle size={18} />}
      title={problem?.title ?? "The switch did not answer"}
      styles={{ title: { color: "var(--sy-bad)" } }}
    >
      {problem ? problem.detail : "The connection failed or the switch is starting. The page tries again by itself."}
      {onRetry && (
        <div>
          <Button variant="default" size="compact-xs" mt="xs" onClick={onRetry}>
            Try again
          </Button>
        </div>
      )}
    </Alert>
  );
}
