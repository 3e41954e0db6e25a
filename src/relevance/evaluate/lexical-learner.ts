import { cosine } from "../../encoder/cosine.ts";
import { type Vectors, vectorOf } from "../../encoder/encode-texts.ts";
import { fitLexicalBaseline } from "../lexical/lexical-baseline.ts";
import type { Learner } from "./learner.ts";

/** Boosted trees over what query and product have in common in words, and the cosine of their vectors. */
export const lexicalLearner = (vectors: Vectors): Learner => ({
  id: "lexical",
  async learn({ pairs, classes, sides, seed }) {
    const at = (place: number) => {
      const pair = pairs[place];
      if (pair === undefined) throw new RangeError(`no judgement ${place}`);
      const { query, title } = pair.words;
      const likeness = cosine(vectorOf(query, vectors), vectorOf(title, vectors));
      return { ...pair.words, label: pair.label, group: pair.group, further: [likeness] };
    };
    const baseline = fitLexicalBaseline(sides.learn.map(at), {
      ...{ classes, seed, further: ["cosine"] },
    });
    return {
      probabilities: async (places) =>
        places.map(at).map((pair) => baseline.probabilitiesOf(pair, pair.further)),
      [Symbol.asyncDispose]: async () => {},
    };
  },
});
