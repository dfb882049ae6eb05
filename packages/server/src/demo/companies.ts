import type { ProfileName } from "@switchyard/simulator";

/** The demo's fictitious clients: who they are, what they pay, how they are kept. */
export interface DemoCompany {
  readonly login: string;
  readonly company: string;
  readonly contactName: string;
  readonly country: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly billing: "submitted" | "delivered";
  /** Price per part over the dearest supplier's cost, in percent; null for a client with the product's prices. */
  readonly marginPercent: number | null;
  readonly payment: string;
  readonly creditLimit: string;
  /** What it sends; null for the account that is there to be tried out. */
  readonly profile: ProfileName | null;
}

export const tryOutLogin = "demo";

export const demoCompanies: readonly DemoCompany[] = [
  {
    login: tryOutLogin,
    company: "Try it out",
    contactName: "You",
    country: "DE",
    currency: "EUR",
    timeZone: "Europe/Berlin",
    billing: "submitted",
    marginPercent: 25,
    payment: "100",
    creditLimit: "0",
    profile: null,
  },
  {
    login: "lindenbank",
    company: "LindenBank AG",
    contactName: "Jana Brandt",
    country: "DE",
    currency: "EUR",
    timeZone: "Europe/Berlin",
    billing: "submitted",
    marginPercent: 18,
    payment: "25000",
    creditLimit: "5000",
    profile: "bank",
  },
  {
    login: "paketfuchs",
    company: "PaketFuchs GmbH",
    contactName: "Ruben Sommer",
    country: "AT",
    currency: "EUR",
    timeZone: "Europe/Vienna",
    billing: "delivered",
    marginPercent: 22,
    payment: "12000",
    creditLimit: "0",
    profile: "parcels",
  },
  {
    login: "mercalia",
    company: "Mercalia Retail S.L.",
    contactName: "Lucía Ferrer",
    country: "ES",
    currency: "EUR",
    timeZone: "Europe/Madrid",
    billing: "submitted",
    marginPercent: 30,
    payment: "8000",
    creditLimit: "1000",
    profile: "retail",
  },
  {
    login: "zubara",
    company: "Zubara Digital FZE",
    contactName: "Omar Haddad",
    country: "AE",
    currency: "EUR",
    timeZone: "Asia/Dubai",
    billing: "delivered",
    marginPercent: 20,
    payment: "15000",
    creditLimit: "0",
    profile: "eastern",
  },
  {
    login: "lotuscloud",
    company: "LotusCloud Pte. Ltd.",
    contactName: "Mei Tan",
    country: "SG",
    currency: "EUR",
    timeZone: "Asia/Singapore",
    billing: "submitted",
    marginPercent: 15,
    payment: "20000",
    creditLimit: "10000",
    profile: "asia",
  },
  {
    login: "sunpesa",
    company: "SunPesa Ltd",
    contactName: "Wanjiru Otieno",
    country: "KE",
    currency: "EUR",
    timeZone: "Africa/Nairobi",
    billing: "submitted",
    marginPercent: null,
    payment: "6000",
    creditLimit: "500",
    profile: "africa",
  },
];

/** What the demo's suppliers ask per part, in their currency; any other country costs `elsewhere`. */
export const demoCosts: Readonly<Record<string, number>> = {
  DE: 0.062,
  AT: 0.068,
  CH: 0.055,
  GB: 0.034,
  FR: 0.045,
  ES: 0.041,
  IT: 0.052,
  PT: 0.038,
  NL: 0.071,
  SE: 0.049,
  PL: 0.027,
  GR: 0.044,
  UA: 0.083,
  RU: 0.112,
  TR: 0.019,
  US: 0.008,
  MX: 0.029,
  AR: 0.048,
  BR: 0.017,
  SA: 0.031,
  AE: 0.036,
  EG: 0.098,
  IN: 0.042,
  CN: 0.033,
  HK: 0.051,
  JP: 0.061,
  NG: 0.079,
  KE: 0.057,
  ZA: 0.023,
};
