import { cosine } from "../../encoder/cosine.ts";
import { type Vectors, vectorOf } from "../../encoder/encode-texts.ts";
import { fitLexicalBaseline } from "../lexical/lexical-baseline.ts";
import type { JudgedPair } from "./judged-pair.ts";
import type { Learner } from "./learner.ts";

/** Further numbers of a judgement, which stand in columns beside its lexical features; NaN: not known. */
export interface FurtherColumns {
  readonly names: readonly string[];
  /** Of the judgement at a place, in the order of the names. */
  readonly of: (place: number) => readonly number[];
}

export interface LexicalLearnerOptions {
  readonly id: string;
  /** Of all queries and titles. */
  readonly vectors: Vectors;
  /** Default: none. */
  readonly further?: FurtherColumns;
}

/** Boosted trees over what query and product have in common in words, and the cosine of their vectors. */
export const lexicalLearner = ({ id, vectors, further }: LexicalLearnerOptions): Learner => ({
  id,
  async learn({ pairs, classes, sides, seed }) {
    const at = (place: number) => {
      const pair = pairAt(pairs, place);
      const { query, title } = pair.words;
      const likeness = cosine(vectorOf(query, vectors), vectorOf(title, vectors));
      return {
        ...{ ...pair.words, label: pair.label, group: pair.group },
        further: [likeness, ...(further?.of(place) ?? [])],
      };
    };
    const baseline = fitLexicalBaseline(sides.learn.map(at), {
      ...{ classes, seed, further: ["cosine", ...(further?.names ?? [])] },
    });
    return {
      probabilities: async (places) =>
        places.map(at).map((pair) => baseline.probabilitiesOf(pair, pair.further)),
      [Symbol.asyncDispose]: async () => {},
    };
  },
});

function pairAt(pairs: readonly JudgedPair[], place: number): JudgedPair {
  const pair = pairs[place];
  if (pair === undefined) throw new RangeError(`no judgement ${place}`);
  return pair;
}
