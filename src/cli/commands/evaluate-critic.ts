import { z } from "zod";
import { evaluateCritic } from "../../app/evaluate-critic.ts";
import { withWorkspace } from "../../app/workspace.ts";
import { capOptions, capsHelp, capsOf } from "../caps.ts";
import { defineCommand } from "../command.ts";
import { common } from "../options.ts";
import { renderCriticEvaluation } from "../render/critic-evaluation.ts";

export const evaluateCriticCommand = defineCommand({
  name: "evaluate critic",
  summary: "hold the critic against labels that it has not seen, beside its parts alone",
  help: capsHelp,
  options: z.strictObject({
    ...common,
    ...capOptions,
    arguments: z.array(z.string()).max(0),
  }),
  run: ({ options, environment, signal, progress, say }) =>
    withWorkspace({ folder: options.workspace, environment, progress, signal }, (workspace) =>
      evaluateCritic(workspace, { caps: capsOf(options), signal, progress, say }),
    ),
  render: renderCriticEvaluation,
});
