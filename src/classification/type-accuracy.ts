import { type Figure, wilsonFigure } from "../statistics/figure.ts";
import { type Random, seededRandom } from "../statistics/random.ts";
import { categoryNames } from "./category-name.ts";
import { wordKey } from "./title-words.ts";

/** What a product is known to be, as keys of `typeKeys`. */
export interface KnownType {
  /** Names that are right to the word. */
  readonly names: ReadonlySet<string>;
  /** Nouns of which one is right. */
  readonly nouns: ReadonlySet<string>;
}

/** A type that was worked out for a product of which it is known. */
export interface JudgedType {
  /** Null where none was sure enough. */
  readonly type: string | null;
  readonly confidence: number;
  readonly known: KnownType;
}

export interface TypeAccuracy {
  readonly products: number;
  /** Share of the products that got a type. */
  readonly coverage: number;
  /** Of these, the share whose type is right to the word, in one form of each. */
  readonly strict: Figure | null;
  /** Of these, the share whose noun is right. */
  readonly sameNoun: Figure | null;
  /** Mean distance of the stated confidence from the share that is right by its noun, over ten bins with as many products each. */
  readonly expectedCalibrationError: number;
  readonly byConfidence: readonly ConfidenceBin[];
}

export interface ConfidenceBin {
  readonly products: number;
  readonly confidence: number;
  readonly sameNoun: number;
}

/** Names and nouns of types or categories, in the form in which they are compared. */
export function knownType(types: readonly string[], others: readonly string[] = []): KnownType {
  const namesOf = (texts: readonly string[]) => texts.flatMap(categoryNames);
  return {
    names: new Set(namesOf(types).map(({ name }) => nameKey(name))),
    nouns: new Set(namesOf([...types, ...others]).map(({ key }) => key)),
  };
}

const nameKey = (name: string): string => name.toLowerCase().split(/\s+/).map(wordKey).join(" ");
const nounKey = (name: string): string => wordKey(name.toLowerCase().split(/\s+/).at(-1) ?? "");

const isStrict = ({ type, known }: JudgedType): boolean =>
  type !== null && known.names.has(nameKey(type));

const hasNoun = ({ type, known }: JudgedType): boolean =>
  type !== null && known.nouns.has(nounKey(type));

/** How many types are right, and whether their confidence says so. Types that nobody was sure of count as none. */
export function typeAccuracy(judged: readonly JudgedType[], bins = 10): TypeAccuracy {
  const typed = judged.filter(({ type }) => type !== null);
  const share = (isRight: (one: JudgedType) => boolean): Figure | null =>
    wilsonFigure(typed.filter(isRight).length, typed.length);
  const ascending = typed.toSorted((a, b) => a.confidence - b.confidence);
  const byConfidence = Array.from({ length: bins }, (_, bin) => {
    const own = ascending.slice(
      Math.round((bin * ascending.length) / bins),
      Math.round(((bin + 1) * ascending.length) / bins),
    );
    return {
      products: own.length,
      confidence: mean(own.map(({ confidence }) => confidence)),
      sameNoun: mean(own.map((one) => Number(hasNoun(one)))),
    };
  }).filter(({ products }) => products > 0);
  return {
    products: judged.length,
    coverage: typed.length / judged.length,
    strict: share(isStrict),
    sameNoun: share(hasNoun),
    expectedCalibrationError: byConfidence.reduce(
      (sum, { products, confidence, sameNoun }) =>
        sum + (Math.abs(confidence - sameNoun) * products) / typed.length,
      0,
    ),
    byConfidence,
  };
}

/** What gives types without reading anything: the type that most products have, and one drawn as often as products have it. */
export function typeControls(
  judged: readonly JudgedType[],
  typesOfAll: readonly string[],
  seed: number,
): Readonly<Record<"mostFrequent" | "random", Pick<TypeAccuracy, "strict" | "sameNoun">>> {
  const counts = new Map<string, number>();
  for (const type of typesOfAll) counts.set(type, (counts.get(type) ?? 0) + 1);
  const [most] = [...counts].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const random: Random = seededRandom(seed);
  const given = (typeOf: () => string) => {
    const { strict, sameNoun } = typeAccuracy(
      judged.map(({ known }) => ({ type: typeOf(), confidence: 1, known })),
    );
    return { strict, sameNoun };
  };
  return {
    mostFrequent: given(() => most?.[0] ?? ""),
    random: given(() => random.pick(typesOfAll)),
  };
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
