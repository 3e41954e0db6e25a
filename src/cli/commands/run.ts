import { z } from "zod";
import { runWorkspace } from "../../app/run.ts";
import { withWorkspace } from "../../app/workspace.ts";
import { defineCommand } from "../command.ts";
import { common, limitOption } from "../options.ts";
import { renderStatus } from "../render/status.ts";

export const runCommand = defineCommand({
  name: "run",
  summary: "run every stale stage, or up to those named; goes on where it was",
  arguments: "[stage...]",
  help: [
    {
      flags: "--limit-pairs <n>",
      summary: "ask about so many pairs only, now and in later runs; `all` lifts it",
    },
  ],
  options: z.strictObject({
    ...common,
    limitPairs: limitOption.optional(),
  }),
  run: ({ options, environment, signal, progress, say }) =>
    withWorkspace(
      {
        folder: options.workspace,
        environment,
        progress,
        signal,
        limitPairs: options.limitPairs,
      },
      async (workspace) => {
        const { pairLimit } = workspace;
        if (options.limitPairs === undefined && pairLimit !== "all") {
          say(`Asking about ${pairLimit} pairs, as in the last run; --limit-pairs all lifts that.`);
        }
        const lock = await workspace.lock();
        try {
          return await runWorkspace(workspace, { stages: options.arguments, signal, progress });
        } finally {
          await lock.release();
        }
      },
    ),
  render: (result) =>
    [
      renderStatus(result),
      "",
      result.ran.length === 0
        ? "Everything was fresh: nothing to do."
        : `Ran ${result.ran.join(", ")}${result.reused.length > 0 ? `; reused ${result.reused.join(", ")}` : ""}.`,
      result.published ? `Published ${result.graph?.version}.` : "",
      "Next: cosmo show ID (a sku, a query, an id above), cosmo graph log",
    ]
      .filter((line, index) => line !== "" || index === 1)
      .join("\n"),
});
