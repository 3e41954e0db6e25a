import { z } from "zod";
import { planRelevance, type RelevancePlan } from "../../app/relevance/plan-relevance.ts";
import { type RelevanceRun, runRelevance } from "../../app/relevance/run-relevance.ts";
import { withWorkspace } from "../../app/workspace.ts";
import { counted } from "../../text/counted.ts";
import { defineCommand } from "../command.ts";
import { common } from "../options.ts";
import { renderRelevancePlan, renderRelevanceRun } from "../render/relevance-model.ts";

export const runRelevanceCommand = defineCommand<RunRelevanceOptions, RelevancePlan | RelevanceRun>(
  {
    name: "run relevance",
    summary: "learn a model of how well products fit queries, on judgements; `serve` ranks by it",
    help: [
      {
        flags: "--plan",
        summary:
          "count what would be learnt from, and what that takes, by a few steps; keep nothing",
      },
    ],
    options: z.strictObject({
      ...common,
      plan: z.boolean().default(false),
    }),
    run: ({ options, environment, signal, progress, say }) =>
      withWorkspace({ folder: options.workspace, environment, progress, signal }, (workspace) =>
        workspace.locked(
          async (): Promise<RelevancePlan | RelevanceRun> =>
            options.plan
              ? planRelevance(workspace, { signal, progress })
              : runRelevance(workspace, {
                  ...{ signal, progress },
                  onGoneOn: (steps) =>
                    say(
                      `Going on with the run that was stopped, behind ${counted(steps, "steps")}.`,
                    ),
                }),
        ),
      ),
    render: (result, columns) =>
      "work" in result ? renderRelevancePlan(result, columns) : renderRelevanceRun(result, columns),
  },
);

interface RunRelevanceOptions {
  readonly workspace?: string | undefined;
  readonly plan: boolean;
}
