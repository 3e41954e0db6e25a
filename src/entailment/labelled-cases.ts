import type { LabelRow } from "../domain/tables/labels.ts";
import { sortedGroups } from "../statistics/sorted-groups.ts";
import type { CaseClaim, CaseHead, CaseType } from "./entailment-case.ts";

/** A type's claim of which people said whether it holds of one product or query. */
export interface LabelledCase {
  readonly type: CaseType;
  readonly claim: CaseClaim;
  readonly head: CaseHead;
  /** Share of yes among the answers that were yes or no. */
  readonly target: number;
  readonly split: "train" | "calibration" | "test";
  /** The product type: what hangs together. */
  readonly group: string;
}

/** As many as prompts know of a type. */
const mostTitles = 12;

/**
 * Cases in order of their words. Labels that stand on no side of the split, and claims to which nobody
 * answered yes or no, are left out. The titles of a type are those that the labels show with it: what is
 * learnt hangs on labels alone, not on today's catalogue.
 */
export async function labelledCases(
  rows: AsyncIterable<LabelRow> | Iterable<LabelRow>,
): Promise<readonly LabelledCase[]> {
  const titles = new Map<string, Set<string>>();
  const own: LabelRow[] = [];
  for await (const row of rows) {
    if (row.subject !== "productType" && row.subject !== "product" && row.subject !== "query") {
      continue;
    }
    const known = titles.get(typeOf(row)) ?? new Set();
    titles.set(typeOf(row), known);
    for (const title of row.titles) known.add(title);
    if (row.subject === "product" && row.titleB !== null) known.add(row.titleB);
    if (row.subject !== "productType") own.push(row);
  }
  const byCase = sortedGroups(own, ({ data, subject, query, productB, relation, tail, ...row }) =>
    JSON.stringify([data, subject, query, productB, row.typeB, relation, tail]),
  );
  return byCase.flatMap(([, labels]) => {
    const row = labels.find(({ split }) => split !== null && split !== "none");
    if (row === undefined || row.split === null || row.split === "none") return [];
    const words = row.subject === "query" ? row.query : row.titleB;
    const target = shareOfYes(labels);
    if (words === null || target === undefined) return [];
    const { tail, sentence, measures, split } = row;
    return [
      {
        type: {
          name: nameOf(row),
          titles: [...(titles.get(typeOf(row)) ?? [])].toSorted().slice(0, mostTitles),
        },
        claim: {
          ...{ tail, sentence },
          plausibility: measures["plausibility"] ?? null,
          typicality: measures["typicality"] ?? null,
        },
        head: {
          kind: row.subject === "query" ? ("query" as const) : ("product" as const),
          words,
          share: measures["share"] ?? null,
        },
        target,
        split,
        group: nameOf(row),
      },
    ];
  });
}

const nameOf = ({ typeB, titleB }: LabelRow): string => (typeB ?? titleB ?? "").toLowerCase();

const typeOf = (row: LabelRow): string => JSON.stringify([row.data, nameOf(row)]);

function shareOfYes(labels: readonly LabelRow[]): number | undefined {
  const answers = labels.flatMap(({ answers: given }) => given["plausible"] ?? []);
  const yes = answers.filter((answer) => answer === "yes").length;
  const no = answers.filter((answer) => answer === "no").length;
  return yes + no === 0 ? undefined : yes / (yes + no);
}
