import type { RelevancePlan } from "../../app/relevance/plan-relevance.ts";
import type { RelevanceRun } from "../../app/relevance/run-relevance.ts";
import { counted, formatNumber } from "../../text/counted.ts";
import { duration } from "../terminal-progress.ts";
import { textTable, wrapped } from "./text-table.ts";

/** What would be learnt from, and what that takes. */
export function renderRelevancePlan(plan: RelevancePlan, columns: number): string {
  const { model, byClass, withoutTitle, learn, validation, work } = plan;
  const lines = [
    `${model}: ${counted(learn + validation, "judgements")} (${toldClasses(byClass)}), ${formatNumber(learn)} to learn from and ${formatNumber(validation)} to validate by.`,
    ...(withoutTitle === 0
      ? []
      : [`${counted(withoutTitle, "judgements")} without a title: left out.`]),
    work === null
      ? "It is there already, learnt from these judgements under these settings: nothing to do."
      : `At most ${counted(work.epochs, "epochs")}, which are ${counted(work.steps, "steps")}: about ${duration(work.seconds)} on this machine, and ${(work.memoryBytes / 1e9).toFixed(1)} GB of memory, by a few steps on ${counted(work.tried, "judgements")}.`,
  ];
  return [
    ...lines.flatMap((line) => wrapped(line, columns)),
    "",
    work === null ? next : "Next: cosmo run relevance",
  ].join("\n");
}

/** What was learnt, and how well it does on the validation side. */
export function renderRelevanceRun(run: RelevanceRun, columns: number): string {
  const { model, folder, learnt, card, notices } = run;
  const { learn, validation } = card.split;
  const table = textTable(
    ["validation side", "macro F1", "accuracy", "nDCG", "log loss"],
    card.validation.map(({ id, macroF1, microF1, ndcg, logLoss }) => [
      id,
      ...[macroF1, microF1, ndcg, logLoss].map((one) => one?.toFixed(3) ?? "–"),
    ]),
  );
  const lines = [
    learnt
      ? `Learnt ${model} from ${counted(learn.judgements, "judgements")} in ${counted(card.epochs.length, "epochs")}: ${folder}.`
      : `${model} is there already, learnt from these judgements under these settings: ${folder}.`,
    `${counted(validation.judgements, "judgements")} of other queries decided where to stop and how sure to be, so these figures flatter it; \`cosmo evaluate relevance --tuned --rows served\` judges by queries that nothing has seen.`,
    wordsCount(card),
    ...notices,
  ];
  return [
    ...lines.slice(0, 1).flatMap((line) => wrapped(line, columns)),
    "",
    table,
    "",
    ...lines.slice(1).flatMap((line) => wrapped(line, columns)),
    next,
  ].join("\n");
}

function wordsCount({ wordsShare, validation }: RelevanceRun["card"]): string {
  if (!validation.some(({ id }) => id === "words")) return "The encoder alone is served.";
  if (wordsShare === 0) return "Served is the encoder alone: words beside it told no more.";
  if (wordsShare === 1) return "Served are words alone: the encoder beside them told no more.";
  return `Served are both: words count for ${formatNumber(10 * wordsShare)} tenths, the encoder for the rest.`;
}

/** The command alone stands behind the colon, so that it can be told as the person has to type it. */
const next =
  "A server answers POST /v1/rerank by it, one that runs by itself (docs/relevance.md).\nNext: cosmo serve";

const toldClasses = (byClass: Readonly<Record<string, number>>): string =>
  Object.entries(byClass)
    .map(([name, count]) => `${name}: ${formatNumber(count)}`)
    .join(", ");
