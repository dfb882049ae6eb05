/** What a notice of new prices says. */
import { mailWords } from "@switchyard/contract";
import { formatMicros } from "@switchyard/engine";
import type { Change, Changes } from "./changes.ts";
import type { Reader } from "./readers.ts";

const ownWords = mailWords.price_change;

const SUBJECT_CHARS_MAX = 300;

export function noticeSubject(reader: Reader, changes: Changes): string {
  const subject = filled(reader.brand.subject || ownWords.subject, reader, changes);
  const line = subject.replaceAll(/\p{Cc}+/gu, " ").trim();
  if (line.length <= SUBJECT_CHARS_MAX) return line;
  // Half a character at the cut goes too.
  return `${line.slice(0, SUBJECT_CHARS_MAX - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}

/** The brand's words, the first changes, and a word of whoever saved them. */
export function noticeBody(
  reader: Reader,
  changes: Changes,
  { message, currency }: { readonly message: string; readonly currency: string },
): string {
  const { count, first, isStaggered, earliest } = changes;
  const from = moment(earliest, reader.timeZone);
  const rest = count - first.length;
  const paragraphs = [
    filled(reader.brand.text || ownWords.text, reader, changes),
    isStaggered ? `The first change is on ${from}; the sheet gives the date of each.` : `Effective from ${from}.`,
    [`Prices ${per[changes.type]}, in ${currency}:`, ...first.map(changeLine), ...(rest > 0 ? [more(rest)] : [])].join(
      "\n",
    ),
    message.trim(),
  ];
  return paragraphs
    .filter((paragraph) => paragraph !== "")
    .join("\n\n")
    .replaceAll(/[^\P{Cc}\t\r\n]/gu, "");
}

const per = { sms: "for each part of an SMS", mo: "for each incoming SMS", hlr: "for each HLR request" } as const;

const more = (rest: number) => `… and ${rest} more in the sheet`;

function changeLine({ oldMicros, micros, ...place }: Change): string {
  const to = micros === null ? "no price any more" : formatMicros(micros);
  const from = oldMicros === null ? "new" : formatMicros(oldMicros);
  return `${placeWords(place)}: ${from} → ${to}`;
}

function placeWords({ countryName, network, networkName }: Omit<Change, "oldMicros" | "micros">): string {
  if (network === null) return countryName;
  return `${countryName}, ${networkName === null ? "" : `${networkName} `}(${network.slice(0, 3)} ${network.slice(3)})`;
}

function filled(words: string, { name, company, brand, timeZone }: Reader, { count, earliest }: Changes): string {
  const values: Readonly<Record<string, string>> = {
    client: name,
    company,
    brand: brand.name,
    count: String(count),
    effective: moment(earliest, timeZone),
  };
  return words.replaceAll(/\{(\w+)\}/g, (whole, key: string) =>
    Object.hasOwn(values, key) ? (values[key] ?? "") : whole,
  );
}

/** "1 March 2026, 00:00 (Europe/Berlin)". */
function moment(at: Date, timeZone: string): string {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  });
  return `${format.format(at).replace(" at ", ", ")} (${timeZone})`;
}
