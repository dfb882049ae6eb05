/** A thing with the fields that a request gave in place of its own. */
export function changed<Thing extends object>(
  thing: Thing,
  given: { readonly [Key in keyof Thing]?: Thing[Key] | undefined },
): Thing {
  const fields = Object.entries(given).filter(([, value]) => value !== undefined);
  return { ...thing, ...Object.fromEntries(fields) };
}
