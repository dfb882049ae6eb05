/** The kinds of client in the demo: who they write to, in what tone and how often. */
import { pick, type Random, weightedChoice } from "../random.ts";
import { type CountryIso, drawLanguage, drawMobileNumber } from "./numbers.ts";
import { drawText, type Kind } from "./phrases.ts";

export interface Profile {
  /** Messages a second at the busiest time of day. */
  readonly peakPerSecond: number;
  readonly senders: readonly string[];
  readonly countries: Readonly<Partial<Record<CountryIso, number>>>;
  readonly kinds: Readonly<Record<Kind, number>>;
  /** Share of messages that ask for a receipt. */
  readonly receiptShare: number;
}

/** All companies and senders are made up. */
export const profiles = {
  bank: {
    peakPerSecond: 1.2,
    senders: ["LindenBank", "FerroPay", "Taler24"],
    countries: { DE: 5, AT: 2, CH: 1, TR: 2, PL: 2, GR: 1, IT: 1 },
    kinds: { otp: 7, alert: 3, marketing: 0 },
    receiptShare: 1,
  },
  parcels: {
    peakPerSecond: 0.8,
    senders: ["PaketFuchs", "Zippost", "4477"],
    countries: { DE: 3, FR: 3, ES: 3, IT: 2, PT: 1, GB: 2, NL: 1, SE: 1, UA: 1 },
    kinds: { otp: 1, alert: 9, marketing: 0 },
    receiptShare: 1,
  },
  retail: {
    peakPerSecond: 0.7,
    senders: ["Mercalia", "BellaModa", "KaffeeEck"],
    countries: { ES: 3, MX: 3, AR: 2, BR: 2, US: 1, IT: 1 },
    kinds: { otp: 1, alert: 3, marketing: 6 },
    receiptShare: 0.9,
  },
  eastern: {
    peakPerSecond: 0.9,
    senders: ["Zubara", "Najma", "QasrMarket"],
    countries: { SA: 4, AE: 4, EG: 3, RU: 2, IN: 3 },
    kinds: { otp: 4, alert: 4, marketing: 2 },
    receiptShare: 1,
  },
  asia: {
    peakPerSecond: 0.8,
    senders: ["LotusCloud", "HaiTao88", "JadeRide"],
    countries: { CN: 4, HK: 3, JP: 2, IN: 3 },
    kinds: { otp: 6, alert: 3, marketing: 1 },
    receiptShare: 1,
  },
  africa: {
    peakPerSecond: 0.5,
    senders: ["SunPesa", "Kudu", "LagosNow"],
    countries: { NG: 5, KE: 3, ZA: 3, EG: 1 },
    kinds: { otp: 4, alert: 4, marketing: 2 },
    receiptShare: 0.95,
  },
} as const satisfies Record<string, Profile>;

export type ProfileName = keyof typeof profiles;

export interface DemoMessage {
  readonly source_addr: string;
  readonly destination_addr: string;
  readonly country: CountryIso;
  readonly text: string;
  readonly wantsReceipt: boolean;
}

/** Prepares a profile for drawing messages. */
export function messagesOf(profile: Profile): (random: Random) => DemoMessage {
  const countryOf = weightedChoice(
    Object.entries(profile.countries).map(([iso, weight]) => ({ value: iso as CountryIso, weight })),
  );
  const kindOf = weightedChoice(
    Object.entries(profile.kinds).map(([kind, weight]) => ({ value: kind as Kind, weight })),
  );
  return (random) => {
    const country = countryOf(random);
    const sender = pick(random, profile.senders);
    return {
      source_addr: sender,
      destination_addr: drawMobileNumber(country, random),
      country,
      text: drawText(drawLanguage(country, random), kindOf(random), sender, random),
      wantsReceipt: random() < profile.receiptShare,
    };
  };
}
