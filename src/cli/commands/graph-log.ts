import { z } from "zod";
import { graphLog } from "../../app/graph-log.ts";
import { withWorkspace } from "../../app/workspace.ts";
import { defineCommand } from "../command.ts";
import { common } from "../options.ts";
import { textTable } from "../render/text-table.ts";

export const graphLogCommand = defineCommand({
  name: "graph log",
  summary: "the versions of the graph, newest first",
  help: [],
  options: z.strictObject({ ...common, arguments: z.array(z.string()).max(0) }),
  run: ({ options, environment, signal, progress }) =>
    withWorkspace(
      { folder: options.workspace, environment, progress, signal },
      async (workspace) => ({ versions: await graphLog(workspace) }),
    ),
  render: ({ versions }, columns) =>
    versions.length === 0
      ? "No graph has been published yet.\nNext: cosmo run"
      : textTable(
          ["version", "time", "author", "message", "nodes", "assertions", "edges"],
          versions.map(({ id, time, author, message, counts, prunedAt }) => [
            id,
            time,
            author,
            prunedAt === undefined ? message : `${message}, pruned`,
            counts.nodes,
            counts.assertions,
            counts.edges,
          ]),
          { width: columns, whole: ["version"] },
        ),
});
