/** What reading a cell comes to: a value, or what is wrong with it and what to do, as the end of a sentence's line. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string };

export function value<T>(read: T): Outcome<T> {
  return { ok: true, value: read };
}

export function fault(message: string): { readonly ok: false; readonly message: string } {
  return { ok: false, message };
}
