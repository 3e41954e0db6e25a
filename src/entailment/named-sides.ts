import { normaliseQuery } from "../text/normalise.ts";
import { singularOf } from "../text/word-form.ts";

/** Sides of contradictions that a text names: `contradiction` to `side` to the words as they stand there. */
export type NamedSides = ReadonlyMap<number, ReadonlyMap<number, string>>;

/** Which words name which sides, made ready to be looked for: by the first word of a term, longest first. */
export type SideTerms = ReadonlyMap<string, readonly SideTerm[]>;

interface SideTerm {
  readonly contradiction: number;
  readonly words: readonly string[];
  readonly sides: readonly number[];
}

/** @param contradictions each a list of sides, each a list of terms */
export function sideTerms(contradictions: readonly (readonly (readonly string[])[])[]): SideTerms {
  const all = contradictions.flatMap((sides, contradiction) => {
    const named = sides.flatMap((terms, side) =>
      terms.flatMap((term) =>
        // Some plurals have no singular that is told safely: "seniors", "males". They are terms beside it.
        [term, `${term}s`].map((form) => ({ side, words: wordsOf(form).map((word) => word.form) })),
      ),
    );
    return [...Map.groupBy(named, ({ words }) => words.join(" ")).values()].flatMap((own) => {
      const words = own[0]?.words ?? [];
      return [{ contradiction, words, sides: [...new Set(own.map(({ side }) => side))] }];
    });
  });
  return Map.groupBy(
    all.toSorted((a, b) => b.words.length - a.words.length),
    ({ words }) => words[0] ?? "",
  );
}

/** What a text names. Of one contradiction's terms that overlap the longest counts. */
export function namedSides(text: string, terms: SideTerms): NamedSides {
  const words = wordsOf(text);
  const named = new Map<number, Map<number, string>>();
  // The place up to which a contradiction's term has taken the words.
  const taken = new Map<number, number>();
  for (const [at, { form: first }] of words.entries()) {
    for (const term of terms.get(first) ?? []) {
      const { contradiction } = term;
      if (at < (taken.get(contradiction) ?? 0)) continue;
      if (!term.words.every((form, place) => words[at + place]?.form === form)) continue;
      const end = at + term.words.length;
      taken.set(contradiction, end);
      const sides = named.get(contradiction) ?? new Map<number, string>();
      named.set(contradiction, sides);
      const told = words.slice(at, end).map(({ word }) => word);
      for (const side of term.sides) if (!sides.has(side)) sides.set(side, told.join(" "));
    }
  }
  return named;
}

interface Word {
  /** In lower case, as it stands in the text. */
  readonly word: string;
  /** In the singular, without the owner's s. */
  readonly form: string;
}

export const wordsOf = (text: string): readonly Word[] =>
  (normaliseQuery(text).match(/[\p{L}\p{N}]+(?:'\p{L}+)?/gu) ?? []).map((word) => ({
    word,
    form: singularOf(word.replace(/'s?$/u, "")),
  }));
