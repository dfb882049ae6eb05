/** Bounds of the SMPP gateway, each with its unit and its reason. */
export const limits = {
  /** Our name in bind responses. */
  systemId: "switchyard",
  /** Connections at once; each idle one costs some tens of kilobytes. */
  sessionsMax: 10_000,
  /** Until the bind tells whose session it is. */
  windowBeforeBind: 10,
  /** After this a session that does not answer our unbind is closed. */
  unbindMs: 2_000,
  timers: {
    /** A connection that has not bound by then is closed (SMPP 3.4 §7.2, session_init_timer). */
    bindMs: 10_000,
    /** We ask after this long without a PDU (enquire_link_timer). */
    enquireLinkMs: 30_000,
    /** A receipt not answered by then is offered again (response_timer). */
    responseMs: 30_000,
    /** Idle sessions stay as long as they answer enquire_link. */
    inactivityMs: 0,
  },
} as const;
