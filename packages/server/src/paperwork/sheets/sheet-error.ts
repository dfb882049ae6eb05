/** A file that can't be read, in one sentence for the person who sent it. Nothing else is thrown for a bad file. */
export class SheetError extends Error {
  override readonly name = "SheetError";
}
