import type { Vectors } from "../../encoder/encode-texts.ts";
import type { FitTrees } from "../../learning/boosting-threads.ts";
import { biEncoder } from "../models/bi-encoder.ts";
import { crossEncoder } from "../models/cross-encoder.ts";
import { type BesideOf, together } from "./beside.ts";
import { fixedLearner } from "./fixed-learner.ts";
import type { RowOf } from "./fold-features.ts";
import type { GivenKnowledge } from "./given-knowledge.ts";
import type { JudgedPair } from "./judged-pair.ts";
import { knowledgeColumns } from "./knowledge-columns.ts";
import type { Learner } from "./learner.ts";
import { type FurtherNumbers, lexicalLearner } from "./lexical-learner.ts";
import type { Sides } from "./sides.ts";
import { type TunableEncoder, tunedLearner } from "./tuned-learner.ts";
import { wordsLearner } from "./words-learner.ts";

/** The row that the positive control is given to: the strongest in the fixed regime that reads texts as they are. */
export const controlledRow = "bi-encoder/fixed";

/** What rows are there beside those that need nothing but judgements. */
export interface RowKinds {
  readonly knowledge: boolean;
  /** Whether a model is asked outright how well query and product fit. */
  readonly zeroShot: boolean;
  readonly tuned: boolean;
  /** Whether there are queries enough to learn words alone of, as beside a tuned encoder that is served. */
  readonly words: boolean;
}

/** A row that learns, named before there is what it is made of. */
export interface NamedRow {
  readonly id: string;
  learnerOf(ingredients: RowIngredients): Learner;
}

/** Whether a row is learnt of knowledge, a sibling's, or what is told in place of it. */
export const hasKnowledge = (id: string): boolean =>
  /\+(?:knowledge|sibling|description)$|^(?:knowledge|presence)-only$/.test(id);

/** Whether a row is learnt of what a model says outright. */
export const hasZeroShot = (id: string): boolean => id.endsWith("+zero-shot");

/** Everything that rows are made of. */
export interface RowIngredients {
  readonly pairs: readonly JudgedPair[];
  /** Of every text that a row in the fixed regime or a cosine looks at. */
  readonly vectors: Vectors;
  readonly featuresOf: (sides: Sides) => RowOf;
  /** Null: there are no rows with knowledge. */
  readonly knowledge: GivenKnowledge | null;
  /** What a model says of each pair when it is asked outright; null: no row has it. */
  readonly zeroShot: readonly number[] | null;
  readonly tunable: TunableEncoder | null;
  readonly threads: number;
  readonly fitTrees: FitTrees;
}

/** What stands beside query and title in rows of one suffix. */
interface Told {
  readonly suffix: string;
  readonly besideOf: (ingredients: RowIngredients) => BesideOf;
}

/** All rows that learn, those without knowledge first. */
export function namedRows(kinds: RowKinds): readonly NamedRow[] {
  const told = kinds.knowledge ? [tellsOf("knowledge"), tellsOf("sibling")] : [];
  const equalBudget = kinds.knowledge ? [tellsOf("description")] : [];
  return [
    ...oneSided(kinds),
    lexicalRow("lexical"),
    ...told.map((one) => lexicalRow(`lexical${one.suffix}`, columnsOf(one))),
    ...(kinds.zeroShot ? [lexicalRow("lexical+zero-shot", zeroShotColumn)] : []),
    biEncoderRow(controlledRow),
    ...told.map(({ suffix, besideOf }) => biEncoderRow(`${controlledRow}${suffix}`, besideOf)),
    crossEncoderRow("cross-encoder/fixed"),
    ...[...told, ...equalBudget].map(({ suffix, besideOf }) =>
      crossEncoderRow(`cross-encoder/fixed${suffix}`, besideOf),
    ),
    ...(kinds.tuned ? tunedRows([undefined, ...told, ...equalBudget]) : []),
    ...(kinds.tuned && kinds.words ? [wordsRow] : []),
  ];
}

/** Every text without knowledge of which these rows need a vector. */
export const textsWithoutKnowledge = (pairs: readonly JudgedPair[]): readonly string[] =>
  pairs.flatMap(({ words: { query, title } }) => [
    ...[query, title, together({ query, product: title })],
  ]);

/** The same of what stands beside them. */
export const textsBeside = (
  pairs: readonly JudgedPair[],
  { truth, sibling, presence, description }: Omit<GivenKnowledge, "coverage">,
): readonly string[] =>
  pairs.flatMap((_pair, place) => [
    ...[truth(place), sibling(place)].flatMap((told) => [
      ...[told.query, told.product, together(told)],
    ]),
    ...[together(presence(place)), together(description(place))],
  ]);

