import type { Vectors } from "../../encoder/encode-texts.ts";
import { biEncoder } from "../models/bi-encoder.ts";
import { crossEncoder } from "../models/cross-encoder.ts";
import { type BesideOf, together } from "./beside.ts";
import { fixedLearner } from "./fixed-learner.ts";
import type { GivenKnowledge } from "./given-knowledge.ts";
import type { JudgedPair } from "./judged-pair.ts";
import { knowledgeColumns } from "./knowledge-columns.ts";
import type { Learner } from "./learner.ts";
import { lexicalLearner } from "./lexical-learner.ts";
import { type TunableEncoder, tunedLearner } from "./tuned-learner.ts";

/** The row that the positive control is given to. */
export const controlledRow = "cross-encoder/fixed";

/** Everything that rows are made of. */
export interface RowIngredients {
  readonly pairs: readonly JudgedPair[];
  /** Of every text that a row in the fixed regime or a cosine looks at. */
  readonly vectors: Vectors;
  /** Null: there are no rows with knowledge. */
  readonly knowledge: GivenKnowledge | null;
  /** What a model says of each pair when it is asked outright; null: no row has it. */
  readonly zeroShot: readonly number[] | null;
  readonly tunable: TunableEncoder | null;
  readonly threads: number;
}

/** What stands beside query and title in rows of one suffix. */
interface Told {
  readonly suffix: string;
  readonly beside: BesideOf;
}

/** All rows that learn, those without knowledge first. */
export function rowLearners(ingredients: RowIngredients): readonly Learner[] {
  const { knowledge, vectors, zeroShot } = ingredients;
  const told: readonly Told[] =
    knowledge === null
      ? []
      : [
          { suffix: "+knowledge", beside: knowledge.truth },
          { suffix: "+sibling", beside: knowledge.sibling },
        ];
  const equalBudget: readonly Told[] =
    knowledge === null ? [] : [{ suffix: "+description", beside: knowledge.description }];
  return [
    ...oneSided(ingredients),
    lexicalLearner({ id: "lexical", vectors }),
    ...lexicalRows(ingredients, told),
    ...(zeroShot === null
      ? []
      : [
          lexicalLearner({
            ...{ id: "lexical+zero-shot", vectors },
            further: { names: ["zeroShot"], of: (place) => [zeroShot[place] ?? Number.NaN] },
          }),
        ]),
    ...biEncoderRows(ingredients, [undefined, ...told]),
    crossRow(ingredients, controlledRow),
    ...[...told, ...equalBudget].map(({ suffix, beside }) =>
      crossRow(ingredients, `${controlledRow}${suffix}`, (place) => together(beside(place))),
    ),
    ...tunedRows(ingredients, [undefined, ...told, ...equalBudget]),
  ];
}

/** Every text without knowledge of which these rows need a vector. */
export const textsOfPairs = (pairs: readonly JudgedPair[]): readonly string[] =>
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

const wordsAt = ({ pairs }: RowIngredients, place: number) => ({
  query: pairs[place]?.words.query ?? "",
  product: pairs[place]?.words.title ?? "",
});

/** One text together, and in a vector of its own what stands beside it: a frozen encoder's mean over all tokens would drown that. */
export const crossRow = (
  ingredients: RowIngredients,
  id: string,
  beside?: (place: number) => string,
): Learner =>
  fixedLearner({
    ...{ id, vectors: ingredients.vectors, threads: ingredients.threads },
    groups: [beside === undefined ? 1 : 2],
    textsOf: (place) => [
      together(wordsAt(ingredients, place)),
      ...(beside === undefined ? [] : [beside(place)]),
    ],
  });

function oneSided(ingredients: RowIngredients): readonly Learner[] {
  const { knowledge, vectors, threads } = ingredients;
  const of = (id: string, textOf: (place: number) => string): Learner =>
    fixedLearner({ id, vectors, threads, groups: [1], textsOf: (place) => [textOf(place)] });
  return [
    of("query-only", (place) => wordsAt(ingredients, place).query),
    of("product-only", (place) => wordsAt(ingredients, place).product),
    ...(knowledge === null
      ? []
      : [
          of("knowledge-only", (place) => together(knowledge.truth(place))),
          of("presence-only", (place) => together(knowledge.presence(place))),
        ]),
  ];
}

const lexicalRows = (
  { pairs, vectors }: RowIngredients,
  told: readonly Told[],
): readonly Learner[] =>
  told.map(({ suffix, beside }) =>
    lexicalLearner({
      ...{ id: `lexical${suffix}`, vectors },
      further: knowledgeColumns(pairs, beside, vectors),
    }),
  );

const biEncoderRows = (
  ingredients: RowIngredients,
  told: readonly (Told | undefined)[],
): readonly Learner[] =>
  told.map((one) =>
    fixedLearner({
      id: `bi-encoder/fixed${one?.suffix ?? ""}`,
      ...{ vectors: ingredients.vectors, threads: ingredients.threads },
      groups: one === undefined ? [2] : [2, 2],
      textsOf(place) {
        const { query, product } = wordsAt(ingredients, place);
        const beside = one?.beside(place);
        return [query, product, ...(beside === undefined ? [] : [beside.query, beside.product])];
      },
    }),
  );

function tunedRows(
  ingredients: RowIngredients,
  told: readonly (Told | undefined)[],
): readonly Learner[] {
  const { tunable, threads } = ingredients;
  if (tunable === null) return [];
  const architectures = { "bi-encoder": biEncoder, "cross-encoder": crossEncoder };
  return Object.entries(architectures).flatMap(([name, architectureOf]) =>
    told.map((one) =>
      tunedLearner({
        ...{ id: `${name}/tuned${one?.suffix ?? ""}`, encoder: tunable, architectureOf, threads },
        textsOf(place) {
          const beside = one?.beside(place);
          return {
            ...wordsAt(ingredients, place),
            queryKnowledge: beside?.query ?? "",
            productKnowledge: beside?.product ?? "",
          };
        },
      }),
    ),
  );
}
