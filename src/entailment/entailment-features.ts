import { cosine } from "../encoder/cosine.ts";
import { type Vectors, vectorOf } from "../encoder/encode-texts.ts";
import type { CaseClaim, CaseHead, CaseType, HeadKind } from "./entailment-case.ts";

/** Names of the numbers of a row, by the kind of the head. */
export const featureNames = {
  product: [
    "tail–title cosine",
    "tail–title cosine, less the mean over the type's titles",
    "title–type cosine",
    "title–titles cosine, mean",
    "sentence–title cosine",
    "plausibility, log-odds",
    "typicality",
    "tail words, logarithm",
    "contradicted",
  ],
  query: [
    "tail–query cosine",
    "query–type cosine",
    "sentence–query cosine",
    "share of purchases",
    "plausibility, log-odds",
    "typicality",
    "tail words, logarithm",
    "contradicted",
  ],
} as const satisfies Readonly<Record<HeadKind, readonly string[]>>;

/** A type in numbers. */
export interface TypeNumbers {
  readonly name: Float32Array;
  readonly titles: ReadonlySet<string>;
  /** The sum of the titles' vectors. */
  readonly titleSum: Float32Array;
}

/** A claim in numbers: what is the same for every head of its type. */
export interface ClaimNumbers {
  readonly tail: Float32Array;
  readonly sentence: Float32Array;
  /** Sum of the cosines to the type's titles. */
  readonly toTitles: number;
  readonly plausibility: number;
  readonly typicality: number;
  readonly words: number;
}

/** A head in numbers: what is the same for every claim of its type. */
export interface HeadNumbers {
  readonly kind: HeadKind;
  readonly words: Float32Array;
  readonly toType: number;
  /** Of the type's titles, those beside its own. */
  readonly others: number;
  readonly isOfTitles: boolean;
  /** Mean cosine to the others; NaN where there is none. */
  readonly toOthers: number;
  readonly share: number;
}

/** The texts of a type that are encoded once, whatever its claims and heads. */
export const textsOfType = ({ name, titles }: CaseType): readonly string[] => [name, ...titles];

export function typeNumbers({ name, titles }: CaseType, vectors: Vectors): TypeNumbers {
  const vector = vectorOf(name, vectors);
  const own = new Set(titles);
  const titleSum = new Float32Array(vector.length);
  for (const title of own) {
    for (const [at, part] of vectorOf(title, vectors).entries()) {
      titleSum[at] = (titleSum[at] ?? 0) + part;
    }
  }
  return { name: vector, titles: own, titleSum };
}

export function claimNumbers(claim: CaseClaim, type: TypeNumbers, vectors: Vectors): ClaimNumbers {
  const tail = vectorOf(claim.tail, vectors);
  return {
    tail,
    sentence: vectorOf(claim.sentence, vectors),
    toTitles: cosine(tail, type.titleSum),
    plausibility: claim.plausibility === null ? Number.NaN : logOdds(claim.plausibility),
    typicality: claim.typicality ?? Number.NaN,
    words: Math.log(claim.tail.split(" ").length),
  };
}

export function headNumbers(head: CaseHead, type: TypeNumbers, vectors: Vectors): HeadNumbers {
  const words = vectorOf(head.words, vectors);
  const isOfTitles = head.kind === "product" && type.titles.has(head.words);
  const others = type.titles.size - (isOfTitles ? 1 : 0);
  return {
    kind: head.kind,
    words,
    toType: cosine(words, type.name),
    others,
    isOfTitles,
    // A vector's cosine to itself is 1.
    toOthers:
      others === 0 ? Number.NaN : (cosine(words, type.titleSum) - (isOfTitles ? 1 : 0)) / others,
    share: head.share ?? Number.NaN,
  };
}

/** The row of a claim at a head, in the order of `featureNames`; NaN: not known. */
export function entailmentRow(
  claim: ClaimNumbers,
  head: HeadNumbers,
  isContradicted: boolean,
): Float64Array {
  const toTail = cosine(claim.tail, head.words);
  const toSentence = cosine(claim.sentence, head.words);
  const ofClaim = [claim.plausibility, claim.typicality, claim.words, isContradicted ? 1 : 0];
  if (head.kind === "query") {
    return Float64Array.of(toTail, head.toType, toSentence, head.share, ...ofClaim);
  }
  const ofOthers =
    head.others === 0
      ? Number.NaN
      : (claim.toTitles - (head.isOfTitles ? toTail : 0)) / head.others;
  return Float64Array.of(
    ...[toTail, toTail - ofOthers, head.toType, head.toOthers, toSentence],
    ...ofClaim,
  );
}

/** Finite at 0 and 1 too: a critic gives four digits. */
function logOdds(probability: number): number {
  const within = Math.min(1 - 1e-4, Math.max(1e-4, probability));
  return Math.log(within / (1 - within));
}
