import type { StageReport, WorkspaceStatus } from "../../app/status.ts";
import { duration } from "../terminal-progress.ts";
import { formatNumber, textTable } from "./text-table.ts";

/** Imports, the funnel of every stage, the graph and what was spent. */
export function renderStatus(status: WorkspaceStatus): string {
  return [importTable(status), funnelTable(status.stages), notices(status), footer(status)]
    .filter((block) => block !== "")
    .join("\n\n");
}

function importTable({ imports }: WorkspaceStatus): string {
  if (imports.length === 0) return "Nothing imported yet.\nNext: cosmo import products PATH";
  return textTable(
    ["imported", "rows", "rejected", "source"],
    imports.map(({ table, rows, rejected, sources, complete }) => [
      table,
      rows,
      reasons(rejected),
      `${sources.slice(0, 2).join(", ")}${sources.length > 2 ? ` and ${sources.length - 2} more` : ""}${complete ? "" : " (incomplete)"}`,
    ]),
  );
}

/** A stage with more groups is shown as one line; --json has them all. */
const mostGroups = 8;

/** One line for each group of a stage: what went in, what was dropped and why, what came out. */
function funnelTable(stages: readonly StageReport[]): string {
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
  return textTable(["stage", "state", "by", "in", "dropped", "out", "time"], rows);
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

function footer({ graph, spent }: WorkspaceStatus): string {
  const lines = [
    graph
      ? `Graph ${graph.version}: ${formatNumber(graph.nodes)} nodes, ${formatNumber(graph.assertions)} assertions, ${formatNumber(graph.edges)} edges`
      : "No graph published yet.",
    `Model: ${formatNumber(spent.calls)} calls, ${formatNumber(spent.inputTokens)} tokens in, ${formatNumber(spent.outputTokens)} out, $${spent.costUsd.toFixed(2)}`,
  ];
  return lines.join("\n");
}
