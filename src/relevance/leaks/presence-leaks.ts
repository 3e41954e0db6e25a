import { cramersV } from "../../statistics/association.ts";
import { seededRandom } from "../../statistics/random.ts";
import { shuffled } from "../../statistics/shuffled.ts";
import { sortedGroups } from "../../statistics/sorted-groups.ts";
import { counted } from "../../text/counted.ts";
import { type Leak, type LeakInput, leakOf } from "./leak.ts";

/** Pieces beyond these are not told apart. */
const mostPieces = 4;
/** None of these may tell as much: a chance of one in a thousand that there is a leak where there is none. */
const permutations = 999;
/** Cramér's V by which presence must tell more of labels than it does by chance: less is no leak worth naming. */
const leastExcess = 0.1;

/**
 * Knowledge of judged pairs, and heads whose number of pieces tells of their labels: knowledge that is there only
 * for what was bought, or judged relevant. The test is by permutation of heads with as many judgements: their pieces are dealt
 * out anew, so that what the number of queries and products with knowledge, and of their judgements, brings about is
 * chance too.
 */
export function presenceLeaks(input: LeakInput): readonly Leak[] {
  const ofPairs = input.knowledge
    .filter(({ of }) => of.kind === "pair")
    .map(({ of, id }) => `piece ${id} is of the pair ${of.id}`);
  const hint =
    "Make knowledge for every query and every product apart, by the same procedure, as `--knowledge model` does.";
  return [
    ...leakOf(
      "knowledge-of-pairs",
      ofPairs,
      (count) =>
        `Knowledge was made for a query and a product together, in ${counted(count, "pieces")}.`,
      hint,
    ),
    ...leakOf(
      "knowledge-by-label",
      (["query", "product"] as const).flatMap((kind) => presenceExamples(input, kind)),
      () =>
        "What has knowledge has other labels than what has none: its presence alone tells them.",
      `${hint} A graph that knows of what is bought more than of the rest shows as this too.`,
    ),
  ];
}

interface Head {
  readonly name: string;
  readonly pieces: number;
  /** Judgements of each class. */
  readonly labels: readonly number[];
  readonly judgements: number;
}

function presenceExamples(input: LeakInput, kind: "query" | "product"): readonly string[] {
  const heads = headsOf(input, kind);
  const observed = association(heads, heads);
  const strata = sortedGroups(heads, ({ judgements }) => String(judgements)).map(([, own]) => own);
  const random = seededRandom(input.seed);
  let sum = 0;
  for (let round = 0; round < permutations; round++) {
    const dealt = strata.flatMap((own) => shuffled(own, random));
    const drawn = association(strata.flat(), dealt);
    if (drawn >= observed) return [];
    sum += drawn;
  }
  const byChance = sum / permutations;
  if (observed - byChance < leastExcess) return [];
  const withKnowledge = heads.filter(({ pieces }) => pieces > 0).length;
  return [
    `${withKnowledge} of ${heads.length} evaluated ${kind === "query" ? "queries" : "products"} have ` +
      `knowledge; Cramér's V of pieces and labels is ${observed.toFixed(2)}, by chance ${byChance.toFixed(2)}`,
  ];
}

function headsOf({ evaluated, knowledge, classNames }: LeakInput, kind: string): readonly Head[] {
  const pieces = new Map<string, number>();
  for (const { of, text } of knowledge) {
    if (of.kind === kind && text.trim() !== "") pieces.set(of.id, (pieces.get(of.id) ?? 0) + 1);
  }
  return sortedGroups(evaluated, (one) => (kind === "query" ? one.query : one.product)).map(
    ([name, own]) => {
      const labels = classNames.map(() => 0);
      for (const { label } of own) labels[label] = (labels[label] ?? 0) + 1;
      const count = Math.min(mostPieces, pieces.get(name) ?? 0);
      return { name, pieces: count, labels, judgements: own.length };
    },
  );
}

/** Of the labels of the one with the number of pieces of the other, head by head. */
function association(labelled: readonly Head[], dealt: readonly Head[]): number {
  const classes = labelled[0]?.labels.length ?? 0;
  const table = Array.from({ length: mostPieces + 1 }, () =>
    Array.from({ length: classes }, () => 0),
  );
  for (const [place, { labels }] of labelled.entries()) {
    const row = table[dealt[place]?.pieces ?? 0] ?? [];
    for (let label = 0; label < classes; label++) {
      row[label] = (row[label] ?? 0) + (labels[label] ?? 0);
    }
  }
  return cramersV(table);
}
