import type { Diagnosis } from "../../app/doctor.ts";
import type { ModelWorth } from "../../app/model-worth.ts";
import { formatNumber } from "../../text/counted.ts";
import { dollars } from "../../text/dollars.ts";
import { share } from "./figure.ts";
import { textTable, wrapped } from "./text-table.ts";

/** One line for each finding, and its next step; then what the models' answers are worth. */
export function renderDiagnosis({ findings, worth }: Diagnosis, columns: number): string {
  const lines = findings.flatMap(({ check, ok, finding, next }) => [
    `${ok ? "ok " : "!! "} ${check}: ${finding}`,
    ...(next ? [`    Next: ${next}`] : []),
  ]);
  const isTold = worth.models.length > 1 || worth.models.some(({ claims }) => claims > 0);
  return [lines.join("\n"), ...(isTold ? [renderWorth(worth, columns)] : [])].join("\n\n");
}

function renderWorth({ models, best }: Diagnosis["worth"], columns: number): string {
  const table = textTable(
    ["model", "calls", "claims", "labelled", "accepted", "a call costs", "accepted per"],
    models.map(({ names, calls, claims, labelled, accepted, costPerCall, ...worth }) => [
      ...[names.join(", "), calls, claims, labelled, share(accepted)],
      costPerCall === null ? "–" : costPerCall === 0 ? "nothing" : dollars(costPerCall),
      acceptedPer(worth),
    ]),
    { width: columns },
  );
  const told = [
    "Claims are those that the filters kept, of all runs; accepted those that labels call plausible, with a 95 % interval.",
    ...(best === null ? [] : [toldBest(best, models)]),
    ...models.flatMap(({ names, next }) => (next === null ? [] : [`${names.join(", ")}: ${next}`])),
  ];
  return [table, "", ...told.flatMap((line) => wrapped(line, columns))].join("\n");
}

/** For a dollar; of a model that costs nothing, for a thousand calls. */
function acceptedPer({
  acceptedPerDollar: perDollar,
  acceptedPerCall: perCall,
}: Pick<ModelWorth, "acceptedPerDollar" | "acceptedPerCall">): string {
  if (perDollar !== null) return `dollar: ${ranged(perDollar, 1)}`;
  return perCall === null ? "–" : `1,000 calls: ${ranged(perCall, 1000)}`;
}

const ranged = (
  { mean, interval: [low, high] }: NonNullable<ModelWorth["acceptedPerCall"]>,
  times: number,
): string => `${rounded(mean * times)} [${rounded(low * times)}, ${rounded(high * times)}]`;

const rounded = (value: number): string => formatNumber(Number(value.toPrecision(2)));

function toldBest(
  { name, by, isClear }: NonNullable<Diagnosis["worth"]["best"]>,
  models: readonly ModelWorth[],
): string {
  const compared = models.filter((model) => model[by] !== null);
  const labels = compared.map(({ labelled }) => formatNumber(labelled)).join(" and ");
  const unit = by === "acceptedPerDollar" ? "dollar" : "call";
  const doubt = isClear ? "" : "; the labels at hand do not tell it from all others";
  return `Most accepted claims a ${unit}: ${name}${doubt}. That stands on ${labels} labels.`;
}
