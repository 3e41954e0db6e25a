import { z } from "zod";
import { isFree, planFreeStages } from "../../app/plan-mining.ts";
import { planRun } from "../../app/plan-run.ts";
import { type RunResult, runWorkspace } from "../../app/run.ts";
import { budgetReport, isCapped } from "../../app/run-budget.ts";
import { limitNames, type RunLimits } from "../../app/run-limits.ts";
import { richestHead } from "../../app/sample-claims.ts";
import { inKebabCase } from "../../app/setting-name.ts";
import { nextCommand } from "../../app/status.ts";
import { type Workspace, withWorkspace } from "../../app/workspace.ts";
import { counted } from "../../text/counted.ts";
import { shellWord } from "../../text/shell-word.ts";
import { capOptions, capsHelp, capsOf } from "../caps.ts";
import { defineCommand } from "../command.ts";
import { common, limitOption } from "../options.ts";
import { renderBudget } from "../render/budget.ts";
import { renderFreePlan } from "../render/free-plan.ts";
import { renderPlanned } from "../render/planned.ts";
import { renderRunPlan } from "../render/run-plan.ts";
import { renderStatus } from "../render/status.ts";
import { wrapped } from "../render/text-table.ts";

export const runCommand = defineCommand({
  name: "run",
  summary: "run every stale stage, or up to those named; goes on where it was",
  arguments: "[stage...]",
  help: [
    {
      flags: "--limit-types <n>",
      summary:
        "ask about so many product types only, now and in later runs; `all`: as cosmo.yaml says",
    },
    { flags: "--limit-queries <n>", summary: "the same for queries" },
    { flags: "--limit-pairs <n>", summary: "the same for pairs" },
    {
      flags: "--retry-failed",
      summary: "ask again, once, for what was set aside; without it nothing is asked twice",
    },
    ...capsHelp,
    {
      flags: "--plan",
      summary:
        "count what would be asked, and what it would cover; ask nothing. Of `mine`: what it would take; mine nothing",
    },
  ],
  options: z
    .strictObject({
      ...common,
      limitTypes: limitOption.optional(),
      limitQueries: limitOption.optional(),
      limitPairs: limitOption.optional(),
      ...capOptions,
      retryFailed: z.boolean().default(false),
      plan: z.boolean().default(false),
    })
    .refine(({ plan, retryFailed }) => !(plan && retryFailed), {
      path: ["retryFailed"],
      message: "asks, and --plan asks nothing: leave one of them out",
    }),
  run: ({ options, environment, signal, progress, say }) => {
    const { limitTypes, limitQueries, limitPairs, retryFailed } = options;
    const limits = { limitTypes, limitQueries, limitPairs };
    return withWorkspace(
      {
        folder: options.workspace,
        environment,
        progress,
        signal,
        ...{ limits, retryFailed },
      },
      async (workspace) => {
        for (const line of toldLimits(workspace, limits)) say(line);
        return workspace.locked(async () => {
          const { arguments: stages, retryFailed } = options;
          if (options.plan) {
            return isFree(workspace, stages)
              ? planFreeStages(workspace, { stages, signal, progress })
              : planRun(workspace, { stages, signal, progress });
          }
          const caps = capsOf(options);
          const unfinished = budgetReport(workspace);
          if (unfinished !== null && !unfinished.finished && isCapped(unfinished)) {
            const now = { ...unfinished, ...caps };
            const held = (["maxCost", "maxCalls", "maxMinutes"] as const).find(
              (name) => now[name] !== null,
            );
            const lifts = held && ` --${inKebabCase(held)} none lifts that cap.`;
            say(`Going on with the run that was stopped: ${renderBudget(now)}.${lifts ?? ""}`);
          }
          const result = await runWorkspace(workspace, {
            ...{ stages, caps, retryFailed, signal, progress },
          });
          return { ...result, example: (await richestHead(workspace)) ?? null };
        });
      },
    );
  },
  render: (result, columns) =>
    "tokensCounted" in result
      ? renderRunPlan(result, columns)
      : "total" in result
        ? renderFreePlan(result, columns)
        : [
            renderStatus(result, columns),
            "",
            ...result.batch.notices.flatMap((notice) => wrapped(notice, columns)),
            ...whatWasDone(result, columns),
            ...result.graphNotices.flatMap((notice) => wrapped(`Warning: ${notice}`, columns)),
            `Next: ${nextCommand(result) ?? (result.example === null ? "cosmo graph log" : `cosmo show ${shellWord(result.example)}`)}`,
          ].join("\n"),
});

/** The scope that a limit is of. */
const limited = {
  limitTypes: ["product-type", "types"],
  limitQueries: ["query", "queries"],
  limitPairs: ["pair", "pairs"],
} as const;

/** What of the limits a person may not expect. */
function toldLimits(
  { limits, configuration }: Pick<Workspace, "limits" | "configuration">,
  given: RunLimits,
): readonly string[] {
  const { scopes, ...settings } = configuration.generation;
  return limitNames.flatMap((name) => {
    const [scope, heads] = limited[name];
    const option = `--${inKebabCase(name)}`;
    const isAsked = scopes.includes(scope);
    if (given[name] === "all" && settings[name] !== null) {
      return [
        `cosmo.yaml asks about ${settings[name]} ${heads} (generation.${inKebabCase(name)}).`,
      ];
    }
    if (given[name] !== undefined) {
      return isAsked ? [] : [`${option} changes nothing: generation.scopes has no ${scope}.`];
    }
    if (limits[name] === undefined || !isAsked) return [];
    return [
      `Asking about ${counted(limits[name], heads)}, as in the last run; ${option} all lifts that.`,
    ];
  });
}

function whatWasDone(result: RunResult, columns: number): readonly string[] {
  const { ran, reused, published, graph, batch } = result;
  if (batch.waits) {
    const submitted =
      batch.submitted === 0
        ? "Nothing new was submitted"
        : `Submitted ${counted(batch.submitted, "questions")} as batch jobs, which take up to 24 hours`;
    return [
      ...(batch.collected === 0 ? [] : [`Collected ${counted(batch.collected, "answers")}.`]),
      ...(batch.later === 0
        ? []
        : [
            `${counted(batch.later, "questions")} are submitted when fewer are in jobs (language-model.batch-requests).`,
          ]),
      `${submitted}. Run again later: what is answered by then is collected, and the run goes on.`,
    ];
  }
  const version = graph?.version;
  if (ran.length > 0) {
    const without = reused.length > 0 ? `; reused ${reused.join(", ")}` : "";
    return [
      `Ran ${ran.join(", ")}${without}.`,
      ...renderPlanned(result, columns),
      ...(published ? [`Published ${version}.`] : []),
    ];
  }
  return [
    published
      ? `Everything was there already. The graph went back to these settings: ${version}.`
      : "Everything was fresh: nothing to do.",
  ];
}
