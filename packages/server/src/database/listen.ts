/** LISTEN on one session for the whole switch. What was notified while it was away is lost, hence `onReconnect`. */
import type { Notification } from "pg";
import type { Log } from "../log.ts";
import type { Source } from "./connect.ts";
import { type Dedicated, openDedicated } from "./dedicated.ts";

export type Listener = {
  /** Called with the payload of each notification on `channel` once this resolves. */
  listen(channel: string, onNotify: (payload: string) => void, onReconnect?: () => void): Promise<void>;
  close(): Promise<void>;
};

type Subscription = { onNotify: (payload: string) => void; onReconnect: (() => void) | undefined };

export function openListener(source: Source, log: Log): Listener {
  const channels = new Map<string, Subscription[]>();
  let hasConnected = false;
  let session: Dedicated | undefined;

  function receive({ channel, payload = "" }: Notification): void {
    for (const { onNotify } of channels.get(channel) ?? []) guarded(() => onNotify(payload));
  }

  function guarded(handler: () => void): void {
    try {
      handler();
    } catch (err) {
      log.error({ err }, "a handler of database notifications failed");
    }
  }

  function open(): Dedicated {
    return openDedicated({
      source,
      name: "listen",
      log,
      async prepare(client) {
        client.on("notification", receive);
        for (const channel of channels.keys()) await client.query(`listen ${quoted(channel)}`);
        const isReconnect = hasConnected;
        hasConnected = true;
        if (!isReconnect) return;
        for (const { onReconnect } of [...channels.values()].flat()) if (onReconnect) guarded(onReconnect);
      },
    });
  }

  return {
    async listen(channel, onNotify, onReconnect) {
      channels.set(channel, [...(channels.get(channel) ?? []), { onNotify, onReconnect }]);
      session ??= open();
      const lost = (err: unknown) => session?.isConnectionLoss(err) === true;
      for (;;) {
        await session.ready();
        // After a loss the new session listens to this channel already; saying it twice does no harm.
        const isListening = await session.query({ text: `listen ${quoted(channel)}` }).then(
          () => true,
          (err: unknown) => {
            if (lost(err)) return false;
            throw err;
          },
        );
        if (isListening) return;
      }
    },
    close: async () => session?.close(),
  };
}

function quoted(channel: string): string {
  return `"${channel.replaceAll('"', '""')}"`;
}
