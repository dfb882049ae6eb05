/**
 * Text into the GSM alphabet with loss: the nearest characters a reader would accept, "?" as the last resort.
 * Order: the alphabet itself, this table, the letter without its accents.
 */
import { fitsGsm7, gsm7SeptetsOfUnit } from "./gsm7.ts";

/** Characters and what each of them becomes; a list of pairs "characters" → "replacement for every one of them". */
const replacements: ReadonlyArray<readonly [characters: string, replacement: string]> = [
  ["‘’‚‛′‹›`´ʼ", "'"],
  ["“”„‟″«»", '"'],
  ["‐‑‒–—―−⁃", "-"],
  ["•·∙●", "*"],
  ["…", "..."],
  ["⁄∕", "/"],
  ["\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t", " "],
  ["\u2028\u2029\u0085\u000b", "\n"],
  ["\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufe0e\ufe0f", ""],
  ["ı", "i"],
  ["ł", "l"],
  ["Ł", "L"],
  ["đð", "d"],
  ["ĐÐ", "D"],
  ["ħ", "h"],
  ["Ħ", "H"],
  ["ŧ", "t"],
  ["Ŧ", "T"],
  ["þ", "th"],
  ["Þ", "TH"],
  ["œ", "oe"],
  ["Œ", "OE"],
  ["ĸ", "k"],
  ["ŋ", "n"],
  ["Ŋ", "N"],
  ["ſ", "s"],
  ["ẞ", "SS"],
  ["ə", "e"],
  ["Ə", "E"],
  ["×", "x"],
  ["÷", ":"],
  ["©", "(c)"],
  ["®", "(r)"],
  ["±", "+/-"],
  ["µ", "u"],
  ["¢", "c"],
  ["₹", "Rs"],
  ["₺", "TL"],
  ["₽", "RUB"],
  ["₴", "UAH"],
  ["₦", "NGN"],
  ["₫", "VND"],
  ["₱", "PHP"],
  ["₩", "KRW"],
  ["₪", "ILS"],
  ["¬¦", "|"],
  ["≤", "<="],
  ["≥", ">="],
  ["≠", "!="],
  ["→", "->"],
  ["←", "<-"],
  // Greek capitals that look like Latin ones; the alphabet has only the others.
  ["ΑάαΆ", "A"],
  ["Ββ", "B"],
  ["ΕΈεέ", "E"],
  ["Ζζ", "Z"],
  ["ΗΉηή", "H"],
  ["ΙΊιίΪϊΐ", "I"],
  ["Κκ", "K"],
  ["Μμ", "M"],
  ["Νν", "N"],
  ["ΟΌοό", "O"],
  ["Ρρ", "P"],
  ["Ττ", "T"],
  ["ΥΎυύΫϋΰ", "Y"],
  ["Χχ", "X"],
  ["γ", "Γ"],
  ["δ", "Δ"],
  ["θ", "Θ"],
  ["λ", "Λ"],
  ["ξ", "Ξ"],
  ["π", "Π"],
  ["σς", "Σ"],
  ["φ", "Φ"],
  ["ψ", "Ψ"],
  ["ωώΏ", "Ω"],
];

/** Cyrillic letters, lower case, with their usual Latin spelling; capitals follow from it. */
const cyrillic =
  "а a б b в v г g д d е e ё yo ж zh з z и i й y к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ shch " +
  "ъ  ы y ь  э e ю yu я ya і i ї yi є ye ґ g ў u ј j љ lj њ nj џ dz ђ dj ћ c ѓ gj ќ kj ѕ dz ә a ғ gh қ q ң n ө o ұ u ү u һ h";

/** Zero of each run of ten decimal digits that people write in messages: Arabic, Persian, Devanagari, Bengali, Thai. */
const zeros = ["٠", "۰", "०", "০", "๐"];

const table = new Map<string, string>();
for (const zero of zeros) {
  for (let digit = 0; digit <= 9; digit++) table.set(String.fromCharCode(zero.charCodeAt(0) + digit), String(digit));
}
for (const [characters, replacement] of replacements) {
  for (const character of characters) table.set(character, replacement);
}
const cyrillicPairs = cyrillic.split(" ");
for (let at = 0; at + 1 < cyrillicPairs.length; at += 2) {
  const letter = cyrillicPairs[at] ?? "";
  const latin = cyrillicPairs[at + 1] ?? "";
  table.set(letter, latin);
  table.set(letter.toUpperCase(), latin.slice(0, 1).toUpperCase() + latin.slice(1));
}

/**
 * The text in characters of the GSM default alphabet and its extension table only: é stays, ş becomes s, “ becomes ",
 * … becomes three dots, Cyrillic is spelt in Latin letters, zero-width characters go, anything else becomes "?".
 */
export function toGsm7Lossy(text: string): string {
  // Composed first, so that e and a combining accent become the é that the alphabet has.
  return fitsGsm7(text) ? text : spell(text.normalize("NFC"));
}

function spell(text: string): string {
  let spelt = "";
  for (const character of text) {
    spelt += character.length === 1 && gsm7SeptetsOfUnit(character.charCodeAt(0)) > 0 ? character : nearest(character);
  }
  return spelt;
}

function nearest(character: string): string {
  const replacement = table.get(character);
  if (replacement !== undefined) return replacement;
  const plain = character.normalize("NFKD").replace(/\p{M}/gu, "");
  // Decomposing what is decomposed changes nothing, so this comes to an end.
  return plain === character ? "?" : spell(plain);
}
