/** What we use of bidi-js 1.1, which comes without types. */
declare module "bidi-js" {
  export interface EmbeddingLevels {
    /** One for each UTF-16 unit; odd ones run from right to left. */
    readonly levels: Uint8Array;
    readonly paragraphs: readonly { readonly start: number; readonly end: number; readonly level: number }[];
  }
  export interface Bidi {
    getEmbeddingLevels(text: string, direction?: "ltr" | "rtl"): EmbeddingLevels;
    /** By index, for text[start..end], the end included. */
    getMirroredCharactersMap(text: string, levels: Uint8Array, start: number, end: number): Map<number, string>;
  }
  export default function bidiFactory(): Bidi;
}
