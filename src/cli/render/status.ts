import type { RelevanceReport } from "../../app/relevance/relevance-status.ts";
import { daysInWords } from "../../app/replaced-days/named-days.ts";
import { nextCommand, type StageReport, type WorkspaceStatus } from "../../app/status.ts";
import { counted, formatNumber } from "../../text/counted.ts";
import { dollars } from "../../text/dollars.ts";
import { duration } from "../terminal-progress.ts";
import { renderBudget } from "./budget.ts";
import { textTable, wrapped } from "./text-table.ts";

/** Imports, the funnel of every stage, the graph and what was spent. */
export function renderStatus(status: WorkspaceStatus, columns: number): string {
  const lines = (text: string): string =>
    text
      .split("\n")
      .flatMap((line) => wrapped(line, columns))
      .join("\n");
  return [
    importTable(status, columns),
    funnelTable(status.stages, columns),
    lines(notices(status)),
    lines(footer(status)),
  ]
    .filter((block) => block !== "")
    .join("\n\n");
}

/** The next step where one is left: what has to be imported, or a run. */
export function renderNext(status: WorkspaceStatus): string {
  const next = nextCommand(status);
  return next === null ? "" : `\nNext: ${next}`;
}

function importTable({ imports }: WorkspaceStatus, columns: number): string {
  if (imports.length === 0) return "Nothing imported yet.";
  return textTable(
    ["imported", "id", "rows", "days", "rejected", "source"],
    imports.map(({ id, table, rows, days, rejected, sources, complete, replaced, forgotten }) => [
      table,
      id,
      rows,
      days === null ? "" : daysInWords(days),
      reasons(rejected),
      `${sources.slice(0, 2).map(shortened).join(", ")}${sources.length > 2 ? ` and ${sources.length - 2} more` : ""}${complete ? "" : " (incomplete)"}${replaced === 0 ? "" : ` (${formatNumber(replaced)} replaced by a later import)`}${forgotten === 0 ? "" : ` (${formatNumber(forgotten)} forgotten)`}`,
    ]),
    { width: columns, whole: ["id"] },
  );
}

const longestSource = 40;

/** The end of a path says which file it is. */
const shortened = (source: string): string =>
  source.length > longestSource ? `…${source.slice(1 - longestSource)}` : source;

/** A stage with more groups is shown as one line; --json has them all. */
const mostGroups = 8;

/** One line for each group of a stage: what went in, what was dropped and why, what came out. */
function funnelTable(stages: readonly StageReport[], columns: number): string {
  const rows = stages.flatMap(({ name, state, groups, seconds, rowsIn, rowsOut, dropped }) => {
    if (groups.length === 0) return [[name, state, "", "", "", "", ""]];
    if (groups.length > mostGroups) {
      const by = `${groups.length} groups`;
      return [[name, state, by, rowsIn, reasons(dropped), rowsOut, duration(seconds)]];
    }
    return groups.map(({ group, rowsIn, dropped, rowsOut }, index) => [
      index === 0 ? name : "",
      index === 0 ? state : "",
      group,
      rowsIn,
      reasons(dropped),
      rowsOut,
      index === 0 ? duration(seconds) : "",
    ]);
  });
  return textTable(["stage", "state", "by", "in", "dropped", "out", "time"], rows, {
    width: columns,
  });
}

const reasons = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([reason, count]) => `${reason} ${formatNumber(count)}`)
    .join(", ") || "–";

function notices({ stages }: WorkspaceStatus): string {
  return stages
    .flatMap(({ name, notices: texts }) => texts.map((text) => `${name}: ${text}`))
    .join("\n");
}

/** Of a time, the minute is enough. */
const minuteOf = (time: string | null): string =>
  time === null ? "an unknown time" : `${time.slice(0, 16).replace("T", " ")} UTC`;

function toldJob(job: WorkspaceStatus["batchJobs"][number]): string {
  const { batch, model, status, requests, answered, failed, submittedAt, checkedAt } = job;
  if (batch === null) {
    return `Batch job of ${counted(requests, "questions")} for ${model}: whether it was submitted, the next \`cosmo run\` finds out.`;
  }
  const failures = failed === 0 ? "" : `, ${formatNumber(failed)} failed`;
  return `Batch job ${batch} of ${model}: ${status}, ${formatNumber(answered)} of ${counted(requests, "questions")} answered${failures}; submitted ${minuteOf(submittedAt)}, looked at ${minuteOf(checkedAt)}.`;
}

/** What was asked while the price was not known is in no sum. */
const costOf = ({ spent: { costUsd }, price, lastRun }: WorkspaceStatus): string => {
  if (price !== null && lastRun?.costUsd !== null) return dollars(costUsd);
  return costUsd === 0 ? "price unknown" : `${dollars(costUsd)} and what has no known price`;
};

function toldRelevance({ model, learntAt, judgements, isStale }: RelevanceReport): string {
  if (model === null) {
    return "No model of relevance yet: `cosmo run relevance` learns one on the imported judgements, `--plan` says for how long.";
  }
  if (learntAt === null) {
    return `Model of relevance: ${model}, whose card can't be read: \`cosmo doctor\` says what to do.`;
  }
  const told = `Model of relevance: ${model}, learnt on ${counted(judgements, "judgements")} at ${learntAt}`;
  return isStale
    ? `${told}. Today's judgements and settings make another: \`cosmo run relevance\` learns it.`
    : `${told}.`;
}

function footer(status: WorkspaceStatus): string {
  const { busy, stages, graph, spent, lastRun, requestedHeads } = status;
  const lines = [
    ...(busy === null
      ? []
      : [`Process ${busy} is working here now; what it has not finished is not in these figures.`]),
    graph
      ? `Graph ${graph.version}: ${counted(graph.nodes, "nodes")}, ${counted(graph.assertions, "assertions")}, ${counted(graph.edges, "edges")}${graph.pinned ? ", pinned: runs publish nothing until `cosmo graph unpin`" : ""}`
      : "No graph published yet.",
    `Model: ${counted(spent.calls, "calls")}, ${counted(spent.inputTokens, "tokens")} in, ${formatNumber(spent.outputTokens)} out, ${costOf(status)}`,
    ...(lastRun === null
      ? []
      : [`${lastRun.finished ? "Last run" : "Unfinished run"}: ${renderBudget(lastRun)}`]),
  ];
  for (const { name, setAside } of stages) {
    if (Object.keys(setAside).length === 0) continue;
    lines.push(
      `Set aside by ${name}: ${reasons(setAside)}. \`cosmo show set-aside\` lists the answers, \`cosmo run --retry-failed\` asks again.`,
    );
  }
  lines.push(...status.batchJobs.map(toldJob));
  if (status.relevance !== null) lines.push(toldRelevance(status.relevance));
  const { waiting, pairsAtMost } = requestedHeads;
  if (waiting > 0) {
    const then =
      pairsAtMost === 0
        ? "no run takes them up, as generation.requested-pairs is 0"
        : `the next run asks about up to ${counted(pairsAtMost, "pairs")} of those it knows`;
    lines.push(`Asked of the server in vain: ${counted(waiting, "heads")}; ${then}.`);
  }
  return lines.join("\n");
}
