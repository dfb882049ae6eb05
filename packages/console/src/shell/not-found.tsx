/** What is shown when there is no such page, or a page failed. */
import { Button } from "@mantine/core";
import { type ErrorComponentProps, Link, useRouter } from "@tanstack/react-router";
import { EmptyState } from "../parts/empty-state.tsx";
import { ProblemNote } from "../parts/problem.tsx";

export function NotFound() {
  return (
    <EmptyState
      title="There is no such page"
      action={
        <Button component={Link} to="/" variant="default">
          Dashboard
        </Button>
      }
    >
      The address may be mistyped, or what it showed was deleted. Press Ctrl K to find a client, a message or a page.
    </EmptyState>
  );
}

export function PageFailed({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  return (
    <ProblemNote
      error={error}
      onRetry={() => {
        reset();
        void router.invalidate();
      }}
    />
  );
}
