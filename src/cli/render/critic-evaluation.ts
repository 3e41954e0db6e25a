import type { CriticEvaluation } from "../../app/evaluate-critic.ts";
import { verdictsName } from "../../app/evaluate-verdicts.ts";
import { counted, formatNumber } from "../../text/counted.ts";
import { ratio, share } from "./figure.ts";
import { textTable, wrapped } from "./text-table.ts";

type Row = CriticEvaluation["rows"][number];

/** Groups of fewer claims say nothing. */
const fewestToShow = 15;

/** How well claims are judged, by all together and by each part alone. */
export function renderCriticEvaluation(report: CriticEvaluation, columns: number): string {
  const { card, judge, rows, thresholds, testClaims } = report;
  const lines = (text: string): string => wrapped(text, columns).join("\n");
  const { train = 0, calibration = 0 } = card.labels.bySplit;
  const kinds = Object.entries(card.labels.byAnnotatorKind).map(
    ([kind, count]) => `${formatNumber(count)} by ${kind}`,
  );
  const isGroup = ({ id }: Row): boolean => /^all\/.*\//.test(id);
  return [
    lines(
      `Critic ${card.id}: trained on ${formatNumber(train)} labelled claims, calibrated on ${formatNumber(calibration)} more, held against ${formatNumber(testClaims)} whose product types and tails it never met. Labels: ${kinds.join(", ")}.`,
    ),
    ...(judge === null ? [] : [lines(toldJudge(judge, rows))]),
    ...(["plausible", "typical"] as const).flatMap((question) => {
      const own = rows.filter((row) => row.question === question);
      const groups = own.filter((row) => isGroup(row) && row.claims >= fewestToShow);
      const ways = own.filter((row) => !isGroup(row));
      return [figures(question, ways, columns), calibrations(question, groups, columns)];
    }),
    lines(
      `judged: claims that a model made, as those are that the graph is made of; the others were written to teach. within relation: AUROC among claims of one relation. Average precision without skill is the share of yes. Calibration error: root mean square distance of what was said from what came, less what chance gives. 95 % intervals over product types. Groups of fewer than ${fewestToShow} claims are in --json.`,
    ),
    textTable(
      [
        "claims about",
        "plausibility above",
        "precision",
        "recall",
        "claims here",
        "plausible ones expected",
      ],
      thresholds.map(({ scope, threshold, precision, recall, claims, expectedPlausible }) => [
        scope,
        threshold,
        share(precision),
        share(recall),
        claims ?? "–",
        expectedPlausible === null ? "–" : Math.round(expectedPlausible),
      ]),
      { width: columns, whole: ["precision", "recall"] },
    ),
  ].join("\n\n");
}

function toldJudge(
  { model, worth, unanswered, waiting }: NonNullable<CriticEvaluation["judge"]>,
  rows: readonly Row[],
): string {
  const errorOf = (question: Row["question"]): string =>
    ratio(
      rows.find((row) => row.id === verdictsName && row.question === question)?.calibrationError ??
        null,
    );
  return [
    `${verdictsName}: verdicts of ${model}, weighed by ${formatNumber(worth.plausible.claims)} labelled claims of the calibration side; calibration error ${errorOf("plausible")} for plausible, ${errorOf("typical")} for typical.`,
    ...(unanswered === 0 ? [] : [`No usable verdict on ${counted(unanswered, "claims")}.`]),
    ...(waiting === 0
      ? []
      : [`${counted(waiting, "answers")} wait for a batch job: run this again later.`]),
  ].join(" ");
}

function figures(question: string, rows: readonly Row[], columns: number): string {
  const head = [question, "claims", "yes", "AUROC", "within relation", "average precision"];
  const cells = rows.map((row) => [
    row.id,
    row.claims,
    row.positives,
    ratio(row.auroc),
    ratio(row.aurocWithinRelation),
    ratio(row.averagePrecision),
  ]);
  return textTable(head, cells, { width: columns, whole: head });
}

function calibrations(question: string, rows: readonly Row[], columns: number): string {
  const head = [`${question}, by group`, "claims", "AUROC", "calibration error"];
  const cells = rows.map((row) => [
    row.id.replace("all/", ""),
    row.claims,
    ratio(row.auroc),
    ratio(row.calibrationError),
  ]);
  return textTable(head, cells, { width: columns, whole: head.slice(1) });
}
