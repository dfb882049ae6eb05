/** Networks to choose from: those on the air, and the one that is chosen already, which may not be. */
import type { NetworkEntry } from "@switchyard/contract";

export function networkOptions(
  networks: readonly NetworkEntry[] | undefined,
  chosen: string | undefined,
): { value: string; label: string }[] {
  const options = (networks ?? []).map(({ network, name }) => ({ value: network, label: `${name} (${network})` }));
  const isMissing =
    networks !== undefined && chosen !== undefined && !networks.some(({ network }) => network === chosen);
  return isMissing ? [...options, { value: chosen, label: `${chosen}, off the air` }] : options;
}
