/**
 * The network that a supplier's answer names, as our tables know it: MCC and MNC in one ("26201", "262-01", "262001"), or
 * the MNC apart. Undefined for what is no network of ours.
 */
export function answeredNetwork(
  { network, mnc }: { readonly network: string; readonly mnc: string | undefined },
  isKnown: (network: string) => boolean,
): string | undefined {
  const first = network.replaceAll(/\D/g, "");
  const rest = (mnc ?? "").replaceAll(/\D/g, "");
  const code = mnc === undefined ? first : first.slice(0, 3) + rest;
  if (code.length < 4 || code.length > 6) return undefined;
  const [country, own] = [code.slice(0, 3), code.slice(3)];
  const trimmed = own.replace(/^0+(?=\d{2})/, "");
  // Some write every MNC with three digits, some drop its zeros.
  const spellings = [own, trimmed, own.padStart(2, "0"), own.padStart(3, "0")];
  return spellings.map((spelling) => country + spelling).find(isKnown);
}
