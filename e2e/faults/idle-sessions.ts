/** Many sessions that are bound and do nothing: what they cost, and whether the switch keeps in touch with each. */
import { connectEsme, type Session } from "@switchyard/smpp";
import type { Shop } from "../shop.ts";
import type { SwitchUnderTest } from "../switch.ts";

export interface IdleResult {
  readonly sessions: number;
  readonly heldMs: number;
  /** Growth of the memory of the switch and its PostgreSQL, divided by the sessions. */
  readonly octetsPerSession: number;
  readonly cpuSeconds: number;
  /** Our enquire_link that were not answered in time. */
  readonly missedEnquireLinks: number;
  /** PDUs that came, bind responses left out: answers to our enquire_link, and the switch's own. */
  readonly exchanged: number;
  /** Sessions that ended while they were held. */
  readonly lost: number;
}

export interface IdleOptions {
  readonly sessions: number;
  readonly holdMs: number;
  /** How often each of our sessions asks. */
  readonly enquireLinkMs: number;
}

/** Binds so many sessions, holds them, and lets them go. Rejects when one cannot be bound. */
export async function holdIdleSessions(under: SwitchUnderTest, shop: Shop, options: IdleOptions): Promise<IdleResult> {
  const before = await under.usage();
  const sessions: Session[] = [];
  const ended = new Set<Session>();
  for (let bound = 0; bound < options.sessions; bound += 50) {
    const batch = Math.min(50, options.sessions - bound);
    sessions.push(...(await Promise.all(Array.from({ length: batch }, () => bind(under, shop, options, ended)))));
  }
  const bound = await under.usage();
  const receivedBefore = total(sessions, (session) => session.counters.received);
  const startedAtMs = performance.now();
  await new Promise((resolve) => setTimeout(resolve, options.holdMs));
  const held = await under.usage();
  const result = {
    sessions: sessions.length,
    heldMs: Math.round(performance.now() - startedAtMs),
    octetsPerSession: Math.round((held.residentOctets - before.residentOctets) / sessions.length),
    cpuSeconds: held.cpuSeconds - bound.cpuSeconds,
    missedEnquireLinks: total(sessions, (session) => session.counters.timedOut),
    exchanged: total(sessions, (session) => session.counters.received) - receivedBefore,
    lost: ended.size,
  };
  await Promise.all(sessions.map((session) => session.unbind(5_000)));
  return result;
}

async function bind(under: SwitchUnderTest, shop: Shop, options: IdleOptions, ended: Set<Session>): Promise<Session> {
  const connected = await connectEsme({
    host: "127.0.0.1",
    port: under.smppPort,
    connectTimeoutMs: 10_000,
    bind: { command: "bind_transceiver", system_id: shop.system_id, password: shop.password, interface_version: 0x34 },
    windowMax: 10,
    timers: { bindMs: 10_000, enquireLinkMs: options.enquireLinkMs, responseMs: 2_000, inactivityMs: 0 },
    onRequest: (request, session) => session.respond(request, 0),
    onClose: (_reason, session) => ended.add(session),
  });
  if (!connected.ok) throw new Error(`a session could not be bound: ${connected.reason}`);
  return connected.session;
}

function total(sessions: readonly Session[], of: (session: Session) => number): number {
  return sessions.reduce((sum, session) => sum + of(session), 0);
}
