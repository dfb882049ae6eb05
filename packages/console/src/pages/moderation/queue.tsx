/** The messages of one page of the queue. One of them has the focus; keys act on it, or on those selected. */
import { Button, Checkbox, Group, Text } from "@mantine/core";
import type { ModeratedMessage } from "@switchyard/contract";
import { Link, useNavigate } from "@tanstack/react-router";
import { type KeyboardEvent, useRef, useState } from "react";
import { formatCount } from "../../parts/figures.ts";
import { Place } from "../../parts/place.tsx";
import { Time } from "../../parts/time.tsx";
import classes from "./queue.module.css";
import type { Decide } from "./use-decide.ts";

interface QueueProps {
  messages: readonly ModeratedMessage[];
  mayDecide: boolean;
  decide: Decide;
}

const none: ReadonlySet<number> = new Set();

export function Queue({ messages, mayDecide, decide }: QueueProps) {
  const list = useRef<HTMLUListElement>(null);
  const navigate = useNavigate();
  const [chosen, setChosen] = useState(none);
  const [working, setWorking] = useState(false);
  const selected = messages.filter(({ id }) => chosen.has(id)).map(({ id }) => id);
  const toggle = (id: number) =>
    setChosen((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  const act = async (ids: readonly number[], approve: boolean) => {
    if (!mayDecide || working || ids.length === 0) return;
    setWorking(true);
    await decide(ids, approve);
    setWorking(false);
    setChosen(none);
  };
  const onKey = (event: KeyboardEvent, message: ModeratedMessage) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const place = messages.indexOf(message);
    const acts: Record<string, () => void> = {
      ArrowDown: () => focusRow(list.current, place + 1),
      ArrowUp: () => focusRow(list.current, place - 1),
      a: () => void act(selected.length > 0 ? selected : [message.id], true),
      r: () => void act(selected.length > 0 ? selected : [message.id], false),
      f: () =>
        void navigate({ to: "/moderation/$messageId/filter", params: { messageId: String(message.id) }, search: true }),
      " ": () => toggle(message.id),
    };
    const then = acts[event.key];
    if (!then) return;
    event.preventDefault();
    event.stopPropagation();
    then();
  };
  return (
    <>
      {selected.length > 0 && (
        <section className={classes.bar} aria-label="Selected messages">
          <b className="figures">{formatCount(selected.length)} selected</b>
          <Button size="compact-sm" loading={working} onClick={() => void act(selected, true)}>
            Approve
          </Button>
          <Button size="compact-sm" variant="default" disabled={working} onClick={() => void act(selected, false)}>
            Reject
          </Button>
          <Button size="compact-sm" variant="subtle" onClick={() => setChosen(none)}>
            Clear
          </Button>
        </section>
      )}
      <ul className={classes.queue} ref={list} aria-label="Messages that wait">
        {messages.map((message) => (
          <li
            key={message.id}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: keys act on the message that has the focus
            tabIndex={0}
            className={classes.message}
            data-chosen={chosen.has(message.id) || undefined}
            onKeyDown={(event) => onKey(event, message)}
            aria-label={`Message of ${message.clientLogin} from ${message.sender}`}
          >
            <Waiting message={message} />
            {mayDecide && (
              <Group gap="xs" className={classes.actions ?? ""}>
                <Checkbox
                  size="xs"
                  aria-label={`Select message ${message.id}`}
                  checked={chosen.has(message.id)}
                  onChange={() => toggle(message.id)}
                />
                <Button
                  size="compact-sm"
                  variant="light"
                  disabled={working}
                  onClick={() => void act([message.id], true)}
                >
                  Approve
                </Button>
                <Button
                  size="compact-sm"
                  variant="default"
                  disabled={working}
                  onClick={() => void act([message.id], false)}
                >
                  Reject
                </Button>
                <Button
                  size="compact-sm"
                  variant="subtle"
                  renderRoot={(props) => (
                    <Link
                      {...props}
                      to="/moderation/$messageId/filter"
                      params={{ messageId: String(message.id) }}
                      search={true}
                    />
                  )}
                >
                  Save as filter
                </Button>
              </Group>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

function focusRow(list: HTMLUListElement | null, place: number): void {
  const row = list?.children.item(place);
  if (row instanceof HTMLElement) row.focus();
}

/** What it says, from whom to whom, and why it waits. */
function Waiting({ message }: { message: ModeratedMessage }) {
  const { caughtBy } = message;
  return (
    <div className={classes.words}>
      <Text size="sm" component="div" className={classes.head ?? ""}>
        <Link to="/clients/$clientId" params={{ clientId: String(message.clientId) }} className="quiet-link">
          <b>{message.clientLogin}</b>
        </Link>
        <span>
          {message.sender} → <span className="figures">+{message.recipient}</span>
        </span>
        <Text span size="sm" c="dimmed">
          <Place country={message.country} any="Unknown destination" />
          {message.parts > 1 && ` · ${message.parts} parts`}
        </Text>
      </Text>
      <p className={classes.text}>{message.text ?? "Binary content"}</p>
      {(message.sentText !== null || message.sentSender !== null) && (
        <Text size="sm" c="dimmed">
          Leaves as {message.sentSender ?? message.sender}
          {message.sentText !== null && `: ${message.sentText}`}
        </Text>
      )}
      <Text size="xs" c="dimmed" component="div">
        {caughtBy.kind === "client"
          ? "The client's moderation is manual"
          : `${caughtBy.kind === "text_filter" ? "Text filter" : "Spam limit"} ${caughtBy.name ?? `#${caughtBy.id}`}`}{" "}
        · came <Time at={message.waitingSince} as="age" /> · expires <Time at={message.validUntil} /> ·{" "}
        <Link to="/messages/$messageId" params={{ messageId: String(message.id) }} className="text-link">
          timeline
        </Link>
      </Text>
    </div>
  );
}
