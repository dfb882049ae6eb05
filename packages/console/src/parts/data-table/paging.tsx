/** The foot of a list: how much there is, and the way to the next, previous and first page. */
import { Button } from "@mantine/core";
import { formatCount } from "../figures.ts";
import type { ListState } from "../list-state.ts";
import classes from "./data-table.module.css";

interface PagingProps {
  list: ListState;
  page: { items: readonly unknown[]; nextCursor: string | null; total?: number | undefined } | undefined;
  /** What the rows are: "clients". */
  noun: string;
}

export function Paging({ list, page, noun }: PagingProps) {
  const next = page?.nextCursor;
  return (
    <div className={classes.foot}>
      <span className="figures" aria-live="polite">
        {page ? counted(page, noun) : "…"}
      </span>
      <div className={classes.pages}>
        {list.first && (
          <Button variant="subtle" color="gray" size="compact-xs" onClick={list.first}>
            First
          </Button>
        )}
        {(list.previous || next) && (
          <>
            <Button variant="default" size="compact-xs" disabled={!list.previous} onClick={list.previous}>
              Previous
            </Button>
            <Button variant="default" size="compact-xs" disabled={!next} onClick={() => next && list.next(next)}>
              Next
            </Button>
          </>
        )}
      </div>
    </div>
  );
}

function counted(page: { items: readonly unknown[]; total?: number | undefined }, noun: string): string {
  const count = page.total ?? page.items.length;
  const counted = `${formatCount(count)} ${count === 1 ? noun.replace(/s$/, "") : noun}`;
  return page.total === undefined ? `${counted} on this page` : counted;
}