/** Vectors of both texts, compared with each other; beside them those of what is known of both. */
export const biEncoderRow = (id: string, besideOf?: Told["besideOf"]): NamedRow => ({
  id,
  learnerOf(ingredients) {
    const beside = besideOf?.(ingredients);
    return fixedLearner({
      ...{ id, vectors: ingredients.vectors, threads: ingredients.threads },
      groups: beside === undefined ? [2] : [2, 2],
      textsOf(place) {
        const { query, product } = wordsAt(ingredients, place);
        const told = beside?.(place);
        return [query, product, ...(told === undefined ? [] : [told.query, told.product])];
      },
    });
  },
});

/** One text together, and in a vector of its own what stands beside it: a frozen encoder's mean over all tokens would drown that. */
const crossEncoderRow = (id: string, besideOf?: Told["besideOf"]): NamedRow => ({
  id,
  learnerOf(ingredients) {
    const beside = besideOf?.(ingredients);
    return fixedLearner({
      ...{ id, vectors: ingredients.vectors, threads: ingredients.threads },
      groups: [beside === undefined ? 1 : 2],
      textsOf: (place) => [
        together(wordsAt(ingredients, place)),
        ...(beside === undefined ? [] : [together(beside(place))]),
      ],
    });
  },
});

function oneSided({ knowledge }: RowKinds): readonly NamedRow[] {
  const of = (
    id: string,
    textOf: (ingredients: RowIngredients, place: number) => string,
  ): NamedRow => ({
    id,
    learnerOf: (ingredients) =>
      fixedLearner({
        ...{ id, vectors: ingredients.vectors, threads: ingredients.threads },
        ...{ groups: [1], textsOf: (place) => [textOf(ingredients, place)] },
      }),
  });
  const alone = (told: "truth" | "presence") => (ingredients: RowIngredients, place: number) =>
    together(knowledgeOf(ingredients)[told](place));
  return [
    of("query-only", (ingredients, place) => wordsAt(ingredients, place).query),
    of("product-only", (ingredients, place) => wordsAt(ingredients, place).product),
    ...(knowledge
      ? [of("knowledge-only", alone("truth")), of("presence-only", alone("presence"))]
      : []),
  ];
}

const lexicalRow = (
  id: string,
  furtherOf?: (ingredients: RowIngredients) => FurtherNumbers,
): NamedRow => ({
  id,
  learnerOf: (ingredients) =>
    lexicalLearner({
      ...{ id, vectors: ingredients.vectors, featuresOf: ingredients.featuresOf },
      fit: ingredients.fitTrees,
      ...(furtherOf !== undefined && { further: furtherOf(ingredients) }),
    }),
});

const wordsRow: NamedRow = {
  id: "words",
  learnerOf: ({ fitTrees }) => wordsLearner("words", fitTrees),
};

const columnsOf =
  ({ besideOf }: Told) =>
  (ingredients: RowIngredients): FurtherNumbers =>
    knowledgeColumns(ingredients.pairs, besideOf(ingredients), ingredients.vectors);

const zeroShotColumn =
  ({ zeroShot }: RowIngredients): FurtherNumbers =>
  (place) => [zeroShot?.[place] ?? Number.NaN];

function tunedRows(told: readonly (Told | undefined)[]): readonly NamedRow[] {
  const architectures = { "bi-encoder": biEncoder, "cross-encoder": crossEncoder };
  return Object.entries(architectures).flatMap(([name, architectureOf]) =>
    told.map((one): NamedRow => {
      const id = `${name}/tuned${one?.suffix ?? ""}`;
      return {
        id,
        learnerOf(ingredients) {
          const { tunable, threads } = ingredients;
          if (tunable === null) throw new RangeError(`nothing to tune for ${id}`);
          const beside = one?.besideOf(ingredients);
          return tunedLearner({
            ...{ id, encoder: tunable, architectureOf, threads },
            textsOf(place) {
              const told = beside?.(place);
              return {
                ...wordsAt(ingredients, place),
                queryKnowledge: told?.query ?? "",
                productKnowledge: told?.product ?? "",
              };
            },
          });
        },
      };
    }),
  );
}

const tellsOf = (kind: "knowledge" | "sibling" | "description"): Told => ({
  suffix: `+${kind}`,
  besideOf: (ingredients) => knowledgeOf(ingredients)[kind === "knowledge" ? "truth" : kind],
});

function knowledgeOf({ knowledge }: RowIngredients): GivenKnowledge {
  if (knowledge === null) throw new RangeError("a row with knowledge, and none is given");
  return knowledge;
}

const wordsAt = ({ pairs }: RowIngredients, place: number) => ({
  query: pairs[place]?.words.query ?? "",
  product: pairs[place]?.words.title ?? "",
});
