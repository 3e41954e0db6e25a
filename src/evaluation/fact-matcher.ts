import { cosine } from "../encoder/cosine.ts";
import type { Encoder } from "../encoder/encoder.ts";
import { areCompatible } from "./compatible-relations.ts";
import { factScore, type ReadText, readText } from "./fact-score.ts";
import type { Fact } from "./truth.ts";

/**
 * Chosen for the best F1 on one half of the judged pairs; measured on the other half by
 * `npm run --silent matcher -- WORKSPACE`.
 */
export const defaultCut = 0.62;

export type Matchable = Pick<Fact, "relation" | "tails">;

/** Tells whether open text states a fact. */
export interface FactMatcher {
  /** Encodes texts that it has not seen: tails and wordings. Each is encoded once. */
  prepare(texts: Iterable<string>, signal: AbortSignal): Promise<void>;
  /**
   * `factScore` of a claimed tail; −1 where the claimed relation can't state the fact.
   * @throws RangeError for a text that was not prepared
   */
  score(tail: string, relation: string, fact: Matchable): number;
  /** Whether the score reaches the cut. */
  states(tail: string, relation: string, fact: Matchable): boolean;
}

interface PreparedText extends ReadText {
  readonly vector: Float32Array;
}

/** How many texts go to the encoder at once: a stop is heard in between. */
const textsPerCall = 512;

export function createFactMatcher(encoder: Encoder, cut: number = defaultCut): FactMatcher {
  const prepared = new Map<string, PreparedText>();
  /** By the wordings of a fact, then by tail: a fact is met at many heads. */
  const scores = new Map<readonly string[], Map<string, number>>();

  const preparedText = (text: string): PreparedText => {
    const found = prepared.get(text);
    if (found === undefined) throw new RangeError(`"${text}" was not prepared for matching`);
    return found;
  };
  const scoreOf = (tail: string, tails: readonly string[]): number => {
    const own = preparedText(tail);
    const wordings = tails.map(preparedText);
    return factScore(
      own,
      wordings,
      wordings.map(({ vector }) => cosine(own.vector, vector)),
    );
  };
  const score: FactMatcher["score"] = (tail, relation, fact) => {
    if (!areCompatible(relation, fact.relation)) return -1;
    let ofFact = scores.get(fact.tails);
    if (ofFact === undefined) {
      ofFact = new Map();
      scores.set(fact.tails, ofFact);
    }
    const known = ofFact.get(tail);
    if (known !== undefined) return known;
    const value = scoreOf(tail, fact.tails);
    ofFact.set(tail, value);
    return value;
  };
  return {
    async prepare(texts, signal) {
      const fresh = [...new Set(texts)].filter((text) => !prepared.has(text));
      for (let start = 0; start < fresh.length; start += textsPerCall) {
        const some = fresh.slice(start, start + textsPerCall);
        const vectors = await encoder.encode(some, signal);
        for (const [place, text] of some.entries()) {
          prepared.set(text, { ...readText(text), vector: vectors[place] ?? new Float32Array() });
        }
      }
    },
    score,
    states: (tail, relation, fact) => score(tail, relation, fact) >= cut,
  };
}
