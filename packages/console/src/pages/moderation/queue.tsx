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

/** Which messages are selected, and what is done with them. */
function useChoice({ messages, mayDecide, decide }: QueueProps) {
  const [chosen, setChosen] = useState(none);
  const [working, setWorking] = useState(false);
  const selected = messages.filter(({ id }) => chosen.has(id)).map(({ id }) => id);
  return {
    chosen,
    selected,
    working,
    clear: () => setChosen(none),
    toggle: (id: number) =>
      setChosen((before) => {
        const after = new Set(before);
        if (!after.delete(id)) after.add(id);
        return after;
      }),
    act: async (ids: readonly number[], approve: boolean) => {
      if (!mayDecide || working || ids.length === 0) return;
      setWorking(true);
      await decide(ids, approve);
      setWorking(false);
      setChosen(none);
    },
  };
}

type Choice = ReturnType<typeof useChoice>;

export function Queue(props: QueueProps) {
  const { messages, mayDecide } = props;
  const list = useRef<HTMLUListElement>(null);
  const navigate = useNavigate();
  const choice = useChoice(props);
  const onKey = (event: KeyboardEvent, { id }: ModeratedMessage, place: number) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const meant = choice.selected.length > 0 ? choice.selected : [id];
    const acts: Record<string, () => void> = {
      ArrowDown: () => focusRow(list.current, place + 1),
      ArrowUp: () => focusRow(list.current, place - 1),
      a: () => void choice.act(meant, true),
      r: () => void choice.act(meant, false),
      f: () => void navigate({ to: "/moderation/$messageId/filter", params: { messageId: String(id) }, search: true }),
      " ": () => choice.toggle(id),
    };
    const then = acts[event.key];
    if (!then) return;
    event.preventDefault();
    event.stopPropagation();
    then();
  };
  return (
    <>
      {choice.selected.length > 0 && <SelectionBar choice={choice} />}
      <ul className={classes.queue} ref={list} aria-label="Messages that wait">
        {messages.map((message, place) => (
          <li
            key={message.id}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: keys act on the message that has the focus
            tabIndex={0}
            className={classes.message}
            data-chosen={choice.chosen.has(message.id) || undefined}
            onKeyDown={(event) => onKey(event, message, place)}
            aria-label={`Message of ${message.clientLogin} from ${message.sender}`}
          >
            <Waiting message={message} />
            {mayDecide && <Actions id={message.id} choice={choice} />}
          </li>
        ))}
      </ul>
    </>
  );
}

function SelectionBar({ choice: { selected, working, act, clear } }: { choice: Choice }) {
  return (
    <section className={classes.bar} aria-label="Selected messages">
      <b className="figures">{formatCount(selected.length)} selected</b>
      <Button size="compact-sm" loading={working} onClick={() => void act(selected, true)}>
        Approve
      </Button>
      <Button size="compact-sm" variant="default" disabled={working} onClick={() => void act(selected, false)}>
        Reject
      </Button>
      <Button size="compact-sm" variant="subtle" onClick={clear}>
        Clear
      </Button>
    </section>
  );
}

/** The same for one message, for the mouse. */
function Actions({ id, choice: { chosen, working, toggle, act } }: { id: number; choice: Choice }) {
  return (
    <Group gap="xs" className={classes.actions ?? ""}>
      <Checkbox size="xs" aria-label={`Select message ${id}`} checked={chosen.has(id)} onChange={() => toggle(id)} />
      <Button size="compact-sm" variant="light" disabled={working} onClick={() => void act([id], true)}>
        Approve
      </Button>
      <Button size="compact-sm" variant="default" disabled={working} onClick={() => void act([id], false)}>
        Reject
      </Button>
      <Button
        size="compact-sm"
        variant="subtle"
        renderRoot={(props) => (
          <Link {...props} to="/moderation/$messageId/filter" params={{ messageId: String(id) }} search={true} />
        )}
      >
        Save as filter
      </Button>
    </Group>
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
