/** What a schema says of a value, as a sentence under its field. */

const rules: readonly [RegExp, (found: RegExpExecArray) => string][] = [
  [/^Invalid input: expected (?:number|int), received string/, () => "Must be a whole number"],
  [/^Invalid input/, () => "Needed"],
  [/^Too small: expected string to have >=1 characters/, () => "Needed"],
  [/^Too small: expected string to have >=(\d+) characters/, ([, count]) => `At least ${count} characters`],
  [/^Too big: expected string to have <=(\d+) characters/, ([, count]) => `At most ${count} characters`],
  [/^Too small: expected (?:number|int) to be >=(-?\d+)/, ([, least]) => `At least ${least}`],
  [/^Too big: expected (?:number|int) to be <=(-?\d+)/, ([, most]) => `At most ${most}`],
];

/**
 * The contract's own messages read on from the field's name ("must be …") and only need a capital; those that zod
 * makes speak of types, and are told in a person's words.
 */
export function sentence(message: string): string {
  for (const [pattern, tell] of rules) {
    const found = pattern.exec(message);
    if (found) return tell(found);
  }
  return message.charAt(0).toUpperCase() + message.slice(1);
}
