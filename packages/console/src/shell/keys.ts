/** The keyboard of the whole console: `/` to the page's search, `g` and a letter or digit to a page. */
import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { navigationPages } from "./navigation.ts";

/** How long after `g` its key may come. */
const CHORD_MS = 1200;

export function useKeys(): void {
  const navigate = useNavigate();
  useEffect(() => {
    let chordUntil = 0;
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const now = event.timeStamp;
      if (event.key === "/") {
        const search = document.querySelector<HTMLInputElement>("input[data-main-search]");
        if (!search) return;
        event.preventDefault();
        search.focus();
        search.select();
      } else if (now < chordUntil) {
        chordUntil = 0;
        const page = navigationPages.find(({ key }) => key === event.key);
        if (page) void navigate({ to: page.to });
      } else if (event.key === "g") {
        chordUntil = now + CHORD_MS;
      }
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [navigate]);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName))
  );
}
