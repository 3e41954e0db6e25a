import type { TokenSequence } from "../../encoder/padded-batch.ts";

/** A judged pair as token ids without marks; knowledge is empty where a row has none. */
export interface TokenTexts {
  readonly query: readonly number[];
  readonly product: readonly number[];
  readonly queryKnowledge: readonly number[];
  readonly productKnowledge: readonly number[];
}

export interface Marks {
  readonly opening: number;
  readonly closing: number;
}

/** Texts behind one another, each closed; the first is segment 0, the others segment 1. Empty ones are left out. */
export function joinedSequence(
  [first = [], ...others]: readonly (readonly number[])[],
  { opening, closing }: Marks,
): TokenSequence {
  const start = [opening, ...first, closing];
  const rest = others.flatMap((ids) => (ids.length === 0 ? [] : [...ids, closing]));
  return {
    ids: [...start, ...rest],
    segments: [...start.map(() => 0), ...rest.map(() => 1)],
  };
}
