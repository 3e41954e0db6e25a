import { z } from "zod";
import { evaluateMining } from "../../app/mining-report/evaluate-mining.ts";
import { withWorkspace } from "../../app/workspace.ts";
import { defineCommand } from "../command.ts";
import { common } from "../options.ts";
import { renderMiningReport } from "../render/mining-report.ts";

export const evaluateMiningCommand = defineCommand({
  name: "evaluate mining",
  summary: "what mining did with the log: what it covers, what each rule cut, and why",
  help: [],
  options: z.strictObject({ ...common, arguments: z.array(z.string()).max(0) }),
  run: ({ options, environment, signal, progress }) =>
    withWorkspace({ folder: options.workspace, environment, progress, signal }, (workspace) =>
      evaluateMining(workspace, null),
    ),
  render: renderMiningReport,
});
