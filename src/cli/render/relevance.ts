import type { RelevanceResult } from "../../app/relevance/evaluate-relevance.ts";
import { counted, formatNumber } from "../../text/counted.ts";
import { percent, points } from "../../text/percent.ts";
import { share } from "./figure.ts";
import { leftOut } from "./left-out.ts";
import { metricWords, splitWords } from "./relevance-page/figure-words.ts";
import { textTable, wrapped } from "./text-table.ts";

/** How well each way to predict tells the classes, and what that means. */
export function renderRelevance(result: RelevanceResult, columns: number): string {
  const { judgements, labels, folds, seeds, splitBy, plan, control, rows } = result;
  const lines = (text: string): string => wrapped(text, columns).join("\n");
  const classes = Object.entries(labels).map(([name, count]) => `${name} ${formatNumber(count)}`);
  const [detectable] = plan.detectable;
  return [
    lines(
      `${counted(judgements, "judgements")} of ${drawnWords(result)}: ${classes.join(", ")}. ${counted(folds, "folds")}, ${counted(seeds.length, "seeds")}. ${splitBy === "query" ? "A query, and those that say nearly the same," : "A product"} is never learnt from and evaluated.`,
    ),
    ...leftOut(result).map(lines),
    ...knowledgeTold(result).map(lines),
    lines(
      detectable?.difference == null
        ? "What difference could be found is not known: another seed changes nothing, or there is one alone."
        : `A difference of ${percent(detectable.difference)} points of macro F1 could be found.`,
    ),
    textTable(
      ["row", "macro F1", "micro F1", "nDCG"],
      rows.map(({ id, macroF1, microF1, ndcg }) => [
        ...[id, share(macroF1), share(microF1), share(ndcg)],
      ]),
      { width: columns, whole: ["macro F1", "micro F1"] },
    ),
    lines(
      `In per cent, with 95 % intervals over ${splitWords(splitBy)} and seeds; ${splitBy === "query" ? "nDCG over the queries whose products are not all worth the same" : "no nDCG, since what was judged of a query is on several sides"}. majority: always the commonest class; one-bit-oracle: knows whether it is of the best class, and nothing else; lexical: what query and product have in common in words, and a cosine${rows.some(({ id }) => id === "served") ? "; words: the same without vectors; served: words and cross-encoder/tuned as cosmo run relevance serves them" : ""}. What a row decides for is chosen on a part of what it learns from, by the mean of macro and micro F1.`,
    ),
    ...slicesTable(result, columns),
    textTable(
      ["knowledge that is right in", "macro F1", "expected of it alone"],
      control.points.map(({ probability, figure, expected }) => [
        ...[`${formatNumber(100 * probability)} %`, share(figure), `${percent(expected)} %`],
      ]),
      { width: columns },
    ),
    lines(
      control.passed
        ? "The positive control passed: knowledge that is right is seen."
        : `The positive control failed, so nothing may be said of a lift: ${control.faults.join("; ")}.`,
    ),
    textTable(
      ["of", "against", "metric", "among", "points", "verdict"],
      result.differences.map(({ of, against, metric, slice, mean, interval, verdict }) => [
        ...[of, against, metricWords(metric), slice ?? "all"],
        mean === null || interval === null
          ? "–"
          : `${points(mean)} [${points(interval[0])}, ${points(interval[1])}]`,
        verdict,
      ]),
      { width: columns, whole: ["points"] },
    ),
    ...reasonsTold(result).map(lines),
  ].join("\n\n");
}

/** What the bootstrap draws, and is never on two sides. */
const drawnWords = ({ groups, queries, splitBy }: RelevanceResult): string =>
  splitBy === "query"
    ? `${counted(groups, "queries")} that say different things`
    : `${counted(queries, "queries")} and ${counted(groups, "products")}`;

/** Why there is which verdict: of the primary endpoint, and where all have one reason, that one. */
function reasonsTold({ differences }: RelevanceResult): readonly string[] {
  const [primary] = differences;
  if (primary === undefined) return [];
  const reasons = new Set(differences.map(({ because }) => because));
  return reasons.size === 1
    ? [`Every verdict because ${primary.because}.`]
    : [
        `The first is the primary endpoint. ${primary.verdict}: ${primary.because}. Reasons of the others: --json.`,
      ];
}

function knowledgeTold({ knowledge, leaks, judgements }: RelevanceResult): readonly string[] {
  if (knowledge === null) return [];
  const { pieces, unused, ofQuery, ofProduct, ofNeither } = knowledge;
  const { ofOtherType, ofNoNeighbour, lacking } = knowledge;
  const share = (count: number): string => `${percent(count / judgements)} %`;
  return [
    `${counted(pieces, "pieces")} of knowledge, ${formatNumber(unused)} of them of nothing that is judged. The query has some in ${share(ofQuery)} of judgements, the product in ${share(ofProduct)}, neither in ${share(ofNeither)}. The sibling is of another type in ${share(ofOtherType)}, of no neighbouring query in ${share(ofNoNeighbour)}, and lacking in ${share(lacking)}.`,
    ...(leaks.length === 0
      ? ["No way was found in which a label reached the knowledge."]
      : leaks.map(
          ({ name, message, examples, hint }) =>
            `Labels leaked (${name}): ${message} Such as: ${examples.join("; ")}. ${hint}`,
        )),
  ];
}

/** Macro F1 of each row in each slice; nothing where there are no slices. */
function slicesTable({ rows }: RelevanceResult, columns: number): readonly string[] {
  const slices = Object.entries(rows[0]?.slices ?? {});
  if (slices.length === 0) return [];
  return [
    textTable(
      ["macro F1 in", ...slices.map(([name]) => name)],
      [
        ["judgements", ...slices.map(([, { judgements }]) => judgements)],
        ...rows.map(({ id, slices: own }) => [
          id,
          ...slices.map(([name]) => meanPercent(own[name]?.macroF1 ?? null)),
        ]),
      ],
      { width: columns },
    ),
  ];
}

const meanPercent = (figure: { readonly mean: number } | null): string =>
  figure === null ? "–" : percent(figure.mean);
