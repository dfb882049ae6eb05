/** The lines of what was pasted. A line stays a line, so that a fault is told by the line it is on; blank ones at the end are none. */
export function pastedLines(pasted: string): string[] {
  const text = pasted.trimEnd();
  return text === "" ? [] : text.split(/\r?\n/);
}
