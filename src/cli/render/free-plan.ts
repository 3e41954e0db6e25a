import type {
  FreePlan,
  PlannedFreeStage,
  PlannedMining,
  PlannedTaking,
} from "../../app/plan-mining.ts";
import { counted, formatNumber } from "../../text/counted.ts";
import { duration } from "../terminal-progress.ts";
import { bytesText } from "./bytes-text.ts";
import { textTable, wrapped } from "./text-table.ts";

/** What stages that ask nothing will read and take. */
export function renderFreePlan({ stages }: FreePlan, columns: number): string {
  const wanted = stages.at(-1);
  const isDone = stages.every(({ state }) => state === "done");
  return [
    ...stages.map(
      ({ name, state, rows }) =>
        `${name}: ${state === "done" ? "done with these settings and imports, nothing to do" : `reads ${rowsRead(rows)}${name === "mine" ? ", and what was observed" : ""}`}`,
    ),
    ...stages.flatMap(({ mining }) => (mining === null ? [] : renderMining(mining, columns))),
    "",
    isDone ? "Next: cosmo run --plan" : `Next: cosmo run ${wanted?.name}`,
  ].join("\n");
}

const rowsRead = (rows: PlannedFreeStage["rows"]): string =>
  Object.entries(rows)
    .map(([table, count]) => counted(count, table))
    .join(" and ");

function renderMining(mining: PlannedMining, columns: number): readonly string[] {
  const { days, pairs, sample } = mining;
  const table = textTable(
    ["estimated", "low", "expected", "high"],
    [
      row("pairs of a query and a product", pairs.searchBuy, Math.round),
      row("pairs of two products", pairs.coBuy, Math.round),
      ...(mining.engine === "spark" ? [] : takingRows(mining)),
    ],
  );
  const by = mining.engine === "spark" ? " by DuckDB on this machine" : "";
  const words = [
    `${counted(days.count, "days")}, from ${days.first} to ${days.last}: ${formatNumber(days.anew)} to be observed, ${formatNumber(days.there)} there already.`,
    `Pairs are those that the log holds; rules and the gate leave fewer. They are estimated from ${counted(sample.events, "events")}, of sessions drawn by hash, which were observed and mined${by} in ${duration(sample.seconds)}.${toldEstimates(mining)}`,
    mining.engine === "spark"
      ? "Memory and time are not told: sql.engine is spark, and what a sample takes of DuckDB says nothing of them. docs/spark.md has what was measured."
      : toldMemory(mining),
  ];
  return ["", table, "", ...words.flatMap((line) => wrapped(line, columns))];
}

/** What else is estimated from the sample, as a sentence behind another. */
function toldEstimates(mining: PlannedMining): string {
  if (mining.engine === "spark") return "";
  return mining.minedBy === "run"
    ? " So are memory and the time to observe. The time to mine is what the last run took, for each event."
    : " So are memory and both times.";
}

const row = (
  name: string,
  { low, expected, high }: PlannedTaking["peakBytes"],
  told: (value: number) => string | number,
): readonly (string | number)[] => [name, told(low), told(expected), told(high)];

const takingRows = ({ peakBytes, spillBytes, seconds }: PlannedTaking) => [
  row("memory at the peak", peakBytes, bytesText),
  row("beyond it, on the disk", spillBytes, bytesText),
  row("time to observe", seconds.observe, duration),
  row("time to mine", seconds.mine, duration),
];

function toldMemory({ memoryLimitBytes, spillBytes, freeDiskBytes }: PlannedTaking): string {
  const limit = `sql.memory-limit is ${bytesText(memoryLimitBytes)}`;
  if (spillBytes.high === 0) return `${limit}: that is enough.`;
  const disk = `${bytesText(freeDiskBytes)} are free on the disk`;
  if (spillBytes.expected > freeDiskBytes) {
    return `${limit}, and ${disk}: that is probably too little. Raise sql.memory-limit, free some disk, or import less of the log.`;
  }
  return spillBytes.expected === 0
    ? `${limit}: that is probably enough; ${disk} for what is beyond it.`
    : `${limit}: what is beyond it goes to the disk, which is slower; ${disk}.`;
}
