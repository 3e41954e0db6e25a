import { hashOf } from "../domain/hash.ts";
import { cosine } from "../encoder/cosine.ts";
import { encodeTexts, vectorOf } from "../encoder/encode-texts.ts";
import type { Encoder } from "../encoder/encoder.ts";
import type { MeasureStore } from "../measures/measure-store.ts";
import type { ClosedLists, Relation } from "../relations/relation.ts";
import type { TypeHead } from "./type-asks.ts";

export interface RankedTail {
  readonly relation: string;
  readonly list: string;
  readonly tail: string;
  /** From 1: the nearest of the list. */
  readonly rank: number;
  /** How near it is to the type, from -1 to 1. */
  readonly nearness: number;
}

/** Ranks the tails of closed lists for product types. */
export interface Ranker {
  /** The best of each relation's list, for each type in order. */
  rank(
    types: readonly TypeHead[],
    signal: AbortSignal,
  ): Promise<readonly (readonly RankedTail[])[]>;
}

export interface RankerPorts {
  readonly encoder: Encoder;
  /** Remembers the best of each list for each type. */
  readonly store: Pick<MeasureStore, "known" | "add">;
}

interface Near {
  readonly tail: string;
  readonly nearness: number;
}

/**
 * Ranks by the sentence encoder: half the cosine to the type's name, half the greatest to its titles. What a
 * small model says freely of a type is often wrong; the nearest of a few things that are known to be sensible
 * seldom is. What was ranked once is remembered: then nothing is encoded.
 *
 * @param best how many of each list are given
 */
export function ranker(
  { encoder, store }: RankerPorts,
  relations: readonly Relation[],
  lists: ClosedLists,
  best: number,
): Ranker {
  const asked = relations.flatMap(({ name, list, productType }) =>
    list === undefined || productType === undefined ? [] : [{ relation: name, list }],
  );
  const names = new Set(asked.map(({ list }) => list));
  const measureOf = (list: string): string =>
    `nearest ${best} of ${hashOf(lists[list] ?? []).slice(0, 12)}@1 by ${encoder.id}`;
  /** The texts that a list's tails are remembered under for a type. */
  const textsOf = ({ calledAs, titles }: TypeHead, list: string): ReadonlyMap<string, string> => {
    const key = hashOf([calledAs, titles]).slice(0, 20);
    return new Map((lists[list] ?? []).map((tail) => [tail, `${key} ${tail}`]));
  };

  /** Undefined where they were not ranked before. */
  const remembered = (type: TypeHead, list: string): readonly Near[] | undefined => {
    const texts = textsOf(type, list);
    const known = store.known(measureOf(list), texts.values());
    if (known.size < Math.min(best, texts.size)) return undefined;
    return [...texts]
      .flatMap(([tail, text]) => {
        const nearness = known.get(text);
        return nearness === undefined ? [] : [{ tail, nearness }];
      })
      .toSorted(nearestFirst);
  };

  /** The best of the list for each type, remembered. */
  async function measured(
    types: readonly TypeHead[],
    list: string,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<TypeHead, readonly Near[]>> {
    const tails = lists[list] ?? [];
    const texts = types.flatMap(({ calledAs, titles }) => [calledAs, ...titles]);
    const vectors = await encodeTexts([...tails, ...texts], encoder, signal);
    const near = (one: string, other: string): number =>
      cosine(vectorOf(one, vectors), vectorOf(other, vectors));
    const found = new Map<TypeHead, readonly Near[]>();
    for (const type of types) {
      const nearest = tails
        .map((tail) => {
          const title = Math.max(...type.titles.map((one) => near(tail, one)));
          return { tail, nearness: rounded((near(tail, type.calledAs) + title) / 2) };
        })
        .toSorted(nearestFirst)
        .slice(0, best);
      const textOf = textsOf(type, list);
      store.add(
        nearest.map(({ tail, nearness }) => ({
          measure: measureOf(list),
          text: textOf.get(tail) ?? "",
          value: nearness,
        })),
      );
      found.set(type, nearest);
    }
    return found;
  }

  return {
    async rank(types, signal) {
      if (best === 0) return types.map(() => []);
      const nearest = new Map<string, ReadonlyMap<TypeHead, readonly Near[]>>();
      for (const list of names) {
        const known = new Map(types.map((type) => [type, remembered(type, list)]));
        const missing = types.filter((type) => known.get(type) === undefined);
        const added = missing.length > 0 ? await measured(missing, list, signal) : new Map();
        nearest.set(
          list,
          new Map(types.map((type) => [type, known.get(type) ?? added.get(type) ?? []])),
        );
      }
      return types.map((type) =>
        asked.flatMap(({ relation, list }) =>
          (nearest.get(list)?.get(type) ?? []).map((near, index) => ({
            ...{ relation, list, rank: index + 1 },
            ...near,
          })),
        ),
      );
    },
  };
}

const nearestFirst = (a: Near, b: Near): number =>
  b.nearness - a.nearness || (a.tail < b.tail ? -1 : 1);

/** Six digits: further ones would differ between kinds of processors. */
const rounded = (value: number): number => Math.round(value * 1e6) / 1e6;
