/** Text with placeholders in double braces: which there are, where they stand, and what is wrong with them. */

/** Every placeholder and what it stands for. */
export const placeholders = {
  username: "User name of the connection",
  password: "Password or key of the connection",
  sender: "Sender as it leaves",
  recipient: "Recipient, digits with country code",
  recipient_plus: "Recipient with + in front",
  text: "Text, or the text of the part",
  text_hex_ucs2: "Text in UCS-2, hexadecimal",
  body_hex: "Octets as SMPP would carry them, hexadecimal; the only one that carries binary messages",
  udh_hex: "User data header, hexadecimal; empty for most messages",
  message_id: "Our id of the message, or of its part",
  part: "Number of the part, from 1",
  parts: "How many parts the message has",
  alphabet: "gsm7, latin1, ucs2 or binary, or the API's own words for them",
  data_coding: "data_coding of SMPP, a number",
  validity_minutes: "Minutes it may still take, a number",
  callback_url: "Where the supplier is to call back",
} as const satisfies Record<string, string>;
export type Placeholder = keyof typeof placeholders;

/** Those that are numbers, and so may stand bare in JSON. */
export const numericPlaceholders: readonly Placeholder[] = ["part", "parts", "data_coding", "validity_minutes"];

export const isPlaceholder = (name: string): name is Placeholder => Object.hasOwn(placeholders, name);

/** A piece of a template: literal text, or a placeholder and whether it stands within a JSON string. */
export type TemplatePiece =
  | { readonly literal: string }
  | { readonly placeholder: Placeholder; readonly isQuoted: boolean };

const pattern = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** Cuts a template at its placeholders; what is in braces and no placeholder stays text. */
export function templatePieces(text: string): TemplatePiece[] {
  const pieces: TemplatePiece[] = [];
  let at = 0;
  let isQuoted = false;
  for (const found of text.matchAll(pattern)) {
    const name = found[1] ?? "";
    if (!isPlaceholder(name)) continue;
    const literal = text.slice(at, found.index);
    isQuoted = endsQuoted(literal, isQuoted);
    pieces.push({ literal }, { placeholder: name, isQuoted });
    at = found.index + found[0].length;
  }
  pieces.push({ literal: text.slice(at) });
  return pieces;
}

/** Whether a JSON string is open at the end of this piece. */
function endsQuoted(literal: string, isQuoted: boolean): boolean {
  let isOpen = isQuoted;
  for (let i = 0; i < literal.length; i++) {
    if (isOpen && literal[i] === "\\") i++;
    else if (literal[i] === '"') isOpen = !isOpen;
  }
  return isOpen;
}

export function placeholdersIn(text: string): Placeholder[] {
  return templatePieces(text).flatMap((piece) => ("placeholder" in piece ? [piece.placeholder] : []));
}

/** What is wrong with a template, as the end of a sentence; undefined when nothing is. */
export function templateFault(text: string): string | undefined {
  for (const [whole, name = ""] of text.matchAll(pattern)) {
    if (isPlaceholder(name)) continue;
    return `has ${whole}, which stands for nothing; there are ${Object.keys(placeholders).join(", ")}`;
  }
  return undefined;
}

/** What is wrong with a template of JSON beside its placeholders. */
export function jsonTemplateFault(text: string): string | undefined {
  let sample = "";
  for (const piece of templatePieces(text)) {
    if ("literal" in piece) sample += piece.literal;
    else if (piece.isQuoted) sample += "x";
    else if (numericPlaceholders.includes(piece.placeholder)) sample += "1";
    else
      return `must have {{${piece.placeholder}}} between quotation marks; bare stand ${numericPlaceholders.join(", ")} alone`;
  }
  try {
    JSON.parse(sample);
    return undefined;
  } catch (error) {
    return `is no JSON: ${(error as Error).message}`;
  }
}
