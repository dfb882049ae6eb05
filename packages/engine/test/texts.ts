import fc from "fast-check";

/** Few different characters, so that patterns are often in texts: both cases, other scripts, marks, pairs of surrogates. */
export const crowdedCharacter = fc.constantFrom(..."aabbccABC 1.-", "я", "Я", "س", "\u0301", "𐐨", "𐐀", "K", "\ud801");

export const crowdedText = fc.string({ unit: crowdedCharacter, maxLength: 40 });

export const crowdedPhrase = fc.string({ unit: crowdedCharacter, minLength: 1, maxLength: 4 });

/** Regular expressions of all parts of the syntax, over the same characters. */
export const crowdedRegex: fc.Arbitrary<string> = fc.letrec<{ regex: string; sequence: string; atom: string }>(
  (tie) => ({
    regex: fc.oneof(
      { weight: 4, arbitrary: tie("sequence") },
      { weight: 1, arbitrary: fc.tuple(tie("sequence"), tie("sequence")).map(([a, b]) => `${a}|${b}`) },
    ),
    sequence: fc
      .array(fc.tuple(tie("atom"), fc.constantFrom("", "", "", "", "*", "+", "?", "*?", "{2}", "{0,2}", "{1,}")), {
        maxLength: 5,
      })
      .map((parts) => parts.map(([atom, repetition]) => atom + repetition).join("")),
    atom: fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(..."aabbcA", "ab", "bc", "abc", "я", "س", "𐐨", "1", " ") },
      {
        weight: 2,
        arbitrary: fc.constantFrom(
          ...[".", "[ab]", "[^a]", "[]a]", "[^]b]", "[a\\]]", "[[:alpha:]b]", "\\d", "\\w", "\\b", "^", "$", "\\."],
          ...["\\-", "\\p{L}", "\\PN", "\\x61", "\\Qa.\\E", "(?i)", "(?-i)", "\\n"],
        ),
      },
      {
        weight: 2,
        arbitrary: fc
          .tuple(fc.constantFrom("(", "(?:", "(?i:", "(?P<n>", "(?s-i:"), tie("regex"))
          .map(([open, regex]) => `${open}${regex})`),
      },
    ),
  }),
).regex;
