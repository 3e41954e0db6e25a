import { hashOf } from "../domain/hash.ts";
import type { ProductType } from "../domain/tables/product-types.ts";
import { cosine } from "../encoder/cosine.ts";
import { encodeTexts, vectorOf } from "../encoder/encode-texts.ts";
import type { Encoder } from "../encoder/encoder.ts";
import type { MeasuredText, MeasureStore } from "../measures/measure-store.ts";
import { nameInTitles } from "../text/name-in-titles.ts";

/** Titles of a type that its name is held against, from the first. */
const titlesRead = 4;
/** Names of a locale's types that may fit better, those found first. Among more there is always one that is a little nearer. */
const namesRead = 500;
/** Types between two writes: what an interruption costs. */
const typesAtOnce = 32;
/** So much nearer, as a cosine, must another name lie. */
const nearerBy = 0.25;

/** What a type is called whose name does not fit and whose titles share nothing. */
export const namelessType = "product";

type Named = Pick<ProductType, "locale" | "name" | "attribute">;

export interface NamePorts {
  readonly encoder: Encoder;
  /** Remembers how much nearer another name lies. */
  readonly store: Pick<MeasureStore, "known" | "add">;
}

/**
 * Tells of each type whether its name means what its titles say: it does not where the name of some other type of its
 * locale lies nearer to the mean of its first titles, by a cosine of 0.25 and more. So “screws” that are nose rings, and
 * “green” that is tea. What the encoder takes for the same thing fits: “mice” fits wireless mice. What was measured once
 * is remembered: then nothing is encoded.
 *
 * @param types with names that no run has looked at
 * @param others types whose names are looked at beside theirs, in order
 */
export async function withFittingNames(
  types: readonly ProductType[],
  others: readonly Named[],
  { encoder, store }: NamePorts,
  signal: AbortSignal,
): Promise<readonly ProductType[]> {
  const namesOf = namesByLocale([...others, ...types]);
  const measure = `how much nearer another name is@1 by ${encoder.id}`;
  const read = types.map((type) => {
    const rivals = (namesOf.get(type.locale) ?? []).filter((name) => name !== type.name);
    const titles = type.titles.slice(0, titlesRead);
    return { type, titles, rivals, text: hashOf([type.name, titles, rivals]) };
  });
  const known = store.known(
    measure,
    read.map(({ text }) => text),
  );
  const missing = read.filter(({ text }) => !known.has(text));
  const names = await encodeTexts(
    missing.flatMap(({ type, rivals }) => [type.name, ...rivals]),
    encoder,
    signal,
  );
  const measured: MeasuredText[] = [];
  for (let first = 0; first < missing.length; first += typesAtOnce) {
    const some = missing.slice(first, first + typesAtOnce);
    const titled = await encodeTexts(
      some.flatMap(({ titles }) => titles),
      encoder,
      signal,
    );
    const values = some.map(({ type, titles, rivals, text }) => {
      const mean = meanDirection(titles.map((title) => vectorOf(title, titled)));
      const nearest = rivals.reduce(
        (best, rival) => Math.max(best, cosine(mean, vectorOf(rival, names))),
        Number.NEGATIVE_INFINITY,
      );
      // No rival is as far as can be.
      const nearer = Math.max(-2, nearest - cosine(mean, vectorOf(type.name, names)));
      return { measure, text, value: Math.round(nearer * 1e6) / 1e6 };
    });
    store.add(values);
    measured.push(...values);
  }
  const nearerOf = new Map([
    ...known,
    ...measured.map(({ text, value }) => [text, value] as const),
  ]);
  return read.map(({ type, text }) =>
    (nearerOf.get(text) ?? 0) >= nearerBy ? calledByTitles(type) : type,
  );
}

/** Of each locale the names that were found first, each once. A name with an attribute says nothing new. */
function namesByLocale(types: readonly Named[]): ReadonlyMap<string, readonly string[]> {
  const plain = types.filter(({ attribute }) => attribute === null);
  return new Map(
    [...Map.groupBy(plain, ({ locale }) => locale)].map(([locale, own]) => [
      locale,
      [...new Set(own.map(({ name }) => name))].slice(0, namesRead),
    ]),
  );
}

/** A type whose name does not fit: it is called by what its titles share. */
function calledByTitles(type: ProductType): ProductType {
  const { titles } = type;
  const shared = titles.length === 1 ? firstWords(titles[0] ?? "") : nameInTitles(titles);
  return { ...type, nameFits: false, calledAs: shared ?? namelessType };
}

/** The first words of a title, up to where it goes into sizes. */
const firstWords = (title: string): string =>
  (title.split(/[,(]/).find((part) => part.trim() !== "") ?? title)
    .trim()
    .toLowerCase()
    .split(/\s+/)
    .slice(0, 6)
    .join(" ");

/** The mean of vectors, at unit length. */
function meanDirection(vectors: readonly Float32Array[]): Float32Array {
  const sum = new Float32Array(vectors[0]?.length ?? 0);
  for (const vector of vectors) {
    for (const [at, part] of vector.entries()) sum[at] = (sum[at] ?? 0) + part;
  }
  const length = Math.sqrt(cosine(sum, sum));
  return length === 0 ? sum : sum.map((part) => part / length);
}
