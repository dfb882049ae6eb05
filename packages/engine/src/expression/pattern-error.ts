/** Says to people what is wrong with a pattern. */
export class PatternError extends Error {
  override readonly name = "PatternError";
}
