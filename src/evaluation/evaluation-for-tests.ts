import type { Encoder } from "../encoder/encoder.ts";
import type { TrueNeed, TypedProduct } from "./true-need.ts";
import type { Fact, Truth } from "./truth.ts";

/**
 * An encoder with a direction for each meaning: texts that are listed together have cosine 1, any two
 * others 0. It keeps what it was asked.
 */
export function meaningEncoder(
  meanings: readonly (readonly string[])[],
): Encoder & { readonly encoded: string[] } {
  const places = new Map(meanings.flatMap((texts, place) => texts.map((text) => [text, place])));
  const encoded: string[] = [];
  return {
    id: "meanings",
    encoded,
    async encode(texts, signal) {
      signal.throwIfAborted();
      encoded.push(...texts);
      return texts.map((text) => {
        const place = places.get(text);
        const vector = new Float32Array(meanings.length);
        if (place !== undefined) vector[place] = 1;
        return vector;
      });
    },
    async close() {},
  };
}

export const never: AbortSignal = new AbortController().signal;

/** The facts of needs, by need: relation, wordings and, where they are restricted, types. */
export const truthOf = (
  needs: Readonly<
    Record<
      string,
      readonly (readonly [
        relation: Fact["relation"],
        tails: readonly string[],
        types?: readonly string[],
      ])[]
    >
  >,
): Truth =>
  new Map(
    Object.entries(needs).map(([need, facts]) => [
      need,
      facts.map(([relation, tails, types = null], place) => ({
        ...{ id: `${need}/${place}`, need, relation, typicality: "high" as const },
        ...{ types, tails },
      })),
    ]),
  );

export const needOf = (
  id: string,
  types: readonly string[],
  queries: readonly string[],
): TrueNeed => ({
  id,
  serves: types.map((type) => ({ type, attributes: {} })),
  queries: queries.map((text) => ({ text })),
});

export const productOf = (
  id: string,
  productType: string | null,
  attributes: Readonly<Record<string, string>> = {},
): TypedProduct => ({ id, productType, attributes });
