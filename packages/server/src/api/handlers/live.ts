import type { ClientSession, LiveEvent, LiveSession, liveEndpoints } from "@switchyard/contract";
import { requireClient } from "../../clients/profile.ts";
import type { Queryable } from "../../history/history.ts";
import { notFound } from "../../refusal.ts";
import { readDashboard } from "../../reports/dashboard.ts";
import type { ApiParts, Handlers } from "../call.ts";
import { createEventStream } from "../event-stream.ts";
import type { LiveView } from "../live.ts";
import { watchQueue } from "../queue-watch.ts";

export function liveHandlers({ db, clock, live }: ApiParts): {
  handlers: Handlers<keyof typeof liveEndpoints>;
  close(): void;
} {
  const stream = createEventStream(() => liveEvent(live));
  const queue = watchQueue(() => live.throughput().queued, clock);
  const handlers: Handlers<keyof typeof liveEndpoints> = {
    getDashboard: () => {
      const facts = {
        throughput: live.throughput(),
        sessions: live.sessions().length,
        connections: live.connections(),
        earlier: queue.earlier(),
      };
      return readDashboard(db, facts, clock.now());
    },
    watchLive: async () => stream,
    listSessions: async () => ({ items: await withLogins(db, live.sessions()) }),
    async listClientSessions({ params: { clientId } }) {
      const { login: clientLogin } = await requireClient(db, clientId);
      return { items: live.sessions(clientId).map((session) => ({ ...session, clientLogin })) };
    },
    async disconnectSession({ params: { clientId, sessionId } }) {
      const isOwn = live.sessions(clientId).some((session) => session.id === sessionId);
      if (!isOwn || !live.disconnectSession(sessionId)) throw notFound("session", sessionId);
      return undefined;
    },
  };
  return {
    handlers,
    close() {
      stream.close();
      queue.close();
    },
  };
}

function liveEvent(live: LiveView): LiveEvent {
  return {
    throughput: live.throughput(),
    sessions: live.sessions().length,
    eventLoopP99Ms: live.eventLoopP99Ms(),
    connections: live.connections().map(({ id, state, tps, windowInUse, queued, sessions }) => ({
      id,
      state,
      tps,
      windowInUse,
      queued,
      sessions: sessions.length,
    })),
  };
}

async function withLogins(db: Queryable, sessions: readonly LiveSession[]): Promise<ClientSession[]> {
  const ids = [...new Set(sessions.map((session) => session.clientId))];
  const { rows } = await db.query<{ id: number; login: string }>("select id, login from clients where id = any($1)", [
    ids,
  ]);
  const logins = new Map(rows.map((row) => [row.id, row.login]));
  return sessions.map((session) => ({
    ...session,
    clientLogin: logins.get(session.clientId) ?? `#${session.clientId}`,
  }));
}
