import { type NamedSides, namedSides, type SideTerms, sideTerms, wordsOf } from "./named-sides.ts";

/** Words that exclude each other, as a file gives them. */
export interface ContradictionWords {
  /** Where a claim has one of them, it may name a side to keep it away. */
  readonly turningWords: readonly string[];
  /** Each a list of sides, each a list of terms. */
  readonly contradictions: readonly (readonly (readonly string[])[])[];
}

/** A text of a head, with where it stands: `the title`. */
export interface PlacedText {
  readonly place: string;
  readonly text: string;
}

/** What a head names, and where. */
export interface NamedByHead {
  readonly places: readonly { readonly place: string; readonly named: NamedSides }[];
}

/** Tells whether a claim's words and a head's words exclude each other. */
export interface Contradictions {
  ofTail(tail: string): NamedSides;
  ofHead(texts: readonly PlacedText[]): NamedByHead;
  /**
   * Why what the tail names can't be true of the head, in words; undefined where nothing speaks against it.
   * @example “dogs” against “cat” in the title
   */
  between(tail: NamedSides, head: NamedByHead): string | undefined;
}

/** The words of a file in the forms in which texts are compared. */
interface FoundWords {
  readonly terms: SideTerms;
  readonly turning: ReadonlySet<string>;
}

export function contradictionsOf({
  turningWords,
  contradictions,
}: ContradictionWords): Contradictions {
  let found: FoundWords | undefined;
  // On first use, since it loads the language model, which most commands never need.
  const words = (): FoundWords => {
    found ??= {
      terms: sideTerms(contradictions),
      turning: new Set(turningWords.flatMap((word) => wordsOf(word).map(({ form }) => form))),
    };
    return found;
  };
  return {
    ofTail(tail) {
      const { terms, turning } = words();
      return wordsOf(tail).some(({ form }) => turning.has(form))
        ? nothing
        : namedSides(tail, terms);
    },
    ofHead(texts) {
      const { terms } = words();
      return {
        places: texts.flatMap(({ place, text }) => {
          const named = namedSides(text, terms);
          return named.size === 0 ? [] : [{ place, named }];
        }),
      };
    },
    between,
  };
}

const nothing: NamedSides = new Map();

function between(tail: NamedSides, { places }: NamedByHead): string | undefined {
  for (const [contradiction, claimed] of tail) {
    const said = places.flatMap(({ place, named }) =>
      [...(named.get(contradiction) ?? [])].map(([side, words]) => ({ place, side, words })),
    );
    const [first] = said;
    if (first === undefined || said.some(({ side }) => claimed.has(side))) continue;
    const [words] = claimed.values();
    return `“${words}” against “${first.words}” in ${first.place}`;
  }
  return undefined;
}
