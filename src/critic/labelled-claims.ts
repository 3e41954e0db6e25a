import type { LabelRow } from "../domain/tables/labels.ts";
import { connectedGroups } from "../statistics/connected-groups.ts";
import { sortedGroups } from "../statistics/sorted-groups.ts";
import { type CriticInput, type CriticProduct, countNames } from "./critic.ts";
import { type CriticQuestion, criticQuestions } from "./critic-model.ts";

/** A claim that was labelled, with what all its annotators said together. */
export interface LabelledClaim {
  readonly input: CriticInput;
  /** Share of yes among the answers that were yes or no; null where there was none. */
  readonly targets: Readonly<Record<CriticQuestion, number | null>>;
  readonly split: "train" | "calibration" | "test";
  /**
   * What hangs together: claims about one product type, and about types that come in one pair, directly or
   * over others.
   */
  readonly group: string;
  readonly domain: string;
  readonly madeBy: string;
}

/** Claims in order of their words; labels that stand on no side of the split are left out. */
export function labelledClaims(rows: Iterable<LabelRow>): readonly LabelledClaim[] {
  const byClaim = sortedGroups(rows, ({ data, behaviour, query, productA, productB, ...row }) =>
    JSON.stringify([data, behaviour, query, productA, productB, row.relation, row.tail]),
  );
  const groupOf = connectedGroups(
    byClaim.flatMap(([, [row]]) => {
      const [first, second] = row === undefined ? [] : typesOf(inputOf(row));
      return first === undefined || second === undefined ? [] : [[first, second] as const];
    }),
  );
  return byClaim.flatMap(([, labels]) => {
    const row = labels.find(({ split }) => split !== null && split !== "none");
    if (row === undefined || row.split === null || row.split === "none") return [];
    const input = inputOf(row);
    return [
      {
        input,
        targets: Object.fromEntries(
          criticQuestions.map((question) => [question, shareOfYes(labels, question)]),
        ) as LabelledClaim["targets"],
        split: row.split,
        group: groupOf(typesOf(input)[0] ?? ""),
        domain: row.domain ?? "unknown",
        madeBy: row.madeBy,
      },
    ];
  });
}

const typesOf = ({ products }: CriticInput): readonly string[] =>
  products.map(({ title, type }) => type ?? title);

function inputOf(row: LabelRow): CriticInput {
  const { titleA, typeA, titleB, typeB, measures } = row;
  const first: readonly CriticProduct[] = titleA === null ? [] : [{ title: titleA, type: typeA }];
  return {
    relation: row.relation,
    behaviour: row.behaviour,
    tail: row.tail,
    sentence: row.sentence,
    query: row.query,
    products: [...first, { title: titleB ?? "", type: typeB }],
    counts: Object.fromEntries(
      countNames.flatMap((name) => {
        const value = measures[name];
        return value === undefined ? [] : [[name, value]];
      }),
    ),
  };
}

function shareOfYes(labels: readonly LabelRow[], question: CriticQuestion): number | null {
  const answers = labels.flatMap((label) => label.answers[question] ?? []);
  const yes = answers.filter((answer) => answer === "yes").length;
  const no = answers.filter((answer) => answer === "no").length;
  return yes + no === 0 ? null : yes / (yes + no);
}
