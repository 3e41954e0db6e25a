import type { LabelRow } from "../domain/tables/labels.ts";
import { connectedGroups } from "../statistics/connected-groups.ts";
import { sortedGroups } from "../statistics/sorted-groups.ts";
import {
  type CriticInput,
  type CriticProduct,
  type CriticSubject,
  countNames,
  criticSubjects,
  shownTitles,
} from "./critic.ts";
import { type CriticQuestion, criticQuestions } from "./critic-model.ts";

/** A claim that was labelled, with what all its annotators said together. */
export interface LabelledClaim {
  readonly input: CriticInput;
  /** Share of yes among the answers that were yes or no; null where there was none. */
  readonly targets: Readonly<Record<CriticQuestion, number | null>>;
  readonly split: "train" | "calibration" | "test";
  /**
   * What hangs together: claims about one product type, as such or by its products, and about types that
   * come in one pair, directly or over others.
   */
  readonly group: string;
  readonly domain: string;
  readonly madeBy: string;
}

/** A label of a claim that a critic can judge: about a pair or a product type. */
type CriticLabel = LabelRow & { readonly subject: CriticSubject };

export const isCriticLabel = (row: LabelRow): row is CriticLabel =>
  criticSubjects.some((subject) => subject === row.subject);

/**
 * Claims about pairs and about product types, in order of their words; labels that stand on no side of the
 * split are left out.
 */
export function labelledClaims(rows: Iterable<LabelRow>): readonly LabelledClaim[] {
  const byClaim = sortedGroups([...rows].filter(isCriticLabel), (row) =>
    JSON.stringify([row.data, row.subject, ...headOf(row), row.relation, row.tail]),
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

/** What tells heads of one subject apart: two spellings of a type are one. */
const headOf = ({ subject, query, productA, productB, typeB }: CriticLabel): readonly unknown[] =>
  subject === "productType" ? [typeB?.toLowerCase()] : [query, productA, productB];

/** In lower case, as types are named: claims about a type and about its products are one group. */
const typesOf = ({ products }: CriticInput): readonly string[] =>
  products.map(({ title, type }) => (type ?? title).toLowerCase());

function inputOf(row: CriticLabel): CriticInput {
  const { measures } = row;
  return {
    relation: row.relation,
    subject: row.subject,
    tail: row.tail,
    sentence: row.sentence,
    query: row.query,
    products: productsOf(row),
    counts: Object.fromEntries(
      countNames.flatMap((name) => {
        const value = measures[name];
        return value === undefined ? [] : [[name, value]];
      }),
    ),
  };
}

function productsOf(row: CriticLabel): readonly CriticProduct[] {
  const { subject, titles, titleA, typeA, titleB, typeB } = row;
  if (subject === "productType") {
    return titles.slice(0, shownTitles).map((title) => ({ title, type: typeB }));
  }
  const first: readonly CriticProduct[] = titleA === null ? [] : [{ title: titleA, type: typeA }];
  return [...first, { title: titleB ?? "", type: typeB }];
}

function shareOfYes(labels: readonly LabelRow[], question: CriticQuestion): number | null {
  const answers = labels.flatMap((label) => label.answers[question] ?? []);
  const yes = answers.filter((answer) => answer === "yes").length;
  const no = answers.filter((answer) => answer === "no").length;
  return yes + no === 0 ? null : yes / (yes + no);
}
