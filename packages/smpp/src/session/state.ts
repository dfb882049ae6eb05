import type { CommandName } from "../pdu/pdus.ts";

/** Who we are in the session: the ESME binds, the SMSC is bound to. */
export type Role = "esme" | "smsc";

/** SMPP 3.4 §2.2, with `unbinding` between our or the peer's unbind and the end. */
export const sessionStates = ["open", "outbound", "bound_tx", "bound_rx", "bound_trx", "unbinding", "closed"] as const;
export type SessionState = (typeof sessionStates)[number];

const transmitting = ["bound_tx", "bound_trx"] as const;
const receiving = ["bound_rx", "bound_trx"] as const;
const bound = ["bound_tx", "bound_rx", "bound_trx"] as const;
const unbound = ["open", "outbound"] as const;
/** Both sides may unbind at once, so an unbind is also answered while our own is on its way. */
const unbindable = [...bound, "unbinding"] as const;
const alive = [...unbound, ...bound, "unbinding"] as const;

type Requests = Exclude<CommandName, `${string}_resp` | "generic_nack">;

/**
 * Which side may send a request in which state (SMPP 3.4 §2.3 table 2-1; enquire_link as in 5.0 §2.4, where it is
 * allowed before a bind too). Responses and generic_nack belong to their request, not to a state.
 */
export const requestMatrix = {
  bind_transmitter: { esme: unbound },
  bind_receiver: { esme: unbound },
  bind_transceiver: { esme: unbound },
  outbind: { smsc: ["open"] },
  unbind: { esme: unbindable, smsc: unbindable },
  enquire_link: { esme: alive, smsc: alive },
  submit_sm: { esme: transmitting },
  submit_multi: { esme: transmitting },
  data_sm: { esme: transmitting, smsc: receiving },
  deliver_sm: { smsc: receiving },
  alert_notification: { smsc: receiving },
  query_sm: { esme: transmitting },
  cancel_sm: { esme: transmitting },
  replace_sm: { esme: transmitting },
  broadcast_sm: { esme: transmitting },
  query_broadcast_sm: { esme: transmitting },
  cancel_broadcast_sm: { esme: transmitting },
} as const satisfies Record<Requests, Partial<Record<Role, readonly SessionState[]>>>;

/** The matrix turned round for look-up: side, state, the commands it may send. */
const allowed: Record<Role, Record<SessionState, ReadonlySet<string>>> = {
  esme: commandsByState("esme"),
  smsc: commandsByState("smsc"),
};

function commandsByState(role: Role): Record<SessionState, ReadonlySet<string>> {
  const row = (state: SessionState) =>
    new Set(
      Object.entries<Partial<Record<Role, readonly SessionState[]>>>(requestMatrix)
        .filter(([, sides]) => sides[role]?.includes(state))
        .map(([command]) => command),
    );
  return {
    open: row("open"),
    outbound: row("outbound"),
    bound_tx: row("bound_tx"),
    bound_rx: row("bound_rx"),
    bound_trx: row("bound_trx"),
    unbinding: row("unbinding"),
    closed: row("closed"),
  };
}

/** May this side send this request in this state? */
export function maySend(role: Role, state: SessionState, command: CommandName): boolean {
  return allowed[role][state].has(command);
}

/** May this side receive this request in this state? It may exactly when the other side may send it. */
export function mayReceive(role: Role, state: SessionState, command: CommandName): boolean {
  return maySend(role === "esme" ? "smsc" : "esme", state, command);
}

const stateByBind = {
  bind_transmitter: "bound_tx",
  bind_receiver: "bound_rx",
  bind_transceiver: "bound_trx",
} as const satisfies Partial<Record<CommandName, SessionState>>;

export function isBind(command: CommandName): command is keyof typeof stateByBind {
  return command in stateByBind;
}

/** The state an accepted bind leads to. */
export function stateAfter(bind: keyof typeof stateByBind): SessionState {
  return stateByBind[bind];
}

export function isBound(state: SessionState): boolean {
  return state === "bound_trx" || state === "bound_tx" || state === "bound_rx";
}
