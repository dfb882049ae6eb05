/** A key for a request that must not be carried out twice. Random; needs no secure context, as randomUUID would. */
export function newKey(): string {
  const octets = crypto.getRandomValues(new Uint8Array(16));
  return `console-${[...octets].map((octet) => octet.toString(16).padStart(2, "0")).join("")}`;
}
