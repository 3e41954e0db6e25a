import { z } from "zod";
import { evaluateGraph } from "../../app/evaluate-graph.ts";
import { withWorkspace } from "../../app/workspace.ts";
import { defineCommand } from "../command.ts";
import { common } from "../options.ts";
import { renderGraphEvaluation } from "../render/graph-evaluation.ts";

export const evaluateGraphCommand = defineCommand({
  name: "evaluate graph",
  summary: "hold the graph of a simulated shop against what is true in it",
  help: [{ flags: "--truth <dir>", summary: "folder of the shop (default: the sample shop)" }],
  options: z.strictObject({
    ...common,
    arguments: z.array(z.string()).max(0),
    truth: z.string().optional(),
  }),
  run: ({ options, environment, signal, progress }) =>
    withWorkspace({ folder: options.workspace, environment, progress, signal }, (workspace) =>
      evaluateGraph(workspace, options.truth ?? null, signal),
    ),
  render: renderGraphEvaluation,
});
