/**
 * Foreign peers are other people's programs and may be missing on a developer's machine: then their tests are skipped,
 * and it is said. On a CI machine (CI set) nothing may be skipped, so a missing one fails.
 */
export function needs(what: string, isThere: () => boolean): boolean {
  if (isThere()) return true;
  if (process.env.CI) throw new Error(`${what} is not installed, and with CI set nothing may be skipped.`);
  console.warn(`Skipped: ${what} is not installed.`);
  return false;
}
