/** A drawer with an address: it is open because the URL says so, and closing it goes to the page under it. */
import { Button, Drawer, Group, Modal, Text } from "@mantine/core";
import { useBlocker } from "@tanstack/react-router";
import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from "react";
import classes from "./route-drawer.module.css";

interface DrawerGuard {
  /** A form tells whether it holds changes that leaving would lose. */
  setDirty: (dirty: boolean) => void;
  /** Leaves without asking: after saving. */
  leave: () => void;
}

const Guard = createContext<DrawerGuard>({ setDirty: () => {}, leave: () => {} });

/** For forms in a drawer: guards unsaved changes and closes the drawer once saved. */
export function useDrawer(): DrawerGuard {
  return useContext(Guard);
}

interface RouteDrawerProps {
  title: string;
  /** Goes to the page under the drawer. */
  onClose: () => void;
  size?: "md" | "lg" | "xl";
  children: ReactNode;
}

export function RouteDrawer({ title, onClose, size = "md", children }: RouteDrawerProps) {
  const dirty = useRef(false);
  const [guard] = useState(() => ({ dirty }));
  const leave = useCallback(() => {
    guard.dirty.current = false;
    onClose();
  }, [guard, onClose]);
  const isDirty = useCallback(() => guard.dirty.current, [guard]);
  const blocker = useBlocker({ shouldBlockFn: isDirty, enableBeforeUnload: isDirty, withResolver: true });
  const isAsking = blocker.status === "blocked";
  const value = useMemo(
    () => ({
      setDirty: (next: boolean) => {
        guard.dirty.current = next;
      },
      leave,
    }),
    [guard, leave],
  );
  return (
    <Drawer
      opened
      onClose={onClose}
      title={title}
      size={{ md: 480, lg: 640, xl: 820 }[size]}
      closeButtonProps={{ "aria-label": "Close" }}
      classNames={{ title: classes.title ?? "", header: classes.header ?? "", body: classes.body ?? "" }}
      // While the question is open, Escape answers it and nothing else.
      closeOnEscape={!isAsking}
    >
      <div ref={markFirstField} tabIndex={-1} className={classes.content}>
        <Guard value={value}>{children}</Guard>
      </div>
      <Modal opened={isAsking} onClose={() => blocker.reset?.()} title="Leave without saving?" size="sm" zIndex={400}>
        <Text size="sm">What you changed in this form is not saved.</Text>
        <Group justify="flex-end" gap="xs" mt="md">
          <Button variant="default" onClick={() => blocker.reset?.()} data-autofocus>
            Stay
          </Button>
          <Button color="red.9" onClick={() => blocker.proceed?.()}>
            Leave
          </Button>
        </Group>
      </Modal>
    </Drawer>
  );
}

/** Says where the focus goes when the drawer opens: to the field a form names, else its first, else its content. */
function markFirstField(content: HTMLElement | null): void {
  if (!content || content.querySelector("[data-autofocus]")) return;
  const field = content.querySelector("input:not([type=hidden], :disabled), textarea:not(:disabled)");
  (field ?? content).setAttribute("data-autofocus", "");
}

/** The foot of a drawer's form: stays in sight, the saving button last. */
export function DrawerFoot({ children }: { children: ReactNode }) {
  return <div className={classes.foot}>{children}</div>;
}

interface SaveFootProps {
  /** What the saving button says. */
  action: ReactNode;
  working: boolean;
  disabled?: boolean;
  /** For what can't be undone. */
  color?: "red.9";
  /** What stands at the other end, such as deleting. */
  start?: ReactNode;
}

/** The usual foot of a form: leave it, or send it. */
export function SaveFoot({ action, working, disabled = false, color, start }: SaveFootProps) {
  const { leave } = useDrawer();
  return (
    <DrawerFoot>
      {start}
      <Button variant="default" onClick={leave}>
        Cancel
      </Button>
      <Button type="submit" loading={working} disabled={disabled} {...(color && { color })}>
        {action}
      </Button>
    </DrawerFoot>
  );
}

/** Asks whether what the drawer shows is to be deleted, at the far end of its foot. */
export function AskDelete({ disabled = false, onAsk }: { disabled?: boolean; onAsk: () => void }) {
  return (
    <Button variant="subtle" color="red" c="var(--sy-bad)" mr="auto" disabled={disabled} onClick={onAsk}>
      Delete
    </Button>
  );
}
