import { z } from "zod";
import { validateGraph } from "../../app/validate-graph.ts";
import { withWorkspace } from "../../app/workspace.ts";
import { defineCommand } from "../command.ts";
import { common } from "../options.ts";

export const graphValidateCommand = defineCommand({
  name: "graph validate",
  summary: "read the graph back, row by row, and check that all holds together",
  arguments: "[version]",
  help: [],
  options: z.strictObject({ ...common, arguments: z.array(z.string().optional()).max(1) }),
  run: ({ options, environment, signal, progress }) =>
    withWorkspace({ folder: options.workspace, environment, progress, signal }, (workspace) =>
      validateGraph(workspace, options.arguments[0]),
    ),
  render: ({ version, problems }) =>
    problems.length === 0
      ? `${version} is valid.`
      : `${version} is damaged:\n${problems.map((problem) => `  - ${problem}`).join("\n")}\nNext: remove the folders named above and run \`cosmo run\`; they are remade.`,
  exitCode: ({ valid }) => (valid ? 0 : 1),
});
