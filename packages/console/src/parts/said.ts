/** A short word in the corner: something was done, or why it was not. */
import { notifications } from "@mantine/notifications";
import { problemIn } from "../api.ts";

/** Tells a person what happened; given an error, why it did not. */
export function said(what: string | Error): void {
  if (typeof what === "string") {
    notifications.show({ message: what, color: "signal", autoClose: 4000 });
    return;
  }
  const problem = problemIn(what);
  notifications.show({
    title: problem?.title ?? "The switch did not answer",
    message: problem?.detail ?? "Try again in a moment.",
    color: "red",
    autoClose: 8000,
  });
}
