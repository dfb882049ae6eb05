/** A connection with the figures of the live stream, which are younger than those it was fetched with. */
import type { Connection, LiveEvent } from "@switchyard/contract";

export function withLive(connection: Connection, event: LiveEvent | undefined): Connection {
  const now = event?.connections.find(({ id }) => id === connection.id);
  if (!now || !connection.live) return connection;
  const { state, tps, windowInUse, queued } = now;
  return { ...connection, live: { ...connection.live, state, tps, windowInUse, queued } };
}
