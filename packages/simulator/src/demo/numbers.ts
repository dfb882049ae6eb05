/** Mobile numbers that look right: real prefixes of each country, then digits drawn at random. */
import { pick, type Random } from "../random.ts";
import type { Language } from "./phrases.ts";

interface NumberingPlan {
  readonly callingCode: string;
  /** National prefixes that belong to mobile networks. */
  readonly prefixes: readonly string[];
  /** Digits after calling code and prefix. */
  readonly subscriberDigits: number;
  /** What people there are written to in, the usual language first. */
  readonly languages: readonly [Language, ...Language[]];
}

const words = (list: string): readonly string[] => list.split(" ");

/** By ISO 3166 code. Numbers in North America end in 01xx after 555, which is kept free for fiction there. */
export const numberingPlans = {
  AE: { callingCode: "971", prefixes: words("50 52 54 55 56 58"), subscriberDigits: 7, languages: ["ar", "en"] },
  AR: { callingCode: "54", prefixes: words("9113 9114 9115 9116"), subscriberDigits: 7, languages: ["es"] },
  AT: { callingCode: "43", prefixes: words("650 660 664 676 680 699"), subscriberDigits: 7, languages: ["de"] },
  BR: { callingCode: "55", prefixes: words("119 219 319 419 519 619 719"), subscriberDigits: 8, languages: ["pt"] },
  CA: {
    callingCode: "1",
    prefixes: words("41655501 51455501 60455501 64755501"),
    subscriberDigits: 2,
    languages: ["en", "fr"],
  },
  CH: { callingCode: "41", prefixes: words("76 77 78 79"), subscriberDigits: 7, languages: ["de", "fr"] },
  CN: {
    callingCode: "86",
    prefixes: words("135 136 137 138 139 150 158 159 182 187 188 130 131 186 189"),
    subscriberDigits: 8,
    languages: ["zh"],
  },
  DE: {
    callingCode: "49",
    prefixes: words("160 170 171 172 173 174 175 177 178 179"),
    subscriberDigits: 7,
    languages: ["de"],
  },
  EG: {
    callingCode: "20",
    prefixes: words("100 101 106 109 111 112 114 120 122 127"),
    subscriberDigits: 7,
    languages: ["ar"],
  },
  ES: {
    callingCode: "34",
    prefixes: words("606 609 610 616 620 629 630 636 646 650 655 660 667 670 679 686 690 699"),
    subscriberDigits: 6,
    languages: ["es"],
  },
  FR: { callingCode: "33", prefixes: words("60 61 62 64 65 66 67 68"), subscriberDigits: 7, languages: ["fr"] },
  GB: {
    callingCode: "44",
    prefixes: words("7400 7500 7710 7720 7730 7800 7810 7900 7970"),
    subscriberDigits: 6,
    languages: ["en"],
  },
  GR: { callingCode: "30", prefixes: words("693 694 697 698"), subscriberDigits: 7, languages: ["el"] },
  HK: {
    callingCode: "852",
    prefixes: words("63 65 94 96 97"),
    subscriberDigits: 6,
    languages: ["zh", "en"],
  },
  IN: {
    callingCode: "91",
    prefixes: words("9810 9811 9820 9821 9840 9845 9880 9900 9902 9910 9940 9967"),
    subscriberDigits: 6,
    languages: ["hi", "en"],
  },
  IT: {
    callingCode: "39",
    prefixes: words("320 328 333 338 340 347 348 349 380 388 389 392"),
    subscriberDigits: 7,
    languages: ["it"],
  },
  JP: { callingCode: "81", prefixes: words("80"), subscriberDigits: 8, languages: ["ja"] },
  KE: {
    callingCode: "254",
    prefixes: words("710 712 720 721 722 723 733 790"),
    subscriberDigits: 6,
    languages: ["en"],
  },
  MX: { callingCode: "52", prefixes: words("55 33 81"), subscriberDigits: 8, languages: ["es"] },
  NG: {
    callingCode: "234",
    prefixes: words("802 803 805 806 703 706 810 813 814 816 903 906"),
    subscriberDigits: 7,
    languages: ["en"],
  },
  NL: { callingCode: "31", prefixes: words("61 62 63 64 65"), subscriberDigits: 7, languages: ["en"] },
  PL: {
    callingCode: "48",
    prefixes: words("501 502 505 510 600 601 602 604 606 660 662 664 691 692 693"),
    subscriberDigits: 6,
    languages: ["pl"],
  },
  PT: {
    callingCode: "351",
    prefixes: words("910 911 912 913 914 915 916 917 918 919 961 962 963 964 965 966"),
    subscriberDigits: 6,
    languages: ["pt"],
  },
  RU: {
    callingCode: "7",
    prefixes: words("903 905 909 910 915 916 917 919 920 921 925 926 960 961 962 964 965"),
    subscriberDigits: 7,
    languages: ["ru"],
  },
  SA: { callingCode: "966", prefixes: words("50 53 54 55 56"), subscriberDigits: 7, languages: ["ar"] },
  SE: { callingCode: "46", prefixes: words("70 72 73 76"), subscriberDigits: 7, languages: ["en"] },
  TR: {
    callingCode: "90",
    prefixes: words("530 531 532 533 534 535 536 537 538 539 541 542 543 544 545 546 505 506 507"),
    subscriberDigits: 7,
    languages: ["tr"],
  },
  UA: {
    callingCode: "380",
    prefixes: words("50 63 66 67 68 73 93 95 96 97 98 99"),
    subscriberDigits: 7,
    languages: ["uk"],
  },
  US: {
    callingCode: "1",
    prefixes: words("21255501 31055501 31255501 41555501 51255501 61755501 64655501 70255501"),
    subscriberDigits: 2,
    languages: ["en", "es"],
  },
  ZA: { callingCode: "27", prefixes: words("71 72 73 74 76 78 79 82 83 84"), subscriberDigits: 7, languages: ["en"] },
} as const satisfies Record<string, NumberingPlan>;

export type CountryIso = keyof typeof numberingPlans;

export const countryIsos = Object.keys(numberingPlans) as readonly CountryIso[];

/** A mobile number of that country as E.164 digits without the plus sign. */
export function drawMobileNumber(iso: CountryIso, random: Random): string {
  const plan: NumberingPlan = numberingPlans[iso];
  let digits = plan.callingCode + pick(random, plan.prefixes);
  for (let drawn = 0; drawn < plan.subscriberDigits; drawn += 1) digits += Math.floor(random() * 10);
  return digits;
}

/** The language a message to that country is in: mostly the first one of the plan. */
export function drawLanguage(iso: CountryIso, random: Random): Language {
  const [usual, ...others]: readonly [Language, ...Language[]] = numberingPlans[iso].languages;
  return others.length > 0 && random() < 0.25 ? pick(random, others) : usual;
}
