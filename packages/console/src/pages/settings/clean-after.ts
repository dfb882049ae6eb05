import { useEffect } from "react";
import { useDrawer } from "../../parts/route-drawer.tsx";

/** For a form that is one of several pages of a drawer: once it is left, nothing of it can be lost any more. */
export function useCleanAfter(): void {
  const { setDirty } = useDrawer();
  useEffect(() => () => setDirty(false), [setDirty]);
}
