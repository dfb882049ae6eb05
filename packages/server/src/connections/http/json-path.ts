/** Reads one value by the part of JSONPath that the contract allows: `$.messages[0]['error-code']`. */
const step = /\.([A-Za-z_][\w-]*)|\[(\d+)\]|\['([^'\]]+)'\]/g;

/** Undefined when there is nothing at the path. */
export function valueAt(json: unknown, path: string): unknown {
  let value = json;
  for (const [, name, index, quoted] of path.matchAll(step)) {
    if (typeof value !== "object" || value === null) return undefined;
    const key = name ?? quoted ?? index ?? "";
    // A list has its numbers alone.
    if (!Object.hasOwn(value, key) || (Array.isArray(value) && index === undefined)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}

/** A text, a number or a truth value as text; undefined for anything else and for nothing. */
export function textAt(json: unknown, path: string): string | undefined {
  const value = valueAt(json, path);
  if (typeof value === "string") return value === "" ? undefined : value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}
