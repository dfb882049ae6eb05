import { limits } from "../limits.ts";
import { isBound, type SessionState } from "./state.ts";

/** SMPP 3.4 §7.2; 0 switches a timer off. */
export interface SessionTimers {
  /** From the connection to the accepted bind (session_init_timer). */
  readonly bindMs: number;
  /** Silence of the peer after which we ask with enquire_link. */
  readonly enquireLinkMs: number;
  /** How long a response, enquire_link_resp included, may take. */
  readonly responseMs: number;
  /** No request either way but enquire_link for this long: the session is unbound. */
  readonly inactivityMs: number;
}

/** What the timers look at; the session writes the moments down, in clock milliseconds. Infinity = not yet, not now. */
export interface Moments {
  readonly openedAtMs: number;
  /** The last PDU of the peer, of any kind: it lives. */
  heardAtMs: number;
  /** The last request of either side that was not enquire_link. */
  activeAtMs: number;
  /** When the enquire_link that nothing followed went out. */
  enquiredAtMs: number;
  /** Since when we read what the peer sends; not now while reading is paused: silence is then our own doing. */
  readingSinceMs: number;
  /** Since when the peer has not taken what we write. */
  stalledSinceMs: number;
  /** When we stop waiting for open requests and send unbind. */
  drainByMs: number;
  /** When unbinding must be over. */
  unbindByMs: number;
}

export function startMoments(nowMs: number): Moments {
  return {
    openedAtMs: nowMs,
    heardAtMs: nowMs,
    activeAtMs: nowMs,
    enquiredAtMs: Number.POSITIVE_INFINITY,
    readingSinceMs: nowMs,
    stalledSinceMs: Number.POSITIVE_INFINITY,
    drainByMs: Number.POSITIVE_INFINITY,
    unbindByMs: Number.POSITIVE_INFINITY,
  };
}

export type TimerVerdict =
  | "nothing"
  | "enquire"
  | "inactivity"
  | "drained"
  | "bind_timeout"
  | "enquire_link_timeout"
  | "unbind_timeout"
  | "slow_reader";

/** What is due now: pure, no timer of its own. Unanswered requests are the window's matter (`isOverdue`). */
export function checkTimers(timers: SessionTimers, moments: Moments, state: SessionState, nowMs: number): TimerVerdict {
  const over = (sinceMs: number, periodMs: number) => periodMs > 0 && nowMs - sinceMs >= periodMs;
  if (over(moments.stalledSinceMs, limits.writeStallMs)) return "slow_reader";
  if (state === "unbinding") {
    if (nowMs >= moments.unbindByMs) return "unbind_timeout";
    return nowMs >= moments.drainByMs ? "drained" : "nothing";
  }
  if (!isBound(state)) return over(moments.openedAtMs, timers.bindMs) ? "bind_timeout" : "nothing";
  if (over(moments.activeAtMs, timers.inactivityMs)) return "inactivity";
  if (moments.enquiredAtMs !== Number.POSITIVE_INFINITY)
    return isOverdue(timers.responseMs, moments, moments.enquiredAtMs, nowMs) ? "enquire_link_timeout" : "nothing";
  return over(Math.max(moments.heardAtMs, moments.readingSinceMs), timers.enquireLinkMs) ? "enquire" : "nothing";
}

/** Whether a request sent at `sentAtMs` has waited too long, time in which we did not read left out. */
export function isOverdue(responseMs: number, moments: Moments, sentAtMs: number, nowMs: number): boolean {
  return responseMs > 0 && nowMs - Math.max(sentAtMs, moments.readingSinceMs) >= responseMs;
}
