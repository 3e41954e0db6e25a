import { segmentSentences } from "../text/first-sentence.ts";
import { normaliseText } from "../text/normalise.ts";

export interface ClaimTail {
  /** The first sentence of what was said, normalised. */
  readonly tail: string;
  /** How many sentences were said; 0 where there is no word. */
  readonly sentences: number;
}

/** What a claim has of a candidate's tail. */
export function claimTail(said: string): ClaimTail {
  const sentences = segmentSentences(said);
  return { tail: normaliseText(sentences[0] ?? said), sentences: sentences.length };
}
